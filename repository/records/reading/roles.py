"""What people did for a work: the codes and words of records as MARC relators."""

from repository.fields import ROLES

# UNIMARC, appendix C -> MARC relators
_UNIMARC = {
    "070": "aut", "340": "edt", "651": "edt", "220": "com", "730": "trl", "440": "ill",
    "040": "art", "600": "pht", "180": "ctg", "170": "cll", "350": "egr", "610": "prt",
    "080": "aui", "212": "ann", "230": "cmp", "590": "prf", "550": "nrt", "300": "drt",
    "390": "fmo", "320": "dnr", "280": "dte", "660": "rcp", "460": "ive", "470": "ivr",
}  # fmt: skip
_WORDS = {
    "author": "aut", "creator": "aut", "cre": "aut", "автор": "aut", "автор текста": "aut",
    "ред": "edt", "сост": "com", "пер": "trl", "худож": "ill", "илл": "ill", "редкол": "edt",
    "cwt": "ann", "cst": "ill", "pbd": "edt",
}  # fmt: skip
_OF_LABEL = {label.casefold(): code for code, labels in ROLES.items() for label in labels.values()}
AUTHOR = "aut"


def role_of(said: str) -> str:
    """The MARC relator of a code or a word, `aut` for authors, "" for what is not known."""
    word = said.strip(" .,:;()[]").casefold()
    found = _UNIMARC.get(word) or _WORDS.get(word) or _OF_LABEL.get(word, word)
    return found if found in ROLES else ""


def first_role(said: list[str]) -> str:
    """The first role that is known among codes and words."""
    return next((found for text in said if (found := role_of(text))), "")
