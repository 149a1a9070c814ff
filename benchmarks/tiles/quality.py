"""How close answers come to a drawing from the scan itself, in dB."""

import urllib.request
from pathlib import Path

import numpy as np
import pyvips

from benchmarks.tiles.servers import Server

_SAMPLES = 24


def psnr(server: Server, paths: list[str], folder: Path) -> float:
    """Mean PSNR of answers against libvips drawing from the uncompressed scan (Lanczos-3)."""
    values = [_one(server, path, folder) for path in paths[:_SAMPLES]]
    return float(np.mean(values))


def _one(server: Server, path: str, folder: Path) -> float:
    with urllib.request.urlopen(server.url + path, timeout=30) as answer:
        seen = pyvips.Image.new_from_buffer(answer.read(), "").numpy().astype(float)
    name, region, size, _, _ = path.strip("/").split("/")
    scan = pyvips.Image.new_from_file(str(folder / f"{name}.scan.tif"))
    width, height = map(int, size.split(","))
    if region != "full":
        scan = scan.crop(*map(int, region.split(",")))
    expected = scan.resize(width / scan.width, vscale=height / scan.height, kernel="lanczos3")
    error = float(np.mean((seen - expected.numpy().astype(float)) ** 2))
    return 10 * float(np.log10(255**2 / max(error, 1e-9)))
