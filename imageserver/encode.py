"""Pixels to the formats of an answer."""

import io
import zlib
from typing import Any

import imagecodecs
import numpy as np
import pyvips

from imageserver import jpeg
from imageserver.errors import NotOfferedError
from imageserver.jpeg import Pixels

QUALITY = 85
"""Of JPEGs drawn on request; a little below stored tiles, which they are drawn from."""

WITH_ALPHA = frozenset({"png", "webp", "gif", "tif", "jp2", "avif"})
"""Formats in which the corners of a turned picture are clear."""

_COSTLY = {"avif": 4_000_000, "jp2": 8_000_000, "gif": 8_000_000}
"""Pixels up to which formats are made that take seconds for more."""

_WITH_ALPHA_MOST = 4_000_000

_OPTIONS: dict[str, dict[str, Any]] = {
    "png": {"compression": 4},
    "webp": {"Q": 80, "effort": 0},
    "gif": {"effort": 3},
    "tif": {"compression": "lzw", "predictor": "horizontal"},
    "avif": {"Q": 60, "effort": 0, "compression": "av1"},
}


def check_area(extension: str, width: int, height: int, *, alpha: bool = False) -> None:
    """Raise `NotOfferedError` when a picture of this size is too costly in this format.

    One with `alpha` is held in memory whole, where others pass through in strips.
    """
    most = _WITH_ALPHA_MOST if alpha and extension in WITH_ALPHA else _COSTLY.get(extension)
    if most is not None and width * height > most:
        raise NotOfferedError(f"The format {extension} is made up to {most} pixels in all.")


def encode(image: pyvips.Image, extension: str, *, bitonal: bool = False) -> bytes:
    """The bytes of `image` (8 bits; 1 to 4 bands) in a format of `request.MEDIA_TYPES`.

    Formats without alpha get the bands as they are: lay them on a ground before.
    """
    if extension in ("jpg", "pdf"):
        data = _jpeg(image)
        return data if extension == "jpg" else _pdf(data, image)
    if extension == "jp2":
        return _jp2(image)
    options = _OPTIONS.get(extension, {})
    if extension == "png" and bitonal and image.bands == 1:
        options = {**options, "bitdepth": 1}
    suffix = {"tif": "tiff", "avif": "heif"}.get(extension, extension)
    saved: bytes = getattr(image, f"{suffix}save_buffer")(keep="none", **options)
    return saved


def _jpeg(image: pyvips.Image) -> bytes:
    if image.width * image.height > 2_000_000:
        # Row by row, where the other way would hold the whole picture decoded.
        saved: bytes = image.jpegsave_buffer(Q=QUALITY, keep="none")
        return saved
    return jpeg.encode(array(image), QUALITY)


def array(image: pyvips.Image) -> Pixels:
    """The pixels as (rows, columns, bands)."""
    data = image.write_to_memory()
    return np.frombuffer(data, np.uint8).reshape(image.height, image.width, image.bands)


def _jp2(image: pyvips.Image) -> bytes:
    pixels = array(image)
    pixels = pixels[:, :, 0] if image.bands == 1 else pixels
    return bytes(
        imagecodecs.jpeg2k_encode(
            pixels, level=40, codecformat="jp2", reversible=False, numthreads=1
        )
    )


def _pdf(data: bytes, image: pyvips.Image) -> bytes:
    """One page of the picture's shape at 150 dots per inch, with the JPEG as it is."""
    width, height = image.width * 0.48, image.height * 0.48
    space = "DeviceGray" if image.bands == 1 else "DeviceRGB"
    content = zlib.compress(f"{width:.2f} 0 0 {height:.2f} 0 0 cm /I Do".encode())
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width:.2f} {height:.2f}]"
        "/Resources<</XObject<</I 4 0 R>>>>/Contents 5 0 R>>".encode(),
        f"<</Type/XObject/Subtype/Image/Width {image.width}/Height {image.height}"
        f"/ColorSpace/{space}/BitsPerComponent 8/Filter/DCTDecode/Length {len(data)}>>\n"
        "stream\n".encode()
        + data
        + b"\nendstream",
        f"<</Filter/FlateDecode/Length {len(content)}>>\nstream\n".encode()
        + content
        + b"\nendstream",
    ]
    out, offsets = io.BytesIO(), []
    out.write(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    for number, part in enumerate(parts, 1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n" % number + part + b"\nendobj\n")
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % offset for offset in offsets))
    out.write(b"trailer\n<</Size %d/Root 1 0 R>>\n" % (len(parts) + 1))
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()
