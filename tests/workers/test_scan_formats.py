"""Every format that masters come in, held against decoders that share no code with ours."""

import io
import struct
from pathlib import Path

import numpy as np
import pillow_heif
import pytest
from PIL import Image, ImageCms, ImageOps

from tests.workers.conftest import DATA, Pixels, apart, read
from workers.scan import inspect

# file, media type, width and height upright, bands, grey levels that decoders may be apart
TABLE = [
    ("16bit.cropped.tif", "image/tiff", 64, 64, 1, 0.6),
    ("12bit.cropped.tif", "image/tiff", 100, 100, 1, 0.6),
    ("g4_orientation_6.tif", "image/tiff", 590, 88, 1, 0),
    ("gif-animated-looping.gif", "image/gif", 136, 200, 4, 0),
    ("hopper.Lab.tif", "image/tiff", 128, 128, 3, 2),
    ("hopper_bigtiff.tif", "image/tiff", 128, 128, 3, 0),
    ("hopper_g4.tif", "image/tiff", 128, 128, 1, 0),
    ("hopper_gray_4bpp.tif", "image/tiff", 128, 128, 1, 0),
    ("jp2-6res-rgb-64x56x16-monotiled-reversible.jp2", "image/jp2", 64, 56, 3, 1),
    ("jp2-6res-rgba-64x56x8-multitiled-lossy.jp2", "image/jp2", 64, 56, 4, 1),
    ("jpg-exif-orientation-270.jpg", "image/jpeg", 56, 64, 3, 1),
    ("jpg-icc.jpg", "image/jpeg", 64, 56, 3, 1),
    ("multipage-lastframe.tif", "image/tiff", 20, 20, 3, 0),
    ("multipage.tiff", "image/tiff", 10, 10, 3, 0),
    ("png-rgba-64x56x16.png", "image/png", 64, 56, 4, 1),
    ("tif-bw-9image.tif", "image/tiff", 1694, 2170, 1, 0),
    ("tif-exif.tif", "image/tiff", 64, 56, 4, 1),
    ("tif-rgb-1res-64x56x8-tiled-uncompressed-bigtiff.tif", "image/tiff", 64, 56, 3, 1),
    ("validator.jp2", "image/jp2", 1000, 1000, 3, 1),
    ("validator.png", "image/png", 1000, 1000, 3, 0),
]


def independent(data: bytes | Path) -> Pixels:
    """The first frame by Pillow, upright, in the bands we promise."""
    with Image.open(io.BytesIO(data) if isinstance(data, bytes) else data) as opened:
        profile = opened.info.get("icc_profile")
        opened.load()  # turns a TIFF, and takes the tag away
        image = ImageOps.exif_transpose(opened)
        depth = 4096 if opened.format == "TIFF" and opened.tag_v2.get(258) == (12,) else 65536
    if image.mode == "I;16":
        grey = np.asarray(image).astype(float) * 256 / depth
        return grey.astype(np.uint8)[..., np.newaxis]
    if image.mode == "LAB":
        to_srgb = ImageCms.buildTransform(
            ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB"), "LAB", "RGB"
        )
        image = ImageCms.applyTransform(image, to_srgb) or image
    elif image.mode == "P":
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    elif image.mode == "1":
        image = image.convert("L")
    if profile and image.mode in ("RGB", "CMYK"):
        image = by_profile(image, profile)
    pixels: Pixels = np.asarray(image)
    return pixels.reshape(image.height, image.width, -1)


def by_profile(image: Image.Image, profile: bytes) -> Image.Image:
    source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    converted = ImageCms.profileToProfile(
        image,
        source,
        ImageCms.createProfile("sRGB"),
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        outputMode="RGB",
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
    assert converted is not None
    return converted


@pytest.mark.parametrize(
    ("name", "kind", "width", "height", "bands", "tolerance"), TABLE, ids=lambda v: str(v)
)
def test_a_format_is_read_as_others_read_it(
    name: str, kind: str, width: int, height: int, bands: int, tolerance: float
) -> None:
    scan = inspect(DATA / name)
    assert (scan.media_type, scan.width, scan.height) == (kind, width, height)
    pixels = read(DATA / name)
    assert pixels.shape == (height, width, bands)
    expected = independent(DATA / name)
    if bands == 4:  # what is under full transparency is nobody's business
        seen = pixels[..., 3] > 0
        assert apart(pixels[seen], expected[seen]) <= tolerance
        assert apart(pixels[..., 3], expected[..., 3]) <= tolerance
    else:
        assert apart(pixels, expected) <= tolerance


SIXTEEN_BIT = ["tif-rgb-3res-64x56x16-tiled-uncompressed.tif", "tiff_16bit_RGB.tiff",
               "tif-rgba-1res-64x56x16-striped-lzw.tif"]  # fmt: skip


@pytest.mark.parametrize("name", SIXTEEN_BIT)
def test_sixteen_bits_become_eight(name: str) -> None:
    """Pillow keeps the upper byte, and the profile of two of them is sRGB."""
    pixels = read(DATA / name)
    assert apart(pixels, independent(DATA / name)[..., : pixels.shape[2]]) <= 1


@pytest.fixture
def picture() -> Image.Image:
    with Image.open(DATA / "hopper_bigtiff.tif") as opened:
        image: Image.Image = opened.convert("RGB").resize((160, 120))
    return image


MADE = [
    ("PNG", {}, "image/png", 0),
    ("WEBP", {"lossless": True}, "image/webp", 0),
    ("WEBP", {"quality": 80}, "image/webp", 1),
    ("JPEG", {"quality": 90, "progressive": True}, "image/jpeg", 1),
    ("JPEG", {"quality": 90, "subsampling": 0}, "image/jpeg", 1),
    ("AVIF", {"quality": 90}, "image/avif", 2),
    ("TIFF", {"compression": "jpeg"}, "image/tiff", 1),
    ("TIFF", {"compression": "tiff_lzw"}, "image/tiff", 0),
    ("TIFF", {"compression": "tiff_adobe_deflate"}, "image/tiff", 0),
    ("TIFF", {"compression": "packbits"}, "image/tiff", 0),
    ("TIFF", {"compression": "raw", "big_tiff": True}, "image/tiff", 0),
    ("JPEG2000", {"irreversible": False}, "image/jp2", 0),
    ("JPEG2000", {"irreversible": False, "tile_size": (50, 70)}, "image/jp2", 0),
    ("JPEG2000", {"no_jp2": True, "irreversible": False}, "image/x-jp2-codestream", 0),
]


@pytest.mark.parametrize(("form", "options", "kind", "tolerance"), MADE)
def test_codings(
    picture: Image.Image,
    tmp_path: Path,
    form: str,
    options: dict[str, object],
    kind: str,
    tolerance: float,
) -> None:
    path = tmp_path / "scan.with-a-wrong-ending.txt"
    picture.save(path, form, **options)
    assert inspect(path).media_type == kind
    assert apart(read(path), independent(path)) <= tolerance


@pytest.mark.parametrize("form", ["PNG", "TIFF", "WEBP", "JPEG2000"])
def test_alpha_is_kept(tmp_path: Path, form: str) -> None:
    pixels = np.zeros((40, 60, 4), np.uint8)
    pixels[..., :3] = 90, 120, 150
    pixels[..., 3] = np.linspace(0, 255, 60)
    path = tmp_path / "scan"
    options = {"lossless": True, "exact": True} if form == "WEBP" else {}
    Image.fromarray(pixels).save(path, form, **options)
    assert apart(read(path), pixels) <= 0.01


def test_grey_with_alpha_becomes_colour_with_alpha(tmp_path: Path) -> None:
    pixels = np.full((40, 60, 2), (100, 200), np.uint8)
    Image.fromarray(pixels, "LA").save(tmp_path / "scan.png")
    assert read(tmp_path / "scan.png")[0, 0].tolist() == [100, 100, 100, 200]


def test_premultiplied_alpha_is_divided_out(tmp_path: Path) -> None:
    pixels = np.full((40, 60, 4), (100, 50, 0, 128), np.uint8)
    path = tmp_path / "scan.tif"
    Image.fromarray(pixels).save(path)
    data = path.read_bytes()
    unassociated, associated = (struct.pack("<HHIHH", 338, 3, 1, v, 0) for v in (2, 1))
    assert unassociated in data
    path.write_bytes(data.replace(unassociated, associated))
    assert apart(read(path)[:1, 0], np.array([[199, 99.6, 0, 128]])) < 0.5


@pytest.mark.parametrize("inverted", [False, True])
def test_bilevel_is_black_on_white_however_it_is_counted(tmp_path: Path, inverted: bool) -> None:
    with Image.open(DATA / "hopper_g4.tif") as opened:
        bilevel = opened.convert("1")
    path = tmp_path / "scan.tif"
    bilevel.save(path, compression="group4", tiffinfo={262: 0} if inverted else {262: 1})
    assert apart(read(path)[..., 0], np.asarray(bilevel.convert("L"))) == 0


def test_heic(picture: Image.Image, tmp_path: Path) -> None:
    path = tmp_path / "IMG_0001.HEIC"
    with path.open("wb") as file:
        pillow_heif.from_pillow(picture).save(file, quality=90)
    assert inspect(path).media_type == "image/heic"
    assert apart(read(path), np.asarray(picture)) <= 3


def test_the_name_counts_for_nothing(tmp_path: Path) -> None:
    path = tmp_path / "page.tif"
    path.write_bytes((DATA / "jpg-icc.jpg").read_bytes())
    assert inspect(path).media_type == "image/jpeg"
    assert read(path).shape == (56, 64, 3)
