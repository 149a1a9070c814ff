"""What an answer should look like, drawn from the master by other means (Pillow)."""

import io

import numpy as np
import pyvips
from numpy.typing import NDArray
from PIL import Image

Box = tuple[int, int, int, int]
Values = NDArray[np.float64]


def drawn(master: pyvips.Image, box: Box, size: tuple[int, int]) -> Values:
    """(rows, columns, bands) of a part of the master, colours laid on white."""
    flat = master.flatten(background=[255] * (master.bands - 1)) if master.hasalpha() else master
    values = flat.numpy().reshape(master.height, master.width, -1).astype(np.float32)
    x, y, w, h = box
    bands = [
        np.asarray(
            Image.fromarray(values[:, :, band]).resize(
                size, Image.Resampling.LANCZOS, box=(x, y, x + w, y + h)
            )
        )
        for band in range(values.shape[2])
    ]
    return np.asarray(np.clip(np.stack(bands, axis=2), 0, 255), np.float64)


def luma(values: Values) -> Values:
    """The lightness that JPEG stores, as (rows, columns, 1)."""
    weights = np.array([0.299, 0.587, 0.114]) if values.shape[2] == 3 else np.ones(1)
    return np.asarray(values @ weights)[:, :, None]


def decoded(data: bytes, mode: str = "") -> Values:
    """(rows, columns, bands) of an answer's body, whatever its format."""
    with Image.open(io.BytesIO(data)) as image:
        values = np.asarray(image.convert(mode) if mode else image).astype(np.float64)
    return values.reshape(values.shape[0], values.shape[1], -1)


def error(one: Values, other: Values) -> float:
    """Mean absolute difference; the sizes must agree."""
    assert one.shape == other.shape
    return float(np.abs(one - other).mean())


def best_shift(answer: Values, expected: Values, reach: int = 1) -> tuple[int, int]:
    """By how many pixels right and down the answer fits best: (0, 0) when it lies right."""
    rows, columns = answer.shape[:2]
    inner = expected[reach : rows - reach, reach : columns - reach]
    errors = {
        (dx, dy): error(
            answer[reach + dy : rows - reach + dy, reach + dx : columns - reach + dx], inner
        )
        for dx in range(-reach, reach + 1)
        for dy in range(-reach, reach + 1)
    }
    return min(errors, key=lambda shift: errors[shift])
