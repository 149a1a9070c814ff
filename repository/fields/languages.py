"""Codes of languages, and their names in the languages of the site."""

import re
from collections.abc import Mapping
from functools import cache

from babel import Locale
from babel.core import get_global

SITE = ("kk", "ru", "en")
_CODE = re.compile(r"[A-Za-z]{2,3}")
_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,6}")
# What the Unicode CLDR does not name in Kazakh, or names as no librarian would.
_OURS = {
    "kk": {
        "chg": "шағатай тілі",
        "ota": "осман түрік тілі",
        "otk": "көне түркі тілі",
        "xcl": "көне армян тілі",
        "tyv": "тува тілі",
        "sah": "саха тілі",
        "crh": "қырым татар тілі",
        "kaa": "қарақалпақ тілі",
    },
    "ru": {
        "mul": "несколько языков",
        "ota": "османский",
        "otk": "древнетюркский",
        "chg": "чагатайский",
    },
    "en": {"otk": "Old Turkic"},
}
# Where the code that MARC takes (ISO 639-2/B) is another than that of ISO 639-3.
_BIBLIOGRAPHIC = {
    "bod": "tib", "ces": "cze", "cym": "wel", "deu": "ger", "ell": "gre", "eus": "baq",
    "fas": "per", "fra": "fre", "hye": "arm", "isl": "ice", "kat": "geo", "mkd": "mac",
    "mri": "mao", "msa": "may", "mya": "bur", "nld": "dut", "ron": "rum", "slk": "slo",
    "sqi": "alb", "zho": "chi",
}  # fmt: skip
# Further codes of the same languages: of ISO 639-3, withdrawn, or the bibliographic ones above.
_NOT_IN_MARC = {"arb", "cmn", "zsm", "scc", "scr", *_BIBLIOGRAPHIC.values()}


def normal(code: str) -> str:
    """The shortest code of a language: `kk` for `kaz`, `de` for `ger`; "" for what is none.

    Takes BCP 47, ISO 639-1, and both halves of ISO 639-2; script and region stay.
    """
    code = code.strip()
    if not _TAG.fullmatch(code):
        return ""
    first, dash, rest = code.partition("-")
    first = first.lower()
    return str(_aliases().get(first, first)) + dash + rest


@cache
def _aliases() -> Mapping[str, str]:
    found: Mapping[str, str] = get_global("language_aliases")
    return {old: new for old, new in found.items() if new.isalpha()}


@cache
def names(language: str) -> Mapping[str, str]:
    """The names of all languages that are known, by code, in one language of the site."""
    known: Mapping[str, str] = Locale(language).languages
    found = {code: name for code, name in known.items() if _CODE.fullmatch(code)}
    return found | _OURS[language]


def name_of(code: str, language: str) -> str:
    """What a language is called in one of the site's; its code where nobody knows."""
    first = normal(code).partition("-")[0]
    return names(language).get(first) or names("en").get(first) or code


def labels(code: str) -> dict[str, list[str]]:
    """What a language is called, as a language map."""
    return {language: [name_of(code, language)] for language in SITE}


def is_known(code: str) -> bool:
    """Whether somebody has a name for this language."""
    first = normal(code).partition("-")[0]
    return any(first in names(language) for language in SITE)


@cache
def _by_name() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for language in reversed(SITE):
        for code, name in names(language).items():
            found[name.casefold()] = code
            found.setdefault(name.casefold().removesuffix(" тілі"), code)
            found.setdefault(f"{name.casefold()} язык", code)
    return found


def code_of(word: str) -> str:
    """The code of a language that is named in kk, ru or en, or by a code; "" when unknown."""
    word = " ".join(word.split())
    named = _by_name().get(word.casefold())
    if named:
        return named
    return normal(word) if is_known(word) else ""


@cache
def _in_marc() -> Mapping[str, str]:
    return {
        new: _BIBLIOGRAPHIC.get(old, old)
        for old, new in _aliases().items()
        if len(old) == 3 and len(new) == 2 and old not in _NOT_IN_MARC
    }


def marc_code(code: str) -> str:
    """The code of three letters that MARC takes: `kaz`, `ger`; `und` for what has none."""
    first = normal(code).partition("-")[0]
    if len(first) == 2:
        return _in_marc().get(first, "und")
    return first if len(first) == 3 else "und"
