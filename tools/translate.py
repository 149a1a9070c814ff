"""`python tools/translate.py`: bring the gettext catalogues up to date with the sources.

New sentences come in empty, those that are gone go out; a changed sentence is a new one (nothing
is guessed, so nothing is ever fuzzy). English is filled in by itself.
"""

import io
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

HERE = Path(__file__).parents[1]
SOURCES = HERE / "repository"
FOLDER = SOURCES / "translations"
LANGUAGES = ("kk", "ru", "en")
METHODS = [("web/**.py", "python"), ("templates/**.html", "jinja2")]
OPTIONS = {"templates/**.html": {"trimmed": "true", "newstyle_gettext": "true"}}

Text = str | tuple[str, ...]

# Without dates and names: who changed what, and when, stands in git.
HEADER = """\
# The words of the web pages.
msgid ""
msgstr ""
"Language: {language}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""


def extracted() -> dict[Text, list[tuple[str, int]]]:
    """Every message of the sources, with the files it stands in."""
    found: dict[Text, list[tuple[str, int]]] = {}
    for name, _line, message, _comments, _context in extract_from_dir(
        SOURCES, METHODS, OPTIONS, keywords={"_": None, "gettext": None, "ngettext": (1, 2)}
    ):
        places = found.setdefault(message, [])
        if (name, 0) not in places:
            places.append((name, 0))
    return dict(sorted(found.items(), key=lambda item: (item[1][0][0], str(item[0]))))


def path_of(language: str) -> Path:
    """Where a language's catalogue lies."""
    return FOLDER / language / "LC_MESSAGES" / "messages.po"


def read(language: str) -> Catalog:
    """The catalogue as it lies there, an empty one when there is none."""
    path = path_of(language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as source:
        return read_po(source, locale=language)


def _translation(language: str, old: Message | None, message: Text) -> Text | None:
    # A message that got a plural, or lost it, is a new one.
    same = old is not None and old.pluralizable == isinstance(message, tuple)
    if same and old is not None and old.string and any(old.string):
        return tuple(old.string) if isinstance(old.string, list) else old.string
    return message if language == "en" else None


def update(language: str) -> list[Text]:
    """Write the catalogue anew; returns the messages that want a translation."""
    old = read(language)
    new = Catalog(locale=language)
    missing = []
    for message, places in extracted().items():
        string = _translation(language, old.get(message), message)
        new.add(message, string or "", locations=places)
        if not string:
            missing.append(message)
    path_of(language).parent.mkdir(parents=True, exist_ok=True)
    with io.BytesIO() as target:
        target.write(HEADER.format(language=language, plurals=new.plural_forms).encode())
        write_po(target, new, width=100, include_lineno=False, omit_header=True)
        path_of(language).write_bytes(target.getvalue())
    return missing


if __name__ == "__main__":
    for code in LANGUAGES:
        for each in update(code):
            print(f"{code}: {each}")  # noqa: T201
