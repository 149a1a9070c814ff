"""A line set right by hand: its words keep their places where they can."""

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from repository.texts.spreading import spread
from repository.texts.transcript import Block, Box, Line, Transcript, Word, around


def rewritten(line: Line, text: str) -> Line:
    """The line as a person wrote it.

    Words that stay keep their boxes, as many new ones as old ones take theirs, others share the
    room between their neighbours as long as they are.
    """
    old = [word.text for word in line.words]
    new = [word.text for word in spread(text, line.box)]
    words: list[Word] = []
    for _, first, last, begin, end in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        kept, put = line.words[first:last], new[begin:end]
        if len(kept) == len(put):
            pairs = zip(kept, put, strict=True)
            words += [
                word if word.text == text_ else Word(text_, word.box) for word, text_ in pairs
            ]
        elif put:
            words += spread(" ".join(put), _room(line, kept, first, last))
    return Line(tuple(words), line.box, corrected=True)


def with_lines(transcript: Transcript, changed: dict[int, Line]) -> Transcript:
    """The transcript with other lines in the place of those of these numbers, counted from 1."""
    number = 0
    blocks = []
    for block in transcript.blocks:
        lines = []
        for line in block.lines:
            number += 1
            lines.append(changed.get(number, line))
        blocks.append(Block(tuple(lines), block.box))
    return replace(transcript, blocks=tuple(blocks))


def _room(line: Line, kept: Sequence[Word], first: int, last: int) -> Box:
    """Where the new words stand: that of the old, or between those before and after."""
    if kept:
        return around(word.box for word in kept)
    left = line.words[first - 1].box.right if first else line.box.x
    right = line.words[last].box.x if last < len(line.words) else line.box.right
    # At the end of a full line there is no room: then the words stand on its last part.
    left = min(left, max(line.box.x, right - line.box.height))
    return Box(left, line.box.y, max(1, right - left), line.box.height)
