"""The pictures: scans of 10, 100 and 400 megapixels, their pyramids, and their tiles as files."""

from dataclasses import dataclass
from pathlib import Path

import pyvips

from imageserver.geometry import stored_tile
from imageserver.index import Index
from imageserver.layout import Layout
from workers.pyramid import write_pyramid

SIZES = {"p10": (3872, 2581), "p100": (12240, 8160), "p400": (24480, 16320)}
QUALITY = 85
"""That of the stored tiles and of iipsrv's answers, so that neither has it easier."""


@dataclass(frozen=True, slots=True)
class Stored:
    """One picture's pyramid in the folder that stands for the storage."""

    name: str
    path: Path
    layout: Layout


def scan(width: int, height: int, seed: int = 7) -> pyvips.Image:
    """Like a photograph of a page: soft shapes, hard edges, film grain, lines of text."""
    longer = max(width, height)

    def soft(cell: int, number: int) -> pyvips.Image:
        return pyvips.Image.perlin(width, height, cell_size=cell, seed=seed + number) * 127 + 128

    cells = pyvips.Image.worley(width, height, cell_size=220, seed=seed) * 0.6
    edges = (cells > 60).ifthenelse(60, cells)
    fine = soft(160, 21) * 0.15 + soft(24, 31) * 0.15 + soft(6, 41) * 0.11
    grain = pyvips.Image.gaussnoise(width, height, mean=0, sigma=4.6, seed=seed)
    bands = [
        soft(longer // 3, 1 + k) * 0.45
        + soft(longer // 11, 11 + k) * 0.25
        + edges * (0.5 + 0.12 * k)
        + fine
        + grain
        - 36
        for k in range(3)
    ]
    return _written_on(bands[0].bandjoin(bands[1:]), seed).cast("uchar").copy(interpretation="srgb")


def _written_on(image: pyvips.Image, seed: int) -> pyvips.Image:
    words = "In principio creavit deus caelum et terram 0123456789 lorem ipsum dolor sit amet "
    line = pyvips.Image.text(words * 2, font="serif 22", dpi=100)
    block = line.embed(40, 30, line.width + 80, line.height + 60)
    text = block.replicate(image.width // block.width + 1, image.height // block.height + 1)
    where = pyvips.Image.worley(image.width, image.height, cell_size=1400, seed=seed + 99) < 420
    ink = (text.crop(0, 0, image.width, image.height) > 96) & where
    return ink.ifthenelse(image * 0.35, image)


def prepare(folder: Path) -> list[Stored]:
    """Make what is missing in `folder`: `NAME.scan.tif` and `storage/NAME.tif`."""
    storage = folder / "storage"
    storage.mkdir(parents=True, exist_ok=True)
    found = []
    for name, (width, height) in SIZES.items():
        source, target = folder / f"{name}.scan.tif", storage / f"{name}.tif"
        if not source.exists():
            part = source.with_suffix(".part")
            scan(width, height).tiffsave(str(part))
            part.rename(source)
        image = pyvips.Image.new_from_file(str(source), access="sequential")
        found.append(Stored(name, target, write_pyramid(image, target, QUALITY)))
    return found


def cut(stored: list[Stored], tails: list[str], root: Path) -> None:
    """Lay the tiles and whole levels that are asked for as files below `root`, for nginx.

    `tails` are addresses from the id on, all for stored streams.
    """
    pictures = {one.name: (one, _index(one)) for one in stored}
    for tail in tails:
        target = root / tail.lstrip("/")
        if target.exists():
            continue
        name, region, size, _, _ = tail.strip("/").split("/")
        one, index = pictures[name]
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(_stream(one, index, region, size))


def _stream(one: Stored, index: Index, region: str, size: str) -> bytes:
    width, height = map(int, size.split(","))
    if region == "full":
        entry = index.first_whole + one.layout.whole.index((width, height))
    else:
        x, y, w, h = map(int, region.split(","))
        tile = stored_tile(one.layout, (x, y, w, h), (width, height))
        assert tile is not None, f"no stored tile: {region}/{size}"
        entry = index.tile(*tile)
    offset, length = index.range(entry)
    with one.path.open("rb") as file:
        file.seek(offset)
        return file.read(length)


def _index(one: Stored) -> Index:
    offset, length = one.layout.index
    with one.path.open("rb") as file:
        file.seek(offset)
        return Index.parse(file.read(length), one.layout)
