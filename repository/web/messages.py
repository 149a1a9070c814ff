"""The words of the interface, read from the gettext catalogues as they lie in the sources."""

from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

FOLDER = Path(__file__).parents[1] / "translations"


@cache
def translations(language: str) -> Translations:
    """The catalogue of one language; compiled in memory, so there is nothing to build."""
    with (FOLDER / language / "LC_MESSAGES" / "messages.po").open("rb") as source:
        catalog = read_po(source, locale=language)
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return Translations(compiled)
