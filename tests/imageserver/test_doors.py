"""Every request for a stored tile or level, through both doors, byte for byte."""

from collections.abc import Iterator

import pytest
from werkzeug.test import Client, TestResponse

from imageserver.layout import Layout
from tests.imageserver.catalogue import CURATOR
from tests.imageserver.conftest import MASTERS, Site


def tile_paths(layout: Layout) -> Iterator[str]:
    """Each tile as the specification's implementation notes have viewers ask for it."""
    for level in range(len(layout.levels)):
        scale = 1 << level
        step = layout.tile * scale
        for y in range(0, layout.height, step):
            for x in range(0, layout.width, step):
                w, h = min(step, layout.width - x), min(step, layout.height - y)
                region, across, down = f"{x},{y},{w},{h}", -(-w // scale), -(-h // scale)
                yield f"{region}/{across},{down}/0/default.jpg"
                yield f"{region}/{across},/0/default.jpg"


def size_paths(layout: Layout) -> Iterator[str]:
    for w, h in layout.whole:
        yield f"full/{w},{h}/0/default.jpg"
        yield f"full/{w},/0/color.jpg"


def same(one: TestResponse, other: TestResponse) -> None:
    assert one.status == other.status
    assert sorted(one.headers) == sorted(other.headers)
    assert one.data == other.data


@pytest.fixture
def counted(site: Site, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What was drawn rather than copied."""
    drawn: list[object] = []
    monkeypatch.setattr(site.service._renderer, "render", drawn.append)
    return drawn


@pytest.mark.parametrize("version", [3, 2])
@pytest.mark.parametrize("name", [name for name in MASTERS if name != "scroll"])
def test_both_doors_copy_every_tile(
    site: Site, name: str, version: int, counted: list[object]
) -> None:
    layout = site.catalogue.records[name].layout
    for tail in [*tile_paths(layout), *size_paths(layout)]:
        path = f"/iiif/image/{version}/{name}/{tail}"
        for method in ("GET", "HEAD"):
            quick = site.front.open(path, method=method)
            assert quick.status_code == 200, path
            same(quick, site.flask.open(path, method=method))
    assert not counted


@pytest.mark.parametrize("end", ["0/gray", "!0/default", "90/color", "!270/gray", "180/default"])
@pytest.mark.parametrize("name", ["scan", "grey", "alpha", "line", "dot"])
def test_both_doors_turn_tiles_alike(site: Site, name: str, end: str) -> None:
    layout = site.catalogue.records[name].layout
    for tail in [*tile_paths(layout), *size_paths(layout)]:
        path = f"/iiif/image/3/{name}/{tail.rpartition('/0/')[0]}/{end}.jpg"
        same(site.front.get(path), site.flask.get(path))


@pytest.mark.parametrize(
    "headers",
    [
        {"If-None-Match": "*"},
        {"If-None-Match": 'W/"x", "y"'},
        {"If-Modified-Since": "Sun, 01 Nov 2026 12:30:05 GMT"},
        {"If-Modified-Since": "Sun, 01 Nov 2026 12:30:04 GMT"},
        {"If-Modified-Since": "yesterday"},
        {"Cookie": "a=b", "Authorization": "Bearer x"},
    ],
)
def test_both_doors_read_the_same_headers(site: Site, headers: dict[str, str]) -> None:
    path = "/iiif/image/3/scan/256,256,256,256/256,256/0/default.jpg"
    same(site.front.get(path, headers=headers), site.flask.get(path, headers=headers))


@pytest.mark.parametrize("cookie", ["", "session=other", CURATOR])
def test_both_doors_keep_the_same_gate(site: Site, cookie: str) -> None:
    path = "/iiif/image/3/draft/0,0,200,150/200,150/0/default.jpg"
    headers = {"Cookie": cookie} if cookie else {}
    quick = site.front.get(path, headers=headers)
    same(quick, site.flask.get(path, headers=headers))
    assert quick.status_code == {"": 401, "session=other": 403, CURATOR: 200}[cookie]
    if quick.status_code == 200:
        assert quick.headers["Cache-Control"].startswith("private")


@pytest.mark.parametrize(
    "tail",
    [
        "full/0,0/0/default.jpg", "0,0,0,0/256,256/0/default.jpg", "full/256,0/0/default.jpg",
        "0,0,256,256/99999,99999/0/default.jpg", "9999,0,256,256/256,256/0/default.jpg",
        "0,0,256,256/256,256/0/default.JPG", "0,0,256,256/300,300/0/default.jpg",
        "00,0,0256,256/256,256/0/default.jpg", "0,0,999999999,999999999/256,/0/default.jpg",
    ],
)  # fmt: skip
def test_what_is_no_tile_goes_on_to_the_application(site: Site, tail: str) -> None:
    path = f"/iiif/image/3/scan/{tail}"
    same(site.front.get(path), site.flask.get(path))


def test_an_unknown_picture_is_the_same_at_both_doors(site: Site) -> None:
    path = "/iiif/image/3/none/0,0,256,256/256,256/0/default.jpg"
    quick = site.front.get(path)
    assert quick.status_code == 404
    same(quick, site.flask.get(path))


def test_what_a_client_has_is_not_sent_again(site: Site) -> None:
    path = "/iiif/image/3/scan/0,0,256,256/256,256/0/default.jpg"
    for door in (site.front, site.flask):
        assert_not_modified(door, path)


def assert_not_modified(door: Client, path: str) -> None:
    first = door.get(path)
    again = door.get(path, headers={"If-None-Match": f'"x", {first.headers["ETag"]}'})
    assert again.status_code == 304
    assert again.data == b""
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Access-Control-Allow-Origin"] == "*"
