"""Lines that a person has set right, in the text that was recognised anew."""

from dataclasses import dataclass, replace

from repository.texts.transcript import Block, Box, Line, Transcript, around

_SAME = 0.5  # two lines are one when so much of the smaller lies in the other


def with_corrections(old: Transcript, new: Transcript) -> Transcript:
    """The new text with the corrected lines of the old in the place of what lies under them.

    What lies under none of the new lines gets a block of its own, where it stands on the page.
    """
    if not any(line.corrected for line in old.lines):
        return new
    corrected = [line for line in _fitted(old, new).lines if line.corrected]
    left = [_Left(line) for line in corrected]
    blocks = [_renewed(block, left) for block in new.blocks]
    found = [block for block in blocks if block.lines]
    for each in left:
        if not each.placed:
            alone = Block((each.line,), each.line.box)
            found.insert(_place(found, alone.box), alone)
    return replace(new, blocks=tuple(found))


@dataclass(slots=True)
class _Left:
    """A corrected line, and whether it has found its place."""

    line: Line
    placed: bool = False


def _renewed(block: Block, corrected: list[_Left]) -> Block:
    lines: list[Line] = []
    for line in block.lines:
        over = [each for each in corrected if _is_same(each.line.box, line.box)]
        if not over:
            lines.append(line)
        for each in over:
            if not each.placed:
                lines.append(each.line)
                each.placed = True
    if not lines:
        return Block((), block.box)
    return Block(tuple(lines), around([block.box, *(line.box for line in lines)]))


def _is_same(one: Box, other: Box) -> bool:
    across = min(one.right, other.right) - max(one.x, other.x)
    down = min(one.bottom, other.bottom) - max(one.y, other.y)
    if across <= 0 or down <= 0:
        return False
    smaller = min(one.width * one.height, other.width * other.height)
    return across * down >= _SAME * smaller


def _place(blocks: list[Block], box: Box) -> int:
    """Before the first block that begins below it in the same column."""
    for number, block in enumerate(blocks):
        if block.box.y >= box.y and block.box.x < box.right and box.x < block.box.right:
            return number
    return len(blocks)


def _fitted(old: Transcript, new: Transcript) -> Transcript:
    """The old text in the new one's pixels: the page may have a larger scan by now."""
    if (old.width, old.height) == (new.width, new.height):
        return old
    across, down = new.width / old.width, new.height / old.height

    def box(place: Box) -> Box:
        size = max(1, round(place.width * across)), max(1, round(place.height * down))
        return Box(round(place.x * across), round(place.y * down), *size)

    def line(each: Line) -> Line:
        words = tuple(replace(word, box=box(word.box)) for word in each.words)
        return replace(each, words=words, box=box(each.box))

    blocks = tuple(
        Block(tuple(line(each) for each in block.lines), box(block.box)) for block in old.blocks
    )
    return Transcript(new.width, new.height, blocks, new.languages)
