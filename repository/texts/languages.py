"""Languages as the recogniser, ALTO and IIIF name them."""

import re
from collections.abc import Iterable

# ISO 639-2, which Tesseract uses, and the tags of BCP 47 for them.
_TAGS = {
    "kaz": "kk", "rus": "ru", "eng": "en", "deu": "de", "ger": "de", "fra": "fr", "fre": "fr",
    "lat": "la", "ara": "ar", "fas": "fa", "per": "fa", "tur": "tr", "uzb": "uz", "kir": "ky",
    "tat": "tt", "uig": "ug", "ukr": "uk", "bel": "be", "mon": "mn", "chi": "zh", "zho": "zh",
    "pol": "pl", "spa": "es", "ita": "it", "ell": "el", "heb": "he", "bak": "ba", "tgk": "tg",
}  # fmt: skip
_CODES = {tag: code for code, tag in reversed(_TAGS.items())}
_OTHER_CODES = {"ger": "deu", "fre": "fra", "per": "fas", "chi": "zho"}
_CODE = re.compile(r"[a-z]{2,3}", re.ASCII)
_MOST = 8


def tag(code: str) -> str:
    """The shortest tag of BCP 47 for a code of ISO 639-2."""
    return _TAGS.get(code, code)


def code(given: str) -> str | None:
    """The code of ISO 639-2/T for a tag or code of any form, such as `kk-Cyrl`; None for none."""
    first = re.split(r"[-_]", given.strip().lower())[0]
    if not _CODE.fullmatch(first):
        return None
    return _CODES.get(first) or _OTHER_CODES.get(first, first)


def codes(given: Iterable[str]) -> tuple[str, ...]:
    """The codes of several tags, each once; what is none is left out."""
    found = (code(each) for each in given)
    return tuple(dict.fromkeys(each for each in found if each))[:_MOST]
