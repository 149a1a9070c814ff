"""What forms of libraries and collections share: texts in our languages, faults in words."""

from flask import request

from repository.models.base import LanguageMap
from repository.schemas.errors import Fault
from repository.web.languages import LANGUAGES
from repository.web.words import gettext as _

_LONGEST = 2000


def map_of(field: str, before: LanguageMap | None) -> LanguageMap:
    """What the form says in our languages, with what was there in others."""
    typed = {code: request.form.get(f"{field}-{code}", "").strip()[:_LONGEST] for code in LANGUAGES}
    kept = {code: texts for code, texts in (before or {}).items() if code not in LANGUAGES}
    if any(typed.values()):
        kept.pop("none", None)
    return kept | {code: [text] for code, text in typed.items() if text}


def in_words(faults: tuple[Fault, ...]) -> str:
    """The first fault as a sentence in the reader's language."""
    names = {
        "slug": _("The short name for addresses: small Latin letters, digits and hyphens, free."),
        "label": _("Give a name in at least one language."),
        "homepage": _("The homepage is an address such as https://library.kz/"),
        "country": _("The country is two Latin letters such as KZ."),
        "contact": _("The contact is a mail address."),
        "institution": _("Choose a library."),
    }
    if any("within itself" in fault.message for fault in faults):
        return _("A collection cannot lie within itself.")
    if any("already" in fault.message or "twice" in fault.message for fault in faults):
        return _("It is in this collection already.")
    field = faults[0].field.split("[")[0].split(".")[0] if faults else ""
    return names.get(field, _("There is no work and no collection with this number."))
