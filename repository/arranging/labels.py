"""Labels of pages in runs: i to xii, 1 to 300, [1], 1r and 1v, plates without a number."""

from repository.arranging.numerals import NUMERALS
from repository.models.base import LanguageMap
from repository.schemas.arrangement import Run

_SIDES = {
    "leaves": ("r", "v"),
    "leaves-ab": ("a", "b"),
    "leaves-ob": ("", " об."),
}
"""What is written after the number of a leaf on its front and on its back."""


def labels(run: Run, count: int) -> list[LanguageMap | None]:
    """The labels of so many pages, one after the other; None where a page gets none."""
    return [_map(text(run, place)) for place in range(count)]


def text(run: Run, place: int) -> str:
    """What stands on the page at `place`, counted from 0, of a run."""
    if run.style == "none":
        return ""
    return f"{run.prefix}{_number(run, place)}{run.suffix}"


def _number(run: Run, place: int) -> str:
    if run.style == "text":
        return ""
    if run.style in _SIDES:
        leaf, side = divmod(place + (run.side == "back"), 2)
        return f"{run.start + leaf}{_SIDES[run.style][side]}"
    return NUMERALS[run.style](run.start + place * run.step)


def _map(written: str) -> LanguageMap | None:
    return {"none": [written]} if written.strip() else None
