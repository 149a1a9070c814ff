"""From any colours to 8 bits of sRGB or grey, with alpha where there was some."""

import functools

import numpy as np
import pyvips

from workers.errors import UnsupportedPixelsError
from workers.vips import has, orientation

_COLOURS = {"b-w": 1, "grey16": 1, "srgb": 3, "rgb": 3, "rgb16": 3, "cmyk": 4}
_SPACES = {1: b"GRAY", 3: b"RGB ", 4: b"CMYK"}
_PROFILE = "icc-profile-data"
_SAME = 2  # levels of 255 that a conversion may differ from doing nothing
_DROPPED = (_PROFILE, "exif-data", "xmp-data", "iptc-data", "photoshop-data", "gainmap-data")


def to_srgb(image: pyvips.Image) -> pyvips.Image:
    """The picture in 1, 3 or 4 bands of 8 bits: grey, sRGB, sRGB with alpha.

    The embedded profile is applied, colours without one are taken for sRGB, or for the usual
    print colours when CMYK. Nothing of the scan's metadata is kept but its orientation. Raises
    `UnsupportedPixelsError`.
    """
    if image.interpretation in ("lab", "labs", "labq"):
        return _bare(_from_lab(image.colourspace("lab")))
    colours = _COLOURS.get(image.interpretation)
    if image.format not in ("uchar", "ushort") or colours is None:
        raise UnsupportedPixelsError(f"{image.interpretation} {image.format}")
    if image.bands < colours:
        raise UnsupportedPixelsError(f"{image.interpretation}, {image.bands} bands")
    plain = image.extract_band(0, n=colours) if image.bands > colours else image
    converted = _converted(plain, _profile(image, colours))
    if image.bands > colours:
        alpha = _eight_bit(image.extract_band(colours))
        if converted.bands == 1:
            converted = converted.bandjoin([converted, converted])
        converted = converted.copy(interpretation="srgb").bandjoin(alpha)
    return _bare(converted)


def is_plain(image: pyvips.Image) -> bool:
    """Whether the picture is to be seen as it is stored: upright, in 8 bits of grey or sRGB."""
    bands = {"b-w": 1, "srgb": 3}.get(image.interpretation, 0)
    if image.format != "uchar" or image.bands != bands or orientation(image) != 1:
        return False
    profile = _profile(image, bands)
    return profile is None or _is_srgb(profile)


def _converted(image: pyvips.Image, profile: bytes | None) -> pyvips.Image:
    if image.bands == 4:
        return _through_profile(image, profile, "cmyk")
    if profile is not None and not _is_srgb(profile):
        through = _through_profile(image, profile, "srgb")
        if image.bands == 1:
            return through.extract_band(0).copy(interpretation="b-w")
        return through
    space = "b-w" if image.bands == 1 else "srgb"
    wide = {1: "grey16", 3: "rgb16"}[image.bands]
    source = wide if image.format == "ushort" else space
    return image.copy(interpretation=source).colourspace(space)


def _from_lab(image: pyvips.Image) -> pyvips.Image:
    """By littlecms, for whom the light is D50, as in print; libvips itself would take D65."""
    plain = image.extract_band(0, n=3).copy()
    plain.remove(_PROFILE)
    return plain.icc_export(output_profile="srgb", intent="relative", depth=8)


def _through_profile(image: pyvips.Image, profile: bytes | None, fallback: str) -> pyvips.Image:
    """Into sRGB the way print shops expect it: relative colours, black stays black."""
    image = image.copy()
    if profile is None:
        image.remove(_PROFILE)
    return image.icc_transform(
        "srgb",
        embedded=profile is not None,
        input_profile=fallback,
        intent="relative",
        black_point_compensation=True,
        depth=8,
    )


def _profile(image: pyvips.Image, colours: int) -> bytes | None:
    """The embedded profile, if it is one for these colours and can be used."""
    if not has(image, _PROFILE):
        return None
    profile: bytes = image.get(_PROFILE)
    return profile if profile[16:20] == _SPACES[colours] and _is_usable(profile, colours) else None


@functools.lru_cache(maxsize=16)
def _is_usable(profile: bytes, colours: int) -> bool:
    """Whether littlecms takes it: a broken profile is no reason to refuse the scan."""
    try:
        _tried(profile, np.zeros((1, 1, colours), np.uint8)).avg()
    except pyvips.Error:
        return False
    return True


@functools.lru_cache(maxsize=16)
def _is_srgb(profile: bytes) -> bool:
    """Whether applying it would change nothing that anyone sees: most profiles are sRGB's."""
    if profile[16:20] != b"RGB ":
        return False
    steps = np.linspace(0, 255, 9, dtype=np.uint8)
    cube = np.stack(np.meshgrid(steps, steps, steps), axis=-1).reshape(27, 27, 3)
    changed = _tried(profile, cube).numpy().astype(int)
    return bool(np.abs(changed - cube).max() <= _SAME)


def _tried(
    profile: bytes, pixels: "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]"
) -> pyvips.Image:
    space = {1: "b-w", 3: "srgb", 4: "cmyk"}[pixels.shape[2]]
    image = pyvips.Image.new_from_array(pixels, interpretation=space).copy()
    image.set_type(pyvips.GValue.blob_type, _PROFILE, profile)
    fallback = "cmyk" if space == "cmyk" else "srgb"
    return _through_profile(image, profile, fallback)


def _eight_bit(band: pyvips.Image) -> pyvips.Image:
    return (band >> 8).cast("uchar") if band.format == "ushort" else band


def _bare(image: pyvips.Image) -> pyvips.Image:
    image = image.copy()
    for name in filter(image.get_typeof, _DROPPED):
        image.remove(name)
    return image
