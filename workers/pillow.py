"""The few kinds of TIFF that only Pillow reads; as a whole, so not the largest."""

import warnings
from pathlib import Path

import numpy as np
import pyvips
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from workers.errors import DamagedError, TooMuchMemoryError, TruncatedError
from workers.limits import Limits
from workers.vips import prepare


def lab(path: Path, number: int, size: tuple[int, int], limits: Limits) -> pyvips.Image:
    """A CIELAB page of 8 bits a band."""
    pixels = _pixels(path, number, size, 16, limits)
    # TIFF 6.0, section 23: L* is 0-255 for 0-100, a* and b* are signed.
    scaled = pixels.astype(np.float32)
    scaled[..., 0] *= 100 / 255
    scaled[..., 1:] = pixels[..., 1:].view(np.int8)
    return pyvips.Image.new_from_array(scaled, interpretation="lab")


def twelve_bit(path: Path, number: int, size: tuple[int, int], limits: Limits) -> pyvips.Image:
    """A grey page of 12 bits, as 16."""
    pixels = _pixels(path, number, size, 4, limits).astype(np.uint16)
    return pyvips.Image.new_from_array(pixels << 4, interpretation="grey16")


def _pixels(
    path: Path, number: int, size: tuple[int, int], cost: int, limits: Limits
) -> NDArray[np.generic]:
    """(height, width[, bands]) of one page; `cost` is in bytes a pixel."""
    prepare()
    needed = size[0] * size[1] * cost
    if needed > limits.memory:
        raise TooMuchMemoryError(needed, limits)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about tags that nobody needs
            with Image.open(path, formats=["TIFF"]) as opened:
                opened.seek(number)
                return np.array(opened)
    except (UnidentifiedImageError, SyntaxError, ValueError, EOFError) as error:
        raise DamagedError(str(error)) from error
    except OSError as error:
        raise TruncatedError(str(error)) from error
