"""Texts as foreign files tell them, in units of their own, and how they are fitted to a page."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from repository.errors import RefusedError
from repository.texts.spreading import spread
from repository.texts.transcript import Block, Box, Line, Transcript, Word, around

MOST_WORDS = 100_000  # on one page; a large newspaper has 15,000
_LONGEST_WORD = 1000
_MOST_STRAIN = 0.1  # how much the shape of the page that is told may differ from the page's

Place: TypeAlias = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(slots=True)
class RoughWord:
    """A word, or several with spaces between them; the place may be missing."""

    text: str
    place: Place | None
    confidence: float | None = None


@dataclass(slots=True)
class RoughLine:
    """A line of words."""

    words: list[RoughWord]
    place: Place | None = None
    corrected: bool = False


@dataclass(slots=True)
class RoughBlock:
    """Lines that belong together."""

    lines: list[RoughLine] = field(default_factory=list)
    place: Place | None = None


@dataclass(slots=True)
class Rough:
    """All that a file tells of one page; `size` is what the page measures in the file's units."""

    blocks: list[RoughBlock]
    size: tuple[float, float] | None = None
    languages: tuple[str, ...] = ()


def fitted(rough: Rough, width: int, height: int, name: str) -> Transcript:
    """The text in the pixels of a page of `width` by `height`.

    Raises `RefusedError` for the text of a page of another shape and for one beyond all bounds.
    """
    count = sum(len(line.words) for block in rough.blocks for line in block.lines)
    if count > MOST_WORDS:
        raise RefusedError("text-too-long", name=name, most=MOST_WORDS)
    page = _Page(width, height, *_scale(rough, width, height, name))
    blocks = tuple(block for each in rough.blocks if (block := page.block(each)))
    return Transcript(width, height, blocks, rough.languages)


def _scale(rough: Rough, width: int, height: int, name: str) -> tuple[float, float]:
    if rough.size is None:
        return 1.0, 1.0
    told_width, told_height = rough.size
    across, down = width / told_width, height / told_height
    if abs(across / down - 1) > _MOST_STRAIN:
        raise RefusedError(
            "text-of-another-page",
            name=name,
            told=f"{told_width:g} × {told_height:g}",
            page=f"{width} × {height}",
        )
    return across, down


@dataclass(frozen=True, slots=True)
class _Page:
    width: int
    height: int
    across: float
    down: float

    def box(self, place: Place) -> Box:
        """The place in pixels, at least one wide and high and not beyond the page."""
        left = min(max(0, round(place[0] * self.across)), self.width - 1)
        top = min(max(0, round(place[1] * self.down)), self.height - 1)
        right = min(max(left + 1, round(place[2] * self.across)), self.width)
        bottom = min(max(top + 1, round(place[3] * self.down)), self.height)
        return Box(left, top, right - left, bottom - top)

    def block(self, rough: RoughBlock) -> Block | None:
        """A block with what is written in it; None when that is nothing."""
        lines = tuple(line for each in rough.lines if (line := self.line(each, rough)))
        if not lines:
            return None
        return Block(lines, self.box(rough.place) if rough.place else around(x.box for x in lines))

    def line(self, rough: RoughLine, block: RoughBlock) -> Line | None:
        """A line with its words; None when there are none."""
        place = rough.place or block.place
        words = tuple(self.words(rough, place))
        if not words:
            return None
        box = self.box(rough.place) if rough.place else around(word.box for word in words)
        return Line(words, box, rough.corrected)

    def words(self, rough: RoughLine, place: Place | None) -> Iterator[Word]:
        """The words of a line; those without a place share that of the line."""
        if any(word.place is None for word in rough.words):
            if place is not None:
                text = " ".join(word.text for word in rough.words)
                yield from spread(text[: _LONGEST_WORD * 10], self.box(place))
            return
        for word in rough.words:
            assert word.place is not None
            yield from spread(word.text[:_LONGEST_WORD], self.box(word.place), word.confidence)
