"""Scans to measure with: real pages enlarged, each a little different, made once and kept."""

from pathlib import Path

import numpy
import pyvips

SAMPLE = Path(__file__).parents[2] / "repository" / "sample" / "kant_1784"


def make_book(folder: Path, pages: int, megapixels: float) -> list[Path]:
    """`pages` files of about that size: JPEG, LZW TIFF and plain TIFF in turn."""
    folder.mkdir(parents=True, exist_ok=True)
    originals = sorted(SAMPLE.glob("*.jpg"))
    return [
        _make_page(folder, number, originals[number % len(originals)], megapixels)
        for number in range(pages)
    ]


def make_giant(path: Path, side: int) -> Path:
    """One uncompressed TIFF of `side` times `side` pixels, written strip by strip."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        page = pyvips.Image.new_from_file(str(next(SAMPLE.glob("*.jpg"))))
        across, down = -(-side // page.width), -(-side // page.height)
        giant = page.replicate(across, down).crop(0, 0, side, side)
        giant.tiffsave(str(path), bigtiff=True)
    return path


def _make_page(folder: Path, number: int, original: Path, megapixels: float) -> Path:
    ending, options = _FORMS[number % len(_FORMS)]
    path = folder / f"page{number:03}{ending}"
    if not path.exists():
        image = pyvips.Image.new_from_file(str(original), access="sequential")
        scale = (megapixels * 1e6 / (image.width * image.height)) ** 0.5
        # Grain, as a scanner adds it: enlarged pages alone would compress too well.
        grain = numpy.random.default_rng(number).normal(0, 3, (512, 512, 1))
        large = image.resize(scale).copy_memory()
        noise = pyvips.Image.new_from_array(grain[:, :, 0]).replicate(
            -(-large.width // 512), -(-large.height // 512)
        )
        (large + noise.crop(0, 0, large.width, large.height)).cast("uchar").write_to_file(
            str(path), **options
        )
    return path


_FORMS: list[tuple[str, dict[str, object]]] = [
    (".jpg", {"Q": 92}),
    (".tif", {"compression": "lzw", "predictor": "horizontal"}),
    (".tiff", {}),
]
