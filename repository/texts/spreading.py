"""Where the words of a line stand when only the line's place is known."""

from repository.texts.transcript import Box, Word


def spread(text: str, box: Box, confidence: float | None = None) -> tuple[Word, ...]:
    """The words of a text, each with a share of the box as wide as it is long.

    Control characters, which XML cannot hold, become spaces.
    """
    visible = "".join(c if c.isprintable() or c == "\u00ad" else " " for c in text)
    words = visible.split()
    if len(words) < 2:
        return tuple(Word(word, box, confidence) for word in words)
    total = sum(len(word) for word in words) + len(words) - 1
    found, before = [], 0
    for word in words:
        left = box.x + box.width * before // total
        right = box.x + box.width * (before + len(word)) // total
        found.append(Word(word, Box(left, box.y, max(1, right - left), box.height), confidence))
        before += len(word) + 1
    return tuple(found)
