"""Parts of a scan: halves of a double page, however the scan is turned.

A cut is [x, y, width, height] in parts of the sides of the upright scan, before it is turned.
"""

from collections.abc import Sequence

Cut = list[float]

WHOLE: Cut = [0.0, 0.0, 1.0, 1.0]
_DIGITS = 6


def halves(cut: Sequence[float] | None, turn: int, gutter: float) -> tuple[Cut, Cut]:
    """The left and the right half of what a page shows, split at `gutter` of its width."""
    left = [0.0, 0.0, gutter, 1.0]
    right = [gutter, 0.0, 1.0 - gutter, 1.0]
    outer = cut or WHOLE
    return _within(outer, _unturned(left, turn)), _within(outer, _unturned(right, turn))


def _unturned(part: Cut, turn: int) -> Cut:
    """Where a part of the turned picture lies in the picture as it was before."""
    for _ in range(turn // 90 % 4):
        x, y, width, height = part
        # A quarter clockwise takes what was at (x, y) to (1 - y, x).
        part = [y, 1.0 - x - width, height, width]
    return part


def _within(outer: Sequence[float], part: Cut) -> Cut:
    x, y, width, height = outer
    return [
        round(x + part[0] * width, _DIGITS),
        round(y + part[1] * height, _DIGITS),
        round(part[2] * width, _DIGITS),
        round(part[3] * height, _DIGITS),
    ]
