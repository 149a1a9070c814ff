"""Lists of requests, from the id on: `/p10/0,0,256,256/256,256/0/default.jpg`."""

import random
from collections.abc import Iterator

from benchmarks.tiles.scans import Stored


def lists(stored: list[Stored]) -> dict[str, list[str]]:
    """The requests of each kind of load, in an order that is the same in every run."""
    rnd = random.Random(1)
    tiles = [tile for one in stored for tile in _tiles(one)]
    rnd.shuffle(tiles)
    inner = [path for path, whole in tiles if whole]
    part = inner[:4000]
    by_size = sorted(stored, key=lambda one: one.layout.width * one.layout.height)
    small, large = (_of(one, inner) for one in (by_size[0], by_size[-1]))
    return {
        "aligned": inner,
        "edges": [path for path, _ in tiles],
        "hot": inner[:100],
        "sizes": [f"/{one.name}/full/{w},{h}/0/default.jpg" for one in stored
                  for w, h in one.layout.whole],
        "thumbnails": _thumbnails(stored, rnd),
        "regions": _regions(stored, rnd),
        "grey": [path.replace("default", "gray") for path in part],
        "turned": [path.replace("/0/", "/90/") for path in part],
        "mirrored": [path.replace("/0/", "/!0/") for path in part],
        "webp": [path.replace("jpg", "webp") for path in part],
        "full": _full_regions(stored, rnd),
        "smallest": small,
        "largest": large[: len(small)],
    }  # fmt: skip


def _of(one: Stored, paths: list[str]) -> list[str]:
    return [path for path in paths if path.startswith(f"/{one.name}/")]


def _tiles(one: Stored) -> Iterator[tuple[str, bool]]:
    layout = one.layout
    for level in range(len(layout.levels)):
        scale = 1 << level
        step = layout.tile * scale
        for y in range(0, layout.height, step):
            for x in range(0, layout.width, step):
                w, h = min(step, layout.width - x), min(step, layout.height - y)
                size = f"{-(-w // scale)},{-(-h // scale)}"
                path = f"/{one.name}/{x},{y},{w},{h}/{size}/0/default.jpg"
                yield path, w == h == step


def _thumbnails(stored: list[Stored], rnd: random.Random) -> list[str]:
    """The whole picture about 400 px wide, in sizes that are not stored."""
    paths = [
        f"/{one.name}/full/{w},{h}/0/default.jpg"
        for one in stored
        for w in range(380, 421)
        for h in {round(w * one.layout.height / one.layout.width) + d for d in range(-4, 5)}
        if (w, h) not in one.layout.whole
    ]
    rnd.shuffle(paths)
    return paths


def _regions(stored: list[Stored], rnd: random.Random) -> list[str]:
    """Anywhere, 200 to 2000 px, scaled to 512 px wide at most."""
    paths = []
    for _ in range(2000):
        one = rnd.choice(stored)
        width, height = one.layout.width, one.layout.height
        w, h = rnd.randint(200, min(2000, width)), rnd.randint(200, min(2000, height))
        x, y = rnd.randint(0, width - w), rnd.randint(0, height - h)
        across = min(512, w)
        down = max(1, round(h * across / w))
        across, down = (w, h) if down > h else (across, down)
        paths.append(f"/{one.name}/{x},{y},{w},{h}/{across},{down}/0/default.jpg")
    return paths


def _full_regions(stored: list[Stored], rnd: random.Random) -> list[str]:
    """Unaligned regions at full size, 8 to 12 megapixels: the dearest that is in the limits."""
    big = [one for one in stored if one.layout.width > 8000]
    paths = []
    for _ in range(200):
        one = rnd.choice(big)
        w, h = rnd.randint(3200, 4000), rnd.randint(2500, 3000)
        x, y = rnd.randint(1, one.layout.width - w), rnd.randint(1, one.layout.height - h)
        paths.append(f"/{one.name}/{x},{y},{w},{h}/{w},{h}/0/default.jpg")
    return paths
