"""The picture of a page as the recogniser likes it best: grey, evenly lit, text of one height.

What is best was measured: `python -m benchmarks.text`.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyvips
from numpy.typing import NDArray

from workers.vips import prepare as prepare_vips

_MOST_PIXELS = 60_000_000  # of what the recogniser sees
_SMALLEST, _LARGEST = 0.2, 3.0  # how much smaller or larger it is made
_CLOSE = 0.15  # a text so near to the height that is wanted is left as it is
_SEEN = 4_000_000  # pixels in which the height of the text is looked for
_FEWEST = 20  # letters that it takes to tell
_INK = 0.65  # of the paper's brightness; darker is ink
_BLOCK = 16  # pixels of the coarse picture of the paper
_PAPER = 235  # how bright paper is made


@dataclass(frozen=True, slots=True)
class Preparation:
    """How a picture is made ready.

    `text_height` is that of a small letter in pixels, 0 to leave the size as it is; `even` makes
    the paper equally bright everywhere.
    """

    text_height: int = 30
    even: bool = True


BEST = Preparation()


def write_page_picture(
    path: Path, target: Path, how: Preparation = BEST, crop: tuple[int, int, int, int] | None = None
) -> None:
    """Make a PNG of a stored pyramid, or the part of it that is shown.

    Raises `pyvips.Error` when there is no room for it.
    """
    prepare_vips()
    image = pyvips.Image.tiffload(str(path), page=0)
    if crop:
        image = image.crop(*_within(image, crop))
    prepared(image, how).pngsave(str(target), compression=1)


def prepared(image: pyvips.Image, how: Preparation) -> pyvips.Image:
    """The picture made ready, in memory."""
    grey = image.colourspace("b-w") if image.bands > 1 else image
    grey = grey.copy_memory()
    scale = _scale(grey, how)
    if scale != 1.0:
        grey = grey.resize(scale, kernel="cubic" if scale > 1 else "lanczos3")
    return evenly_lit(grey) if how.even else grey


def evenly_lit(grey: pyvips.Image) -> pyvips.Image:
    """The picture divided by that of its paper: what is brightest around each place."""
    if min(grey.width, grey.height) < 4 * _BLOCK:
        return grey
    coarse = grey.shrink(_BLOCK, _BLOCK).rank(9, 9, 72).gaussblur(3)
    paper = coarse.resize(grey.width / coarse.width, vscale=grey.height / coarse.height)
    # A dark picture on the page is no paper: there nothing is made brighter than by half.
    floor = (paper > _PAPER / 2).ifthenelse(paper, _PAPER / 2)
    return (grey / floor * _PAPER).cast("uchar")


def text_height(grey: pyvips.Image) -> float | None:
    """The height of most letters in pixels; None for a picture without any text."""
    shrink = max(1.0, (grey.width * grey.height / _SEEN) ** 0.5)
    # Half the size at most, or the letters of small print would run together.
    shrink = min(shrink, 2.0)
    small = grey.resize(1 / shrink) if shrink > 1 else grey
    heights = _letter_heights(small.numpy().reshape(small.height, small.width))
    return float(np.median(heights)) * shrink if len(heights) >= _FEWEST else None


def _letter_heights(pixels: NDArray[np.uint8]) -> NDArray[np.int64]:
    """The heights of all patches of ink that may be letters."""
    ink = pixels < np.percentile(pixels[::4, ::4], 80) * _INK
    labels = pyvips.Image.new_from_array(ink.astype(np.uint8)).labelregions().numpy()
    rows, columns = np.nonzero(ink)
    patches = labels.reshape(ink.shape)[rows, columns]
    if not len(patches):
        return np.empty(0, np.int64)
    # Ink is found row by row: the first of a patch is its top, the last its bottom.
    _, top, size = np.unique(patches, return_index=True, return_counts=True)
    _, bottom = np.unique(patches[::-1], return_index=True)
    heights = rows[len(rows) - 1 - bottom] - rows[top] + 1
    letters = (heights >= 5) & (heights < ink.shape[0] / 20) & (size >= 0.1 * heights**2)
    found: NDArray[np.int64] = heights[letters]
    return found


def _scale(grey: pyvips.Image, how: Preparation) -> float:
    most = (_MOST_PIXELS / (grey.width * grey.height)) ** 0.5
    height = text_height(grey) if how.text_height else None
    wanted = how.text_height / height if height else 1.0
    if abs(wanted - 1) < _CLOSE:
        wanted = 1.0
    return float(min(max(wanted, _SMALLEST), _LARGEST, most))


def _within(image: pyvips.Image, crop: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    x, y, width, height = crop
    x, y = min(x, image.width - 1), min(y, image.height - 1)
    return x, y, max(1, min(width, image.width - x)), max(1, min(height, image.height - y))
