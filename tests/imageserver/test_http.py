"""What the specifications say of headers, negotiation and `info.json`."""

import json
from typing import Any

import pytest

from imageserver.pictures import _Direct
from imageserver.render import Renderer
from storage import StorageUnavailableError
from tests.imageserver.conftest import BASE, MASTERS, Site
from tests.imageserver.test_doors import size_paths, tile_paths

CONTEXT = "http://iiif.io/api/image/{}/context.json"


def info(site: Site, name: str, version: int = 3) -> dict[str, Any]:
    answer = site.front.get(f"/iiif/image/{version}/{name}/info.json")
    assert answer.status_code == 200
    document: dict[str, Any] = json.loads(answer.data)
    return document


@pytest.mark.parametrize("version", [2, 3])
@pytest.mark.parametrize(
    ("accept", "plain"),
    [
        ("", False),
        ("*/*", False),
        ("application/json", True),
        ("application/ld+json", False),
        ("application/json, application/ld+json", False),
        ("application/json;q=0.9, application/ld+json;q=0.1", True),
        ("application/ld+json;q=0.9, application/json;q=0.1", False),
        ("text/html, application/json;q=0.5", True),
        ("text/html", False),
        ("application/*;q=0.3, application/ld+json;q=0", True),
        (";;;,,q=1", False),
    ],
)
def test_info_is_json_or_json_ld(site: Site, version: int, accept: str, plain: bool) -> None:
    headers = {"Accept": accept} if accept else {}
    answer = site.front.get(f"/iiif/image/{version}/scan/info.json", headers=headers)
    linked = f'application/ld+json;profile="{CONTEXT.format(version)}"'
    assert answer.headers["Content-Type"] == ("application/json" if plain else linked)
    assert answer.headers["Vary"] == "Accept"


def test_info_of_version_3(site: Site) -> None:
    document = info(site, "scan")
    assert next(iter(document)) == "@context"
    assert document["id"] == f"{BASE}/iiif/image/3/scan"
    assert (document["type"], document["profile"]) == ("ImageService3", "level2")
    assert (document["width"], document["height"]) == (1500, 1100)
    assert document["rights"].startswith("http://")
    assert document["partOf"] == [
        {"id": f"{BASE}/iiif/presentation/3/w1/manifest", "type": "Manifest"}
    ]
    (service,) = document["service"]
    assert (service["@id"], service["@type"]) == (f"{BASE}/iiif/image/2/scan", "ImageService2")
    assert info(site, "scan", 2)["profile"][0] == service["profile"]
    assert "default" not in document["extraQualities"]
    assert not {"@id", "license", "attribution", "logo"} & document.keys()
    assert info(site, "grey")["extraQualities"] == ["gray", "bitonal"]


def test_info_of_version_2(site: Site) -> None:
    document = info(site, "scan", 2)
    assert document["@id"] == f"{BASE}/iiif/image/2/scan"
    assert document["profile"][0] == "http://iiif.io/api/image/2/level2.json"
    assert "bitonal" in document["profile"][1]["qualities"]
    assert document["service"]["@id"] == f"{BASE}/iiif/image/3/scan"
    assert not {"id", "type", "extraFormats"} & document.keys()


@pytest.mark.parametrize("version", [2, 3])
@pytest.mark.parametrize("name", MASTERS)
def test_what_info_announces_is_answered(site: Site, name: str, version: int) -> None:
    document = info(site, name, version)
    layout = site.catalogue.records[name].layout
    sizes = [(size["width"], size["height"]) for size in document["sizes"]]
    assert sizes == sorted(set(sizes))
    (tiles,) = document["tiles"]
    assert tiles["scaleFactors"] == [1 << level for level in range(len(layout.levels))]
    assert max(layout.levels[-1]) <= tiles["width"]
    announced = document if version == 3 else document["profile"][1]
    formats = announced.get("formats") or ["jpg", "png", *announced["extraFormats"]]
    qualities = announced.get("qualities") or ["default", *announced["extraQualities"]]
    for quality in qualities:
        for extension in formats:
            path = f"/iiif/image/{version}/{name}/full/!64,64/0/{quality}.{extension}"
            answer = site.front.get(path)
            assert answer.status_code == 200, path
            assert answer.data[:16].startswith(MAGIC[extension]) or extension in ("webp", "avif")
    for tail in size_paths(layout):
        assert site.front.get(f"/iiif/image/{version}/{name}/{tail}").status_code == 200


MAGIC = {
    "jpg": b"\xff\xd8\xff",
    "png": b"\x89PNG",
    "gif": b"GIF8",
    "tif": (b"II*\0", b"MM\0*"),
    "jp2": b"\0\0\0\x0cjP  ",
    "pdf": b"%PDF-",
    "webp": b"RIFF",
    "avif": b"\0\0\0",
}


def canonical(site: Site, path: str) -> str:
    answer = site.front.get(path)
    assert answer.status_code == 200, path
    link = answer.headers["Link"].split(">")[0].lstrip("<")
    assert 'rel="canonical"' in answer.headers["Link"]
    assert 'level2.json>;rel="profile"' in answer.headers["Link"]
    return link.removeprefix(BASE)


@pytest.mark.parametrize(
    ("version", "asked", "expected"),
    [
        (3, "full/max/0/default.jpg", "full/max/0/default.jpg"),
        (3, "0,0,1500,1100/1500,/0/color.jpg", "full/max/0/default.jpg"),
        (3, "full/750,/0/default.jpg", "full/750,550/0/default.jpg"),
        (3, "full/pct:50/360/default.jpg", "full/750,550/0/default.jpg"),
        (3, "square/!100,100/!22.50/gray.png", "200,0,1100,1100/100,100/!22.5/gray.png"),
        (3, "0,0,100,100/^200,/0/default.jpg", "0,0,100,100/^200,200/0/default.jpg"),
        (3, "1400,1000,500,500/50,/0/default.jpg", "1400,1000,100,100/50,50/0/default.jpg"),
        (3, "256,256,256,256/256,/0/default.jpg", "256,256,256,256/max/0/default.jpg"),
        (2, "full/full/0/default.jpg", "full/full/0/default.jpg"),
        (2, "full/max/0/default.jpg", "full/full/0/default.jpg"),
        (2, "full/750,550/0/default.jpg", "full/750,/0/default.jpg"),
        (2, "full/750,100/0/default.jpg", "full/750,100/0/default.jpg"),
    ],
)
def test_the_canonical_form_names_the_same_picture(
    site: Site, version: int, asked: str, expected: str
) -> None:
    base = f"/iiif/image/{version}/scan"
    assert canonical(site, f"{base}/{asked}") == f"{base}/{expected}"
    assert canonical(site, f"{base}/{expected}") == f"{base}/{expected}"
    assert site.front.get(f"{base}/{asked}").data == site.front.get(f"{base}/{expected}").data


def test_the_base_address_leads_to_info(site: Site) -> None:
    for version in (2, 3):
        answer = site.front.get(f"/iiif/image/{version}/scan")
        assert answer.status_code == 303
        assert answer.headers["Location"] == f"{BASE}/iiif/image/{version}/scan/info.json"
        assert answer.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("tail", ["info.json", "full/max/0/default.jpg", "bad", "full/1,/0/x.jpg"])
def test_any_page_may_ask_before_it_asks(site: Site, tail: str) -> None:
    answer = site.front.options(f"/iiif/image/3/scan/{tail}")
    assert answer.status_code == 204
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "GET" in answer.headers["Access-Control-Allow-Methods"]
    assert "authorization" in answer.headers["Access-Control-Allow-Headers"]


@pytest.mark.parametrize(
    "tail", ["info.json", "full/300,/0/default.jpg", "full/100,/22.5/gray.png", "full/0,/0/x.jpg"]
)
def test_head_has_the_headers_of_get(site: Site, tail: str) -> None:
    got, head = (
        site.front.open(f"/iiif/image/3/scan/{tail}", method=method) for method in ("GET", "HEAD")
    )
    assert got.status == head.status
    assert sorted(got.headers) == sorted(head.headers)
    assert head.data == b""


def test_each_request_has_its_own_tag(site: Site) -> None:
    layout = site.catalogue.records["scan"].layout
    tails = ["full/300,/0/default.jpg", "full/300,/0/default.png", "full/300,/90/default.jpg"]
    tails += [tail for tail in tile_paths(layout) if "256,256/0" in tail]
    tags = [site.front.get(f"/iiif/image/3/scan/{tail}").headers["ETag"] for tail in tails]
    assert len(set(tags)) == len(tags)
    assert all(tag.startswith('"') for tag in tags)


@pytest.mark.parametrize("tail", ["info.json", "full/300,/0/default.jpg", "full/99,/5/gray.png"])
def test_nothing_is_sent_twice(site: Site, tail: str) -> None:
    path = f"/iiif/image/3/scan/{tail}"
    tag = site.front.get(path).headers["ETag"]
    again = site.front.get(path, headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    ("version", "size", "status"),
    [
        (3, "^max", 200), (3, "^4000,", 400), (3, "^1500,1100", 200), (3, "^!9000,9000", 200),
        (3, "max", 200), (2, "3000,", 200), (2, "9000,", 400), (2, "!9000,9000", 200),
    ],
)  # fmt: skip
def test_limits_are_announced_and_kept(site: Site, version: int, size: str, status: int) -> None:
    assert info(site, "scan")["maxArea"] == 8_000_000
    answer = site.front.get(f"/iiif/image/{version}/scan/full/{size}/0/default.jpg")
    assert answer.status_code == status
    wide = site.front.get("/iiif/image/3/scroll/full/max/0/default.jpg")
    assert wide.status_code == 200


@pytest.mark.parametrize(
    ("region", "size", "status"),
    [
        ("0,0,50,50", "100,", 400), ("1450,0,100,100", "100,", 400), ("1450,0,100,100", "50,", 200),
        ("1450,0,100,100", "^100,", 200),
    ],
)  # fmt: skip
def test_enlarging_is_judged_by_the_clamped_region(
    site: Site, region: str, size: str, status: int
) -> None:
    path = f"/iiif/image/3/scan/{region}/{size}/0/default.jpg"
    assert site.front.get(path).status_code == status


@pytest.mark.parametrize(
    ("tail", "word"),
    [("scan/full/^2600,/0/default.avif", "avif"), ("alpha/full/^2600,/0/default.png", "png")],
)
def test_what_is_legal_but_not_offered_is_said_so(site: Site, tail: str, word: str) -> None:
    """Formats that take seconds for each megapixel; the same in smaller is made."""
    answer = site.front.get(f"/iiif/image/3/{tail}")
    assert answer.status_code == 501
    assert word in answer.text
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert site.front.get(f"/iiif/image/3/{tail.replace('^2600', '300')}").status_code == 200


@pytest.mark.parametrize(
    "tail",
    [
        "0,0,256,256/256,256/0/default.jpg",
        "0,0,256,256/256,256/90/gray.jpg",
        "full/300,/0/default.webp",
        "10,10,900,900/max/0/default.tif",
    ],
)
def test_a_storage_that_is_away_is_asked_again_later(
    site: Site, tail: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: Any, **__: Any) -> bytes:
        raise StorageUnavailableError("a bucket")

    picture = site.service.pictures.get(site.catalogue.records["scan"])
    fresh = Renderer()  # one that holds nothing decoded
    ranges = type("Away", (), {"at_hand": away, "read": away, "path": None})()
    with monkeypatch.context() as patch:
        patch.setattr(picture, "_source", _Direct(ranges))
        patch.setattr(site.service, "_renderer", fresh)
        for client in (site.front, site.flask):
            answer = client.get(f"/iiif/image/3/scan/{tail}")
            assert answer.status_code == 503
            assert int(answer.headers["Retry-After"]) > 0
            assert answer.headers["Cache-Control"] == "no-store"
            assert answer.headers["Access-Control-Allow-Origin"] == "*"
            assert "bucket" not in answer.text
    assert site.front.get(f"/iiif/image/3/scan/{tail}").status_code == 200
