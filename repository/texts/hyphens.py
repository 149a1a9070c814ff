"""Words that are broken at the end of a line."""

from repository.texts.transcript import Line

HYPHENS = "\u2010\u00ad\u00ac\u2e17-"


def is_broken(line: Line, following: Line | None) -> bool:
    """Whether the last word of a line goes on in the one that follows.

    A capital letter there means that the hyphen was part of a name, or a dash.
    """
    if following is None or not line.words or not following.words:
        return False
    last, first = line.words[-1].text, following.words[0].text
    if len(last) < 2 or last[-1] not in HYPHENS or not last[-2].isalpha():
        return False
    return first[0].isalpha() and not first[0].isupper()


def mended(first: str, second: str) -> str:
    """The whole word whose halves these are."""
    return first.rstrip(HYPHENS) + second
