"""What is answered in the event loop: the same bytes as by WSGI, and nothing that would wait."""

import errno
import http.client
import os
import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from imageserver.catalogue import ImageRecord
from imageserver.errors import ImageServerError, WouldWaitError
from imageserver.front import quick_door
from imageserver.layout import Layout
from imageserver.mirror import Mirror
from imageserver.pictures import Pictures
from imageserver.service import ImageService
from storage import StorageUnavailableError, open_storage, read_at_hand
from storage.local import LocalStorage
from tests.conftest import Bucket
from tests.imageserver.catalogue import MemoryCatalogue
from tests.imageserver.conftest import Site
from tests.imageserver.scans import scan
from tests.imageserver.scope import HeaderMap, Scope
from tests.imageserver.server import ImageServer
from tests.imageserver.test_doors import size_paths, tile_paths
from workers.pyramid import write_pyramid

TILE = "256,256,256,256/256,256/0/default.jpg"


@pytest.mark.parametrize("version", [3, 2])
@pytest.mark.parametrize("end", ["0/default", "0/gray", "!0/color", "90/default"])
@pytest.mark.parametrize("name", ["scan", "grey", "alpha", "line"])
def test_it_gives_every_tile_that_wsgi_copies(
    site: Site, name: str, end: str, version: int
) -> None:
    door, layout = quick_door(site.service), site.catalogue.records[name].layout
    for tail in [*tile_paths(layout), *size_paths(layout)]:
        path = f"/iiif/image/{version}/{name}/{tail.rpartition('/0/')[0]}/{end}.jpg"
        slow = site.front.get(path)
        found = door(Scope(path))
        if found is None:
            # What takes pixels: an edge that is no whole block of a JPEG, or a grey picture.
            assert end != "0/default"
            continue
        assert (found.status, found.body) == (slow.status_code, slow.data)
        assert sorted(found.headers) == sorted(slow.headers)


@pytest.mark.parametrize(
    "headers",
    [{"If-None-Match": "*"}, {"If-None-Match": '"x"'},
     {"If-Modified-Since": "Sun, 01 Nov 2026 12:30:05 GMT"}, {"If-Modified-Since": "yesterday"}],
)  # fmt: skip
@pytest.mark.parametrize("tail", [TILE, TILE.replace("/0/", "/90/")])
def test_it_reads_conditions_as_wsgi_does(site: Site, headers: dict[str, str], tail: str) -> None:
    path = f"/iiif/image/3/scan/{tail}"
    slow = site.front.get(path, headers=headers)
    asked = HeaderMap({name.lower(): value for name, value in headers.items()})
    found = quick_door(site.service)(Scope(path, headers=asked))
    assert found is not None
    assert (found.status, found.body) == (slow.status_code, slow.data)
    assert sorted(found.headers) == sorted(slow.headers)


@pytest.mark.parametrize(
    "scope",
    [
        Scope("/"), Scope("/iiif/image/3/scan/info.json"), Scope(f"/iiif/image/3/none/{TILE}"),
        Scope(f"/iiif/image/3/scan/{TILE}", "POST"), Scope(f"/iiif/image/3/scan/{TILE}?x"),
        Scope("/iiif/image/3/draft/0,0,200,150/200,150/0/default.jpg"),
        Scope("/iiif/image/3/scan/0,0,512,300/300,/0/default.jpg"),
        Scope("/iiif/image/3/scan/full/300,/0/gray.jpg"),
    ],
)  # fmt: skip
def test_it_leaves_what_takes_more(site: Site, scope: Scope) -> None:
    assert quick_door(site.service)(scope) is None


def test_a_picture_is_opened_by_others(site: Site) -> None:
    path, fresh = f"/iiif/image/3/scan/{TILE}", ImageService(
        site.catalogue, site.service.pictures._storage, base_url="https://keruen.test"
    )  # fmt: skip
    door = quick_door(fresh)
    assert door(Scope(path)) is None
    fresh.pictures.get(site.catalogue.records["scan"])
    assert door(Scope(path)) is not None


class Waiting:
    """A storage whose disk is slow: nothing of it is in the page cache."""

    def __init__(self, storage: LocalStorage) -> None:
        self._storage = storage

    def ranges(self, key: str) -> Any:
        ranges = self._storage.ranges(key)

        class Slow:
            path = ranges.path
            read = ranges.read

            def at_hand(self, *_: int) -> None:
                return None

        return Slow()


@pytest.mark.parametrize("end", ["0/default", "90/default", "0/gray"])
def test_what_is_not_in_memory_is_left_to_others(site: Site, end: str) -> None:
    storage: Any = Waiting(site.service.pictures._storage)  # type: ignore[arg-type]
    service = ImageService(site.catalogue, storage, base_url="https://keruen.test")
    service.pictures.get(site.catalogue.records["scan"])
    path = f"/iiif/image/3/scan/{TILE.replace('0/default', end)}"
    assert quick_door(service)(Scope(path)) is None


def test_an_error_is_answered_as_wsgi_does(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    record = site.catalogue.records["scan"]
    picture = site.service.pictures.get(record)

    def away(*_: Any, **__: Any) -> bytes:
        raise StorageUnavailableError("a disk")

    ranges = type("Away", (), {"at_hand": away, "read": away})()
    monkeypatch.setattr(picture._source, "_ranges", ranges)
    path = f"/iiif/image/3/scan/{TILE}"
    found, slow = quick_door(site.service)(Scope(path)), site.front.get(path)
    assert found is not None
    assert (found.status, found.body) == (slow.status_code, slow.data)


def test_the_page_cache_is_asked_without_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"0123456789")
    with path.open("rb") as file:
        number = file.fileno()
        assert read_at_hand(number, 3, 4) == b"456"
        assert read_at_hand(number, 9, 4) is None, "it ends before"
        plain = os.preadv

        def told(error: int) -> None:
            def preadv(descriptor: int, rooms: Any, offset: int, flags: int = 0) -> int:
                if flags:
                    raise OSError(error, os.strerror(error))
                return plain(descriptor, rooms, offset)

            monkeypatch.setattr(os, "preadv", preadv)

        told(errno.EAGAIN)
        assert read_at_hand(number, 3, 4) is None
        told(errno.EOPNOTSUPP)
        assert read_at_hand(number, 3, 4) == b"456"
        told(errno.EIO)
        with pytest.raises(OSError, match="error"):
            read_at_hand(number, 3, 4)


def test_a_bucket_is_at_hand_where_the_mirror_is_whole(s3_bucket: Bucket, tmp_path: Path) -> None:
    storage = open_storage(s3_bucket.url, endpoint_url=s3_bucket.endpoint_url)
    record: ImageRecord = MemoryCatalogue().add(storage, tmp_path, "scan", scan(700, 600))
    mirror = Mirror(tmp_path / "mirror", 1 << 30)
    pictures = Pictures(storage, mirror)
    with pytest.raises(WouldWaitError):
        pictures.get(record, wait=False)
    picture = pictures.get(record)
    with pytest.raises(WouldWaitError):
        picture.read(0, wait=False)
    whole = picture.read(0)
    assert picture.read(0, wait=False) == whole
    offset, length = picture.index.range(0)
    with mirror.path(record.key).open("r+b") as file:
        file.seek(offset + length // 2)
        file.write(b"\0" * 20)
    with pytest.raises(WouldWaitError):
        picture.read(0, wait=False)
    assert not issubclass(WouldWaitError, ImageServerError)


def picture(folder: Path) -> Layout:
    (folder / "storage").mkdir()
    return write_pyramid(scan(1500, 1100), folder / "storage" / "scan.tif")


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[list[ImageServer], Layout]]:
    """The image server by RSGI and by WSGI, with one base URL."""
    with ExitStack() as stack:
        servers = []
        for wsgi in (False, True):
            folder = tmp_path_factory.mktemp("server")
            layout = picture(folder)
            server = ImageServer(folder, {"scan": ("scan.tif", layout)}, wsgi=wsgi)
            server.start()
            stack.callback(server.stop)
            servers.append(server)
        yield servers, layout


def ask(server: ImageServer, path: str, method: str, **headers: str) -> Any:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    try:
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        told = [(k, v) for k, v in answer.getheaders() if k not in ("date", "transfer-encoding")]
        plain = [(k, re.sub(r":\d+/", ":port/", v)) for k, v in told]
        return answer.status, sorted(plain), answer.read()
    finally:
        connection.close()


@pytest.mark.parametrize("end", ["0/default", "90/default", "!0/gray", "45/default"])
def test_over_sockets_rsgi_answers_as_wsgi(
    both: tuple[list[ImageServer], Layout], end: str
) -> None:
    servers, layout = both
    for tail in [*tile_paths(layout), *size_paths(layout), "full/300,/0/default.jpg", "x/y/0/z"]:
        path = f"/iiif/image/3/scan/{tail.rpartition('/0/')[0]}/{end}.jpg"
        for method in ("GET", "HEAD"):
            ours, theirs = (ask(server, path, method) for server in servers)
            assert ours == theirs
            tag = dict(ours[1]).get("etag", '"none"')
            ours, theirs = (
                ask(server, path, method, **{"If-None-Match": tag}) for server in servers
            )
            assert ours == theirs


def test_tiles_at_hand_do_not_wait_for_drawings(
    both: tuple[list[ImageServer], Layout],
) -> None:
    (server, _), _layout = both
    path = f"/iiif/image/3/scan/{TILE}"
    ask(server, path, "GET")
    slow = [
        Thread(target=ask, args=(server, f"/iiif/image/3/scan/full/max/{n}.5/default.png", "GET"))
        for n in range(10)
    ]
    for each in slow:
        each.start()
    time.sleep(0.2)
    begun = time.monotonic()
    for _ in range(10):
        assert ask(server, path, "GET")[0] == 200
    took = time.monotonic() - begun
    assert any(each.is_alive() for each in slow), "they took no time"
    for each in slow:
        each.join()
    assert took < 2


def test_a_hundred_full_size_tiffs_hold_no_tile_up(
    both: tuple[list[ImageServer], Layout],
) -> None:
    (server, _), _layout = both
    whole = "/iiif/image/3/scan/full/max/0/default.tif"
    tile = f"/iiif/image/3/scan/{TILE}"
    ask(server, tile, "GET")
    took: list[float] = []
    with ThreadPoolExecutor(100) as others:
        asked = [others.submit(ask, server, whole, "GET") for _ in range(100)]
        while not all(each.done() for each in asked):
            begun = time.monotonic()
            assert ask(server, tile, "GET")[0] == 200
            took.append(time.monotonic() - begun)
    answers = [each.result() for each in asked]
    # One is drawn and 24 stand in line; who comes then is told to come again.
    assert {status for status, *_ in answers} == {200, 503}
    assert all("retry-after" in dict(headers) for status, headers, *_ in answers if status == 503)
    assert len(took) >= 20
    assert sorted(took)[len(took) * 9 // 10] < 0.5


@pytest.mark.parametrize("form", ["webp", "png"])
def test_what_is_small_is_late_rather_than_refused(
    both: tuple[list[ImageServer], Layout], form: str
) -> None:
    (server, _), _layout = both
    paths = [f"/iiif/image/3/scan/{n},{n},250,250/250,250/0/default.{form}" for n in range(200)]
    with ThreadPoolExecutor(60) as others:
        answers = list(others.map(lambda path: ask(server, path, "GET"), paths))
    assert {status for status, *_ in answers} == {200}


@pytest.mark.parametrize("first", ["webp", "png", "tif"])
def test_libvips_never_works_in_the_way_of_tiles(tmp_path: Path, first: str) -> None:
    """Its threads serve everybody, and stay as the first who needed them was."""
    server = ImageServer(tmp_path, {"scan": ("scan.tif", picture(tmp_path))})
    small, large = "0,0,200,200/200,200/0/default", "full/max/0/default"
    larger = "0,0,400,400/^600,600/0/default.jpg"
    server.start()
    try:
        for form in (first, "webp", "png", "tif"):
            end = f"{large if form == 'tif' else small}.{form}"
            assert ask(server, f"/iiif/image/3/scan/{end}", "GET")[0] == 200
            assert ask(server, f"/iiif/image/3/scan/{larger}", "GET")[0] == 200
        found = niceness(server)
    finally:
        server.stop()
    assert found["libvips worker"] == {10}
    assert 0 in found["python"]


def niceness(server: ImageServer) -> dict[str, set[int]]:
    """Of all threads, by what they are called."""
    found: dict[str, set[int]] = {}
    for child in server.children():
        for task in (child / "task").iterdir():
            name = (task / "comm").read_text().strip()
            value = os.getpriority(os.PRIO_PROCESS, int(task.name))
            found.setdefault(name, set()).add(value)
    return found
