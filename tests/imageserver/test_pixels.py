"""Answers pixel by pixel against a drawing from the master, by another library.

The tolerance is on the mean difference of 0..255 values: JPEG at the quality of stored tiles and
the difference of resampling filters stay below it. That of colours is wider than that of
lightness, because the test pictures change colour from pixel to pixel, of which JPEG (4:2:0)
keeps half. That nothing is shifted is tested on its own.
"""

import numpy as np
import pytest

from imageserver.errors import BusyError
from imageserver.geometry import Rendering
from imageserver.render import Renderer
from tests.imageserver.conftest import MASTERS, Site
from tests.imageserver.reference import Values, best_shift, decoded, drawn, error, luma
from tests.imageserver.test_doors import tile_paths

TOLERANCE, COLOUR_TOLERANCE = 3.0, 7.0

# picture, region, size, and what they mean: box of the master, pixels of the answer
CASES = [
    ("scan", "full", "max", (0, 0, 1500, 1100), (1500, 1100)),
    ("scan", "full", "400,", (0, 0, 1500, 1100), (400, 293)),
    ("scan", "full", ",400", (0, 0, 1500, 1100), (545, 400)),
    ("scan", "full", "!300,300", (0, 0, 1500, 1100), (300, 220)),
    ("scan", "full", "!3000,3000", (0, 0, 1500, 1100), (1500, 1100)),
    ("scan", "full", "pct:33.3", (0, 0, 1500, 1100), (500, 366)),
    ("scan", "full", "300,900", (0, 0, 1500, 1100), (300, 900)),
    ("scan", "square", "200,", (200, 0, 1100, 1100), (200, 200)),
    ("scan", "pct:10,20,30.5,40.25", "max", (150, 220, 458, 443), (458, 443)),
    ("scan", "pct:50,50,100,100", "100,", (750, 550, 750, 550), (100, 73)),
    ("scan", "101,203,333,222", "333,222", (101, 203, 333, 222), (333, 222)),
    ("scan", "101,203,777,555", "300,", (101, 203, 777, 555), (300, 214)),
    ("scan", "1,1,1001,701", "250,175", (1, 1, 1001, 701), (250, 175)),
    ("scan", "1400,1000,500,500", "max", (1400, 1000, 100, 100), (100, 100)),
    ("scan", "1499,0,1,1100", "max", (1499, 0, 1, 1100), (1, 1100)),
    ("scan", "0,1099,1500,1", "max", (0, 1099, 1500, 1), (1500, 1)),
    ("scan", "1499,1099,1,1", "max", (1499, 1099, 1, 1), (1, 1)),
    ("scan", "100,100,50,50", "^200,200", (100, 100, 50, 50), (200, 200)),
    ("scan", "0,0,100,80", "^!500,500", (0, 0, 100, 80), (500, 400)),
    ("scan", "0,0,750,550", "^pct:120", (0, 0, 750, 550), (900, 660)),
    ("odd", "full", "500,", (0, 0, 1001, 515), (500, 257)),
    ("odd", "full", "501,258", (0, 0, 1001, 515), (501, 258)),
    ("odd", "999,513,9,9", "max", (999, 513, 2, 2), (2, 2)),
    ("odd", "3,5,991,507", "124,", (3, 5, 991, 507), (124, 63)),
    ("grey", "full", "350,", (0, 0, 700, 900), (350, 450)),
    ("grey", "33,44,555,666", "111,", (33, 44, 555, 666), (111, 133)),
    ("alpha", "full", "300,", (0, 0, 600, 520), (300, 260)),
    ("alpha", "55,66,301,277", "150,", (55, 66, 301, 277), (150, 138)),
    ("small", "full", "max", (0, 0, 200, 150), (200, 150)),
    ("small", "10,10,33,44", "max", (10, 10, 33, 44), (33, 44)),
    ("small", "full", "99,", (0, 0, 200, 150), (99, 74)),
    ("dot", "full", "max", (0, 0, 1, 1), (1, 1)),
    ("dot", "full", "^20,", (0, 0, 1, 1), (20, 20)),
    ("line", "full", "max", (0, 0, 1, 900), (1, 900)),
    ("line", "0,300,1,500", "1,250", (0, 300, 1, 500), (1, 250)),
    ("strip", "full", "max", (0, 0, 4000, 1), (4000, 1)),
    ("strip", "full", "300,", (0, 0, 4000, 1), (300, 1)),
    ("strip", "3333,0,444,1", "max", (3333, 0, 444, 1), (444, 1)),
    ("scroll", "full", "4000,", (0, 0, 66000, 300), (4000, 18)),
    ("scroll", "65900,0,500,300", "max", (65900, 0, 100, 300), (100, 300)),
    ("scroll", "65000,17,997,200", "498,", (65000, 17, 997, 200), (498, 100)),
]  # fmt: skip


def assert_alike(seen: Values, expected: Values) -> None:
    assert error(seen, expected) < COLOUR_TOLERANCE
    assert error(luma(seen), luma(expected)) < TOLERANCE


@pytest.mark.parametrize(("name", "region", "size", "box", "pixels"), CASES)
def test_a_region_lies_where_the_master_has_it(
    site: Site, name: str, region: str, size: str, box: tuple[int, ...], pixels: tuple[int, int]
) -> None:
    answer = site.front.get(f"/iiif/image/3/{name}/{region}/{size}/0/default.jpg")
    assert answer.status_code == 200, answer.text
    seen = decoded(answer.data)
    x, y, w, h = box
    expected = drawn(site.masters[name], (x, y, w, h), pixels)
    assert seen.shape == expected.shape
    assert_alike(seen, expected)
    if min(pixels) > 30:
        assert best_shift(seen, expected) == (0, 0)


@pytest.mark.parametrize("name", [name for name in MASTERS if name != "scroll"])
def test_every_tile_shows_its_part_of_the_master(site: Site, name: str) -> None:
    for path in tile_paths(site.catalogue.records[name].layout):
        region, size, *_ = path.split("/")
        if size.endswith(","):
            continue
        x, y, w, h = map(int, region.split(","))
        across, down = map(int, size.split(","))
        seen = decoded(site.front.get(f"/iiif/image/3/{name}/{path}").data)
        expected = drawn(site.masters[name], (x, y, w, h), (across, down))
        assert_alike(seen, expected)


@pytest.mark.parametrize("turn", ["0", "90", "180", "270", "!0", "!90", "!180", "!270", "360"])
@pytest.mark.parametrize("part", ["full/300,", "256,256,256,256/max", "33,44,400,300/200,150"])
def test_mirroring_comes_before_turning(site: Site, turn: str, part: str) -> None:
    plain = decoded(site.front.get(f"/iiif/image/3/scan/{part}/0/default.png").data)
    expected = plain[:, ::-1] if turn.startswith("!") else plain
    expected = np.rot90(expected, -int(turn.lstrip("!")) // 90)
    seen = decoded(site.front.get(f"/iiif/image/3/scan/{part}/{turn}/default.jpg").data)
    assert error(seen, expected) < TOLERANCE


@pytest.mark.parametrize("name", ["scan", "grey", "alpha"])
@pytest.mark.parametrize("part", ["full/300,", "256,256,256,256/max", "33,44,400,300/200,150"])
def test_grey_is_the_luma_and_bitonal_has_two_values(site: Site, name: str, part: str) -> None:
    plain = decoded(site.front.get(f"/iiif/image/3/{name}/{part}/0/default.jpg").data)
    light = luma(plain)
    grey = decoded(site.front.get(f"/iiif/image/3/{name}/{part}/0/gray.jpg").data)
    assert grey.shape[2] == 1
    assert error(grey, light) < TOLERANCE
    two = decoded(site.front.get(f"/iiif/image/3/{name}/{part}/0/bitonal.png").data, "L")
    assert set(np.unique(two)) <= {0.0, 255.0}
    clear = np.abs(light - 127.5) > 12
    assert ((two > 127) == (light > 127))[clear].all()


@pytest.mark.parametrize("extension", ["png", "webp", "tif", "jp2", "avif", "gif"])
@pytest.mark.parametrize(
    ("name", "part"),
    [("scan", "10,20,300,200/150,100"), ("grey", "full/200,"), ("small", "full/max")],
)
def test_every_format_shows_the_same(site: Site, name: str, part: str, extension: str) -> None:
    path = f"/iiif/image/3/{name}/{part}/0/default"
    plain = decoded(site.front.get(f"{path}.jpg").data, "RGB")
    seen = decoded(site.front.get(f"{path}.{extension}").data, "RGB")
    assert error(seen, plain) < (8 if extension == "gif" else TOLERANCE)


@pytest.mark.parametrize("extension", ["png", "webp", "tif"])
@pytest.mark.parametrize("part", ["full/max", "full/300,", "100,120,400,300/200,"])
def test_alpha_is_kept_where_the_format_has_it(site: Site, part: str, extension: str) -> None:
    answer = site.front.get(f"/iiif/image/3/alpha/{part}/0/default.{extension}")
    seen = decoded(answer.data, "RGBA")
    region, _ = part.split("/")
    box = (0, 0, 600, 520) if region == "full" else (100, 120, 400, 300)
    master = site.masters["alpha"]
    expected = drawn(master[3], box, (seen.shape[1], seen.shape[0]))
    assert error(seen[:, :, 3:], expected) < TOLERANCE
    on_white = seen[:, :, :3] * seen[:, :, 3:] / 255 + 255 - seen[:, :, 3:]
    assert error(on_white, drawn(master, box, (seen.shape[1], seen.shape[0]))) < TOLERANCE


@pytest.mark.parametrize("angle", ["22.5", "!45", "359.999", "0.5"])
def test_free_angles_cut_nothing_and_leave_corners_clear(site: Site, angle: str) -> None:
    part = "300,300,400,200/200,100"
    radians = np.deg2rad(float(angle.lstrip("!")))
    width = abs(200 * np.cos(radians)) + abs(100 * np.sin(radians))
    height = abs(200 * np.sin(radians)) + abs(100 * np.cos(radians))
    for extension, corner in (("png", 0), ("jpg", 255)):
        answer = site.front.get(f"/iiif/image/3/scan/{part}/{angle}/default.{extension}")
        seen = decoded(answer.data)
        assert abs(seen.shape[1] - width) <= 2
        assert abs(seen.shape[0] - height) <= 2
        if angle in ("22.5", "!45"):
            assert abs(seen[0, 0, -1] - corner) < 8
        inner = seen[seen.shape[0] // 2 - 9 : seen.shape[0] // 2 + 9]
        assert inner.mean() > 20


def test_bilevel_scans_stay_black_and_white(site: Site) -> None:
    answer = site.front.get("/iiif/image/3/bilevel/0,0,512,512/512,512/0/bitonal.png")
    expected = drawn(site.masters["bilevel"], (0, 0, 512, 512), (512, 512))
    seen = decoded(answer.data, "L")
    assert (np.abs(seen - expected) > 127).mean() < 0.002


def test_a_drawing_that_takes_too_long_is_given_up(site: Site) -> None:
    record = site.catalogue.records["scroll"]
    layout, picture = record.layout, site.service.pictures.get(record)
    whole = (0, 0, layout.width, layout.height)
    drawing = Rendering(whole, (16_000, 73), False, 30.0, "default", "png")
    renderer = Renderer(seconds=0.001)
    with pytest.raises(BusyError):
        renderer.render(picture, drawing)
    assert Renderer().render(picture, drawing)[1:4] == b"PNG"
