"""A published work that is hidden is gone from every address, in every process, within a minute."""

import json
import re
import shutil
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.recordings import SPEECH, captions
from tests.site import Site
from tests.walks.conftest import SAMPLE

A_MINUTE = 60.0
HERE = re.compile(r"/iiif/image/3/|/media/|/works/|/presentation/[23]/\w+/(manifest|canvas|range)")


def addresses(value: Any) -> Iterator[str]:
    """Every address that a document names."""
    if isinstance(value, dict):
        for each in value.values():
            yield from addresses(each)
    elif isinstance(value, list):
        for each in value:
            yield from addresses(each)
    elif isinstance(value, str) and value.startswith("http"):
        yield value.split("#")[0]


def named(site: Site, work: str) -> list[str]:
    """The addresses of a work that answer now: what its manifest names, and pages about it."""
    manifest = f"/iiif/presentation/3/{work}/manifest"
    document = site.get(manifest).json()
    found = {each.removeprefix(site.url) for each in addresses(document) if site.url in each}
    images = {match[1] for each in found if (match := re.search(r"/iiif/image/3/([^/]+)", each))}
    for image in images:
        base = f"/iiif/image/3/{image}"
        layout = site.get(f"{base}/info.json").json()
        side = layout["tiles"][0]["width"]
        found |= {
            f"{base}/info.json",
            f"{base}/0,0,{side},{side}/{side},{side}/0/default.jpg",
            f"{base}/full/max/0/default.jpg",
            f"{base}/10,10,50,50/40,/0/gray.png",
        }
    found |= {
        manifest,
        f"/iiif/presentation/2/{work}/manifest",
        f"/kk/works/{work}",
        f"/ru/works/{work}/pages/1",
        f"/works/{work}/record.mods.xml",
        f"/works/{work}/citation.ris",
    }
    return sorted(each for each in found if HERE.search(each) and site.get(each).status == 200)


def unpublish(site: Site, key: str, work: str) -> None:
    request = urllib.request.Request(
        f"{site.url}/api/v1/works/{work}/unpublish",
        method="POST",
        headers={"Authorization": f"Bearer {key}"},
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        assert json.loads(answer.read())["state"] == "draft"


def hide_and_look(first: Site, second: Site, work: str, key: str) -> None:
    shown = named(first, work)
    kinds = ("info.json", "default.jpg", "gray.png", "/media/", "record.mods", "citation.ris")
    for kind in kinds:
        assert any(kind in each for each in shown), kind
    tags: dict[tuple[str, str], str] = {}
    for site in (first, second):
        for each in shown:
            answer = site.get(each)
            assert answer.status == 200, each
            tags[site.url, each] = answer.headers.get("ETag", "")
    shelf = "/iiif/presentation/3/collection/rare"
    lists = [
        each for each in (shelf, "/kk/collections/rare", "/en/") if first.get(each).status == 200
    ]
    assert any(work.encode() in first.get(each).body for each in lists)

    start = time.monotonic()
    unpublish(second, key, work)
    gone: dict[tuple[str, str], float] = {}
    wanted = {(site.url, each) for site in (first, second) for each in shown}
    while wanted - gone.keys() and time.monotonic() - start < A_MINUTE:
        for url, each in wanted - gone.keys():
            tag = tags[url, each]
            answer = first.get(url + each, {"If-None-Match": tag} if tag else {})
            if answer.status == 404:
                gone[url, each] = time.monotonic() - start
        time.sleep(0.3)
    assert wanted == gone.keys(), wanted - gone.keys()
    print(f"{len(gone)} answers gone after {max(gone.values()):.1f} s")  # noqa: T201
    for site in (first, second):
        for each in lists:
            assert work.encode() not in site.get(each).body, each
        for each in shown:
            seen_by_curator = site.get(each, {"Authorization": f"Bearer {key}"}).status
            assert seen_by_curator in (200, 404), each


@pytest.mark.slow
def test_hiding_reaches_every_address_of_every_process(
    new_site: Callable[..., Site], tmp_path: Path
) -> None:
    book = tmp_path / "book"
    book.mkdir()
    shutil.copy(SAMPLE / "kant_1784" / "0007.jpg", book / "1.jpg")
    shutil.copy(SPEECH, book / "2-talk.opus")
    shutil.copy(captions("kk"), book / "2-talk.kk.vtt")
    first = new_site()
    brought = first.bring(
        str(book), "--institution", "nlrk", "--collection", "rare", "--publish", "--wait"
    )
    work = str(brought["id"])
    with_password = ("--institution", "nlrk", "--password", "under the shanyrak")
    first.keruen("user", "add", "gulnara", *with_password)
    key = first.keruen("token", "add", "gulnara").strip()
    first.start()
    second = Site(first.folder, {"KERUEN_BASE_URL": first.url})
    second.start("web")
    try:
        hide_and_look(first, second, work, key)
    finally:
        second.kill()


@pytest.mark.parametrize("part", ["info.json", "full/max/0/default.jpg"])
def test_caches_that_many_read_through_ask_again_within_a_minute(part: str) -> None:
    from imageserver import answer

    kept = {"info.json": answer.AN_HOUR, "full/max/0/default.jpg": answer.FOREVER}[part]
    match = re.search(r"s-maxage=(\d+)", kept)
    assert match
    assert int(match[1]) + 10 < A_MINUTE
    assert "private" in answer.NOT_SHARED
