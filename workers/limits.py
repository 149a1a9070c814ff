"""How much one scan or recording may ask of a worker."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What is checked on a scan's header, before anything is decoded.

    `pixels` is for one frame. `memory`, in bytes, is for what can only be decoded as a whole:
    progressive JPEG, interlaced PNG, GIF, WebP, HEIF, an untiled JPEG 2000. `frames` is for one
    document. `seconds`, `streams` and `film_pixels`, of one frame, are for recordings.
    """

    pixels: int = 1_000_000_000
    memory: int = 1_000_000_000
    frames: int = 5_000
    seconds: float = 12 * 3600.0
    streams: int = 32
    film_pixels: int = 8192 * 4320
