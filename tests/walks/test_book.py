"""The main job: a folder of scans goes in, a book anyone can zoom comes out."""

import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy
import pytest
from PIL import Image

from tests.site import Site
from tests.walks.conftest import SAMPLE

BOOK = SAMPLE / "kant_1784"


def picture(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def difference(a: Image.Image, b: Image.Image) -> float:
    """The mean absolute difference of two pictures of one size, in grey levels."""
    assert a.size == b.size
    pixels = [numpy.asarray(image.convert("RGB"), dtype=float) for image in (a, b)]
    return float(numpy.abs(pixels[0] - pixels[1]).mean())


def part(scan: Image.Image, box: tuple[int, int, int, int], factor: int) -> Image.Image:
    """A part of the scan at 1/factor; the last column and row stand for what they still have."""
    pixels = numpy.asarray(scan.crop(box))
    down, right = -pixels.shape[0] % factor, -pixels.shape[1] % factor
    padded = numpy.pad(pixels, ((0, down), (0, right), (0, 0)), mode="edge")
    return Image.fromarray(padded).reduce(factor)


def check_zoomable(site: Site, service: str, scan: Path) -> None:
    """Every tile of every level is the part of the scan that it says it is."""
    info = site.get(f"{service}/info.json").json()
    with Image.open(scan) as master:
        original = master.convert("RGB")
    assert (info["width"], info["height"]) == original.size
    tile = info["tiles"][0]["width"]
    for factor in info["tiles"][0]["scaleFactors"]:
        step = tile * factor
        for top in range(0, original.height, step):
            for left in range(0, original.width, step):
                right, bottom = min(left + step, original.width), min(top + step, original.height)
                size = (-(-(right - left) // factor), -(-(bottom - top) // factor))
                region = f"{left},{top},{right - left},{bottom - top}"
                answer = site.get(f"{service}/{region}/{size[0]},{size[1]}/0/default.jpg")
                assert answer.status == 200
                assert answer.headers["Access-Control-Allow-Origin"] == "*"
                expected = part(original, (left, top, right, bottom), factor)
                assert difference(picture(answer.body), expected) < 6


def services(manifest: dict[str, Any]) -> list[str]:
    """The image service of every canvas, in order."""
    found = []
    for canvas in manifest["items"]:
        body = canvas["items"][0]["items"][0]["body"]
        assert (canvas["width"], canvas["height"]) == (body["width"], body["height"])
        found.append(next(s["id"] for s in body["service"] if s["type"] == "ImageService3"))
    return found


def test_a_folder_becomes_a_book_that_can_be_zoomed(site: Site) -> None:
    site.start()
    outcome = site.bring(
        str(BOOK), "--publish", "--wait", "--collection", "rare", "--institution", "nlrk"
    )
    assert outcome["pages"] == 4
    assert outcome["failed"] == 0
    answer = site.get(outcome["manifest"])
    assert answer.status == 200
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    manifest = answer.json()
    assert manifest["id"] == outcome["manifest"]
    assert manifest["@context"] == "http://iiif.io/api/presentation/3/context.json"
    found = services(manifest)
    assert len(found) == 4
    check_zoomable(site, found[0], BOOK / "0007.jpg")
    for service in found[1:]:
        assert site.get(f"{service}/full/max/0/default.jpg").status == 200
    assert site.get(f"/works/{outcome['id']}").status == 200
    check_collections(site, outcome["manifest"])
    assert site.stop() == 0
    assert site.processes() == []


def check_collections(site: Site, manifest: str) -> None:
    """The work is reached from the top by following ids alone."""
    todo, seen = [f"{site.url}/iiif/presentation/3/collection/top"], set[str]()
    while todo:
        address = todo.pop()
        document = site.get(address).json()
        assert document["id"] == address
        seen.add(address)
        for item in document["items"]:
            seen.add(item["id"])
            if item["type"] == "Collection" and item["id"] not in todo:
                todo.append(item["id"])
    assert manifest in seen


def test_importing_twice_makes_no_second_work(site: Site, tmp_path: Path) -> None:
    first = site.bring(str(BOOK))
    again = site.bring(str(BOOK))
    elsewhere = tmp_path / "copy"
    shutil.copytree(BOOK, elsewhere)
    assert again["id"] == first["id"]
    assert site.bring(str(elsewhere))["id"] == first["id"]
    assert again["pages"] == 4


def test_without_a_worker_waiting_does_the_work(site: Site) -> None:
    outcome = site.bring(str(BOOK), "--publish", "--wait")
    assert (outcome["pages"], outcome["failed"]) == (4, 0)
    site.start()
    assert site.get(outcome["manifest"]).status == 200


def test_a_book_is_hidden_until_it_is_published(new_site: Callable[..., Site]) -> None:
    site = new_site()
    outcome = site.bring(str(BOOK), "--wait")
    site.start()
    assert site.get(outcome["manifest"]).status == 404
    assert site.get(f"/works/{outcome['id']}").status == 404


def test_the_demo_is_there_and_a_second_start_loads_nothing(
    new_site: Callable[..., Site],
) -> None:
    site = new_site()
    assert "6 works" in site.keruen("demo", "--wait")
    assert "nothing was loaded" in site.keruen("demo")
    site.start()
    top = site.get("/iiif/presentation/3/collection/top").json()
    assert len(top["items"]) >= 3
    labels = json.dumps(top, ensure_ascii=False)
    assert "Сирек кітаптар" in labels
    assert "Редкие книги" in labels


def test_documents_become_pages(new_site: Callable[..., Site], tmp_path: Path) -> None:
    site = new_site()
    frames = [Image.open(path) for path in sorted((SAMPLE / "topaz_1944").iterdir())]
    tiff, pdf = tmp_path / "issue.tif", tmp_path / "issue.pdf"
    frames[0].save(tiff, save_all=True, append_images=frames[1:], compression="group4")
    grey = [frame.convert("L") for frame in frames]
    grey[0].save(pdf, save_all=True, append_images=grey[1:], resolution=150)
    for document in (tiff, pdf):
        outcome = site.bring(str(document), "--publish", "--wait", "--label", document.name)
        assert (outcome["pages"], outcome["failed"]) == (4, 0)
    site.start()
    manifest = site.get(outcome["manifest"]).json()
    sizes = [(canvas["width"], canvas["height"]) for canvas in manifest["items"]]
    assert sizes == [frame.size for frame in frames]


@pytest.mark.parametrize("arguments", [["nowhere"], ["."]])
def test_a_path_without_scans_is_refused_in_words(
    new_site: Callable[..., Site], tmp_path: Path, arguments: list[str]
) -> None:
    (tmp_path / "notes.txt").write_text("no scan")
    paths = [str(tmp_path / argument) for argument in arguments]
    site = new_site()
    assert site.keruen("import", *paths, code=1) == ""
