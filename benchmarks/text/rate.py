"""How far what was recognised is from what is written."""

import unicodedata

import numpy as np

# Which of the many quotes and dashes it was is not told by their shape.
_ALIKE = str.maketrans(
    dict.fromkeys("«»“”„‟", '"') | dict.fromkeys("’‘‚", "'") | dict.fromkeys("–—‐−", "-")
)


def error_rate(written: str, found: str) -> float:
    """Character error rate: how many letters to change, add and leave out, by those written.

    Quotes, dashes and white space count as alike.
    """
    one, other = _plain(written), _plain(found)
    return _distance(one, other) / max(1, len(one))


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).translate(_ALIKE).split())


def _distance(one: str, other: str) -> int:
    """Levenshtein's distance, a row at a time."""
    letters = np.array([ord(letter) for letter in other], np.int64)
    steps = np.arange(len(other) + 1)
    row = steps.copy()
    for number, letter in enumerate(one, start=1):
        kept = np.minimum(row[:-1] + (letters != ord(letter)), row[1:] + 1)
        # An added letter costs one more than what stands to its left.
        best = np.minimum.accumulate(np.concatenate(([number], kept)) - steps)
        row = best + steps
    return int(row[-1])
