"""HEIC, the format of telephones: the primary picture, by libheif of pillow-heif.

The libvips of the wheel has no decoder for HEVC; rotation is part of the format and done here.
"""

from pathlib import Path

import numpy as np
import pillow_heif
import pyvips

from workers.errors import DamagedError, UnsupportedPixelsError
from workers.limits import Limits
from workers.raster import Header, check
from workers.vips import prepare

_COST = 10  # bytes a pixel: what libheif holds and a copy of it


def size(path: Path, limits: Limits) -> tuple[int, int]:
    """Width and height, upright. Raises what the header already shows."""
    opened = _opened(path)
    width, height = opened.size
    check(Header(width, height, width * height * _COST), limits)
    return width, height


def open_image(path: Path, limits: Limits) -> pyvips.Image:
    """The primary picture, upright."""
    prepare()
    size(path, limits)
    opened = _opened(path)
    try:
        pixels = np.asarray(opened)
    except (ValueError, RuntimeError, EOFError, OSError, SyntaxError) as error:
        raise DamagedError(str(error)) from error
    if opened.mode not in ("L", "RGB", "RGBA"):
        raise UnsupportedPixelsError(f"HEIF {opened.mode}")
    space = "b-w" if opened.mode == "L" else "srgb"
    image = pyvips.Image.new_from_array(np.ascontiguousarray(pixels), interpretation=space)
    if profile := opened.info.get("icc_profile"):
        image = image.copy()
        image.set_type(pyvips.GValue.blob_type, "icc-profile-data", profile)
    return image


def _opened(path: Path) -> pillow_heif.HeifFile:
    try:
        opened = pillow_heif.open_heif(path, convert_hdr_to_8bit=True)
    except (ValueError, RuntimeError, EOFError, OSError, SyntaxError) as error:
        raise DamagedError(str(error)) from error
    if opened.primary_index >= len(opened):
        raise DamagedError("no primary picture")
    return opened
