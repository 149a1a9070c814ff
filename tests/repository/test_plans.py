"""Importing whole works: a folder with a work.json, METS, IIIF manifests of others."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest
from PIL import Image
from sqlalchemy import func, select

from manifests.catalogue import Visitor
from manifests.check import check_work
from manifests.description import ImageDescription, PictureDescription, WorkDescription
from repository.captions import captions_for, captions_of
from repository.errors import RefusedError
from repository.fetching import Fetcher
from repository.importing import Destination, progress, publish_when_ready
from repository.models import Page, PageText, Work
from repository.plans import Reading, carry_out, complete, find_plan
from repository.plans.iiif import read_manifest
from repository.presentation import CataloguePresentation
from repository.repository import Repository
from repository.schemas.errors import FaultyError
from repository.texts.alto_writing import write_alto
from repository.web import create_app
from tests.repository.library import finish
from tests.repository.written import transcript

AV = Path(__file__).parents[1] / "data/av"
SAMPLES = Path(__file__).parents[2] / "repository/sample/kant_1784"
TITLE = {"kk": ["Кітап"], "en": ["Book"]}
CURATOR = Visitor(cookie="curator")
WORK = {
    "label": TITLE,
    "summary": {"en": ["A sample"]},
    "metadata": [{"label": {"en": ["Author"]}, "value": {"en": ["Kant"]}, "term": "creator"}],
    "rights": "http://creativecommons.org/publicdomain/mark/1.0/",
    "behaviors": ["paged"],
    "nav_date": "1784-12-01T00:00:00Z",
    "places": [{"label": TITLE, "geometry": {"type": "Point", "coordinates": [13.4, 52.5]}}],
    "start_page": "title",
    "placeholder_page": "1",
    "pages": [
        {"file": "0008.jpg", "key": "title", "label": {"none": ["[1]"]}},
        {"file": "0007.jpg", "scan_label": TITLE, "behaviors": ["non-paged"],
         "images": [{"file": "0009.jpg", "alternative": True, "label": {"en": ["Infrared"]}}]},
        {"width": 600, "height": 800, "label": {"none": ["missing"]}},
    ],
    "sections": [
        {"label": TITLE, "items": [
            {"page": "title"}, {"label": {"ru": ["Глава"]}, "items": [{"page": "0007.jpg"}]}]},
    ],
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "book"
    place.mkdir()
    for name in ("0007.jpg", "0008.jpg", "0009.jpg"):
        (place / name).write_bytes((SAMPLES / name).read_bytes())
    return place


def bring(repository: Repository, given: str, reading: Reading | None = None) -> str:
    reading = reading or Reading()
    plan = find_plan(given, reading)
    assert plan is not None
    with complete(repository.settings, plan, reading) as whole:
        return carry_out(repository, whole, Destination())


def described(repository: Repository, work_id: str) -> WorkDescription:
    """The work once its pages are done; its manifest passes the check."""
    with repository.database.write() as session:
        for page in session.scalars(select(Page).where(Page.work_id == work_id)):
            if page.master_sha256 and not page.derivative_id:
                finish(session, page)
    presentation = CataloguePresentation(repository.database, lambda _: True)
    work = presentation.work(work_id, CURATOR)
    assert check_work(work, "https://keruen.example") == []
    return work


def counts(repository: Repository) -> tuple[int, int]:
    with repository.database.read() as session:
        works = session.scalar(select(func.count()).select_from(Work)) or 0
        return works, session.scalar(select(func.count()).select_from(Page)) or 0


def test_a_folder_says_all_of_a_work(repository: Repository, folder: Path) -> None:
    (folder / "work.json").write_text(json.dumps(WORK))
    work_id = bring(repository, str(folder))
    work = described(repository, work_id)
    assert [page.label for page in work.pages] == [
        {"none": ["[1]"]}, {"none": ["2"]}, {"none": ["missing"]},
    ]  # fmt: skip
    assert work.start is not None
    assert work.start.page == work.pages[0].id
    assert work.placeholder is not None
    assert work.pages[1].behaviors == ("non-paged",)
    assert work.sections[0].items[1].label == {"ru": ["Глава"]}  # type: ignore[union-attr]
    assert work.nav_date is not None
    assert bring(repository, str(folder)) == work_id
    assert counts(repository) == (1, 3)
    assert [page.id for page in described(repository, work_id).pages] == [
        page.id for page in work.pages
    ]


def test_a_folder_gives_recordings_their_captions(repository: Repository, folder: Path) -> None:
    for name in ("kk_speech.opus", "kk_speech.kk.vtt"):
        (folder / name).write_bytes((AV / name).read_bytes())
    (folder / "in Russian.vtt").write_bytes((AV / "kk_speech.ru.vtt").read_bytes())
    page: dict[str, Any] = {
        "file": "kk_speech.opus",
        "captions": {"kk": "kk_speech.kk.vtt", "ru": "in Russian.vtt"},
    }
    (folder / "work.json").write_text(json.dumps({"label": TITLE, "pages": [page]}))
    work_id = bring(repository, str(folder))
    with repository.database.read() as session:
        found = session.scalar(select(Page).where(Page.work_id == work_id))
        assert found is not None
        captions = captions_for(found, captions_of(session, work_id))
        assert [caption.language for caption in captions] == ["kk", "ru"]
    page["captions"] |= {"en": "no.vtt", "English!": "kk_speech.kk.vtt"}
    wrong = {"pages": [page]}
    assert any("English!" in field for field in faults(folder, wrong))
    del page["captions"]["English!"]
    assert faults(folder, wrong) == {"pages[0].captions.en"}
    (folder / "no.vtt").write_text("no captions")
    (folder / "work.json").write_text(json.dumps(wrong))
    with pytest.raises(RefusedError, match="bad-captions"):
        bring(repository, str(folder))


def test_a_folder_may_leave_its_pages_to_us(repository: Repository, folder: Path) -> None:
    (folder / "work.json").write_text('{"label": {"en": ["Plain"]}}')
    assert len(described(repository, bring(repository, str(folder))).pages) == 3


def test_every_field_at_fault_is_named_and_nothing_written(
    repository: Repository, folder: Path
) -> None:
    wrong = {
        "label": {"en": []},
        "colour": "red",
        "pages": [{"file": "0007.jpg", "width": -1, "height": 1}],
        "sections": [{"items": [{"page": 7}]}],
    }
    assert faults(folder, wrong) == {
        "label.en", "colour", "pages[0].width", "sections[0].label", "sections[0].items[0].page",
    }  # fmt: skip
    missing = {
        "start_page": "nowhere",
        "pages": [
            {"file": "../secret.jpg"}, {"file": "no.jpg"}, {}, {"file": "0007.jpg"},
            {"file": "0007.jpg"}, {"width": 1, "height": 1, "images": [{"file": "no.jpg"}]},
        ],
        "sections": [{"label": TITLE, "items": [{"page": "lost"}]}],
    }  # fmt: skip
    assert faults(folder, missing) == {
        "pages[0].file", "pages[1].file", "pages[2]", "pages[4].file", "pages[5].images[0].file",
        "start_page", "sections[0].items[0].page",
    }  # fmt: skip
    (folder / "work.json").write_text("[" * 100_000)
    with pytest.raises(FaultyError):
        find_plan(str(folder), Reading())
    assert counts(repository) == (0, 0)


def faults(folder: Path, work: dict[str, Any]) -> set[str]:
    (folder / "work.json").write_text(json.dumps(work))
    with pytest.raises(FaultyError) as caught:
        find_plan(str(folder), Reading())
    return {fault.field for fault in caught.value.faults}


METS = """<mets:mets xmlns:mets="http://www.loc.gov/METS/" xmlns:mods="http://www.loc.gov/mods/v3"
 xmlns:xlink="http://www.w3.org/1999/xlink">
 <mets:dmdSec ID="d"><mets:mdWrap MDTYPE="MODS"><mets:xmlData><mods:mods>
  <mods:titleInfo><mods:title>Was ist Aufklärung?</mods:title></mods:titleInfo>
  <mods:name><mods:namePart>Kant</mods:namePart><mods:namePart>Immanuel</mods:namePart></mods:name>
  <mods:originInfo><mods:dateIssued>1784</mods:dateIssued></mods:originInfo>
  <mods:accessCondition xlink:href="https://creativecommons.org/publicdomain/mark/1.0/"/>
 </mods:mods></mets:xmlData></mets:mdWrap></mets:dmdSec>
 <mets:fileSec><mets:fileGrp USE="MAX">
  <mets:file ID="f1" MIMETYPE="image/jpeg"><mets:FLocat xlink:href="OCR/IMG_0007.tif"/></mets:file>
  <mets:file ID="f2" MIMETYPE="image/jpeg"><mets:FLocat xlink:href="OCR/IMG_0008.tif"/></mets:file>
 </mets:fileGrp></mets:fileSec>
 <mets:structMap TYPE="LOGICAL"><mets:div ID="l0" TYPE="Monograph">
  <mets:div ID="l1" TYPE="Chapter" LABEL="First"/></mets:div></mets:structMap>
 <mets:structMap TYPE="PHYSICAL"><mets:div ID="p0" TYPE="physSequence">
  <mets:div ID="p2" TYPE="page" ORDER="2" ORDERLABEL="ii"><mets:fptr FILEID="f2"/></mets:div>
  <mets:div ID="p1" TYPE="page" ORDER="1" ORDERLABEL="i"><mets:fptr FILEID="f1"/></mets:div>
 </mets:div></mets:structMap>
 <mets:structLink><mets:smLink xlink:from="l1" xlink:to="p2"/></mets:structLink>
</mets:mets>"""


def test_mets_gives_pages_contents_and_description(repository: Repository, folder: Path) -> None:
    (folder / "mets.xml").write_text(METS)
    work = described(repository, bring(repository, str(folder / "mets.xml")))
    assert work.label == {"none": ["Was ist Aufklärung?"]}
    assert [page.label for page in work.pages] == [{"none": ["i"]}, {"none": ["ii"]}]
    assert work.rights == "http://creativecommons.org/publicdomain/mark/1.0/"
    assert [entry.value for entry in work.metadata] == [
        {"none": ["Kant, Immanuel"]}, {"none": ["1784"]},
    ]  # fmt: skip
    assert work.sections[0].label == {"none": ["First"]}
    assert work.sections[0].items[0].page == work.pages[1].id  # type: ignore[union-attr]


def test_mets_points_at_texts_that_wait_for_the_pictures(
    repository: Repository, folder: Path
) -> None:
    group = """<mets:fileGrp USE="FULLTEXT"><mets:file ID="t1" MIMETYPE="text/xml">
      <mets:FLocat xlink:href="elsewhere/1.xml"/></mets:file></mets:fileGrp></mets:fileSec>"""
    mets = METS.replace("</mets:fileSec>", group).replace(
        '<mets:fptr FILEID="f1"/>', '<mets:fptr FILEID="f1"/><mets:fptr FILEID="t1"/>'
    )
    (folder / "mets.xml").write_text(mets)
    (folder / "alto").mkdir()
    alto = write_alto(transcript("бірінші"))
    (folder / "alto" / "1.xml").write_bytes(alto)
    bring(repository, str(folder / "mets.xml"))
    with repository.database.read() as session:
        query = select(Page.file_name, PageText).join(PageText, PageText.page_id == Page.id)
        ((name, text),) = session.execute(query).all()
    assert (name, text.width) == ("0007.jpg", 0)
    assert repository.storage.read(text.original_key or "") == alto


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("no xml", "mets.xml"),
        ("<a/>", "mets.xml"),
        (METS.replace('TYPE="page"', 'TYPE="leaf"'), "structMap"),
        (METS.replace("IMG_0008", "IMG_0099"), "pages[1].file"),
        (METS.replace("OCR/IMG_0008.tif", "../../etc/passwd"), "pages[1].file"),
        ('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "mets.xml"),
    ],
)
def test_mets_that_cannot_be_taken_is_refused(folder: Path, text: str, field: str) -> None:
    (folder / "mets.xml").write_text(text)
    with pytest.raises(FaultyError) as caught:
        find_plan(str(folder / "mets.xml"), Reading())
    assert field in {fault.field for fault in caught.value.faults}


class Elsewhere(BaseHTTPRequestHandler):
    """Another site: manifests of both versions, a picture, and traps."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        if self.path == "/slow":
            self.send_response(200)
            self.end_headers()
            for _ in range(50):
                self.wfile.write(b"x")
                self.wfile.flush()
                time.sleep(0.1)
            return
        if self.path == "/circle":
            self.send_response(302)
            self.send_header("Location", "/circle")
            self.end_headers()
            return
        content = self._content()
        self.send_response(404 if content is None else 200)
        self.end_headers()
        self.wfile.write(content or b"")

    def _content(self) -> bytes | None:
        site = f"http://{self.headers['Host']}"
        if self.path == "/3":
            return json.dumps(manifest3(site)).encode()
        if self.path == "/2":
            return json.dumps(manifest2(site)).encode()
        if self.path == "/iiif/one/info.json":
            return json.dumps({"@context": "http://iiif.io/api/image/2/context.json",
                               "width": 500, "height": 750}).encode()  # fmt: skip
        if self.path.endswith("default.jpg"):
            return (SAMPLES / "0007.jpg").read_bytes()
        return None

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    Elsewhere.asked.clear()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


def manifest3(site: str) -> dict[str, Any]:
    def image(name: str) -> dict[str, Any]:
        service = {"id": f"{site}/iiif/{name}", "type": "ImageService3", "profile": "level1"}
        return {"id": f"{site}/iiif/{name}/full/max/0/default.jpg", "type": "Image",
                "format": "image/jpeg", "width": 500, "height": 750,
                "label": {"en": [name]}, "service": [service]}  # fmt: skip

    def canvas(number: int, body: dict[str, Any]) -> dict[str, Any]:
        painting = {"id": f"{site}/a{number}", "type": "Annotation", "motivation": "painting",
                    "body": body, "target": f"{site}/c{number}"}  # fmt: skip
        page = {"id": f"{site}/p{number}", "type": "AnnotationPage", "items": [painting]}
        return {"id": f"{site}/c{number}", "type": "Canvas", "width": 500, "height": 750,
                "label": {"none": [f"{number}r"]}, "items": [page]}  # fmt: skip

    choice = {"type": "Choice", "items": [image("day"), image("night")]}
    return {
        "@context": "http://iiif.io/api/presentation/3/context.json",
        "id": f"{site}/3", "type": "Manifest", "label": {"en": ["Elsewhere"]},
        "rights": "https://creativecommons.org/licenses/by/4.0",
        "behavior": ["paged", "unheard-of"], "start": {"id": f"{site}/c2", "type": "Canvas"},
        "items": [canvas(1, image("one")), canvas(2, choice)],
        "structures": [{"id": f"{site}/r", "type": "Range", "label": {"en": ["All"]},
                        "items": [{"id": f"{site}/c1#xywh=1,2,3,4", "type": "Canvas"}]}],
    }  # fmt: skip


def manifest2(site: str) -> dict[str, Any]:
    service = {"@id": f"{site}/iiif/old", "@context": "http://iiif.io/api/image/2/context.json",
               "profile": ["http://iiif.io/api/image/2/level2.json", {}]}  # fmt: skip
    body = {"@id": f"{site}/iiif/old/full/full/0/default.jpg", "@type": "dctypes:Image",
            "width": 500, "height": 750, "service": service}  # fmt: skip
    image = {"@type": "oa:Annotation", "resource": body, "on": f"{site}/c1#xywh=0,0,300,400"}
    canvas = {"@id": f"{site}/c1", "@type": "sc:Canvas", "label": "1", "width": 500,
              "height": 750, "images": [image]}  # fmt: skip
    ranges = [{"@id": f"{site}/r{n}", "label": f"R{n}", "ranges": [f"{site}/r{n + 1}"] * 2,
               "canvases": [f"{site}/c1"]} for n in range(30)]  # fmt: skip
    return {
        "@context": "http://iiif.io/api/presentation/2/context.json",
        "@id": f"{site}/2", "@type": "sc:Manifest",
        "label": [{"@language": "ru", "@value": "Книга"}, {"@language": "en", "@value": "Book"}],
        "metadata": [{"label": "Author", "value": "Kant"}], "attribution": "A library",
        "license": "https://example.org/licence", "viewingHint": "paged",
        "sequences": [{"viewingDirection": "right-to-left", "canvases": [canvas]}],
        "structures": ranges,
    }  # fmt: skip


def test_a_manifest_is_taken_by_reference(repository: Repository, site: str) -> None:
    private = Reading(private=True)
    work_id = bring(repository, f"{site}/3", private)
    work = described(repository, work_id)
    assert Elsewhere.asked == ["/3"]
    (first,) = work.pages[0].paintings
    (picture,) = first.media
    assert isinstance(picture, PictureDescription)
    assert picture.services[0].href == f"{site}/iiif/one"
    assert len(work.pages[1].paintings[0].media) == 2
    assert work.rights == "http://creativecommons.org/licenses/by/4.0/"
    assert work.behaviors == ("paged",)
    assert work.start is not None
    assert work.start.page == work.pages[1].id
    assert work.sections[0].items[0].fragment.xywh == (1, 2, 3, 4)  # type: ignore[union-attr]
    assert bring(repository, f"{site}/3", private) == work_id
    assert counts(repository) == (1, 2)
    assert progress(repository, work_id).finished
    page = create_app(repository).test_client().get(f"/en/works/{work_id}")
    assert page.status_code == 404
    publish_when_ready(repository, work_id)
    page = create_app(repository).test_client().get(f"/en/works/{work_id}")
    assert (
        f"connect-src 'self' http://127.0.0.1:8000 {site};"
        in (page.headers["Content-Security-Policy"])
    )


def test_a_manifest_of_version_2_is_taken_too(repository: Repository, site: str) -> None:
    work = described(repository, bring(repository, f"{site}/2", Reading(private=True)))
    assert work.label == {"ru": ["Книга"], "en": ["Book"]}
    assert work.viewing_direction == "right-to-left"
    assert work.required_statement is not None
    assert work.metadata[-1].value == {"none": ["https://example.org/licence"]}
    (painting,) = work.pages[0].paintings
    assert painting.target is not None
    assert painting.target.xywh == (0, 0, 300, 400)
    assert work.sections[0].label == {"none": ["R0"]}


def test_a_manifest_is_copied_with_its_pictures(repository: Repository, site: str) -> None:
    work = described(repository, bring(repository, f"{site}/3", Reading(True, True)))
    assert "/iiif/one/full/max/0/default.jpg" in Elsewhere.asked
    (picture,) = work.pages[0].paintings[0].media
    assert isinstance(picture, ImageDescription)
    assert list(repository.settings.staging_dir.glob("copy-*")) == []


@pytest.mark.parametrize("copy", [False, True])
def test_mets_may_point_at_scans_of_other_sites(
    repository: Repository, site: str, tmp_path: Path, copy: bool
) -> None:
    mets = METS.replace("OCR/IMG_0007.tif", f"{site}/scans/default.jpg")
    mets = mets.replace("OCR/IMG_0008.tif", f"{site}/iiif/one/full/full/0/default.jpg")
    (tmp_path / "mets.xml").write_text(mets)
    work = described(repository, bring(repository, str(tmp_path / "mets.xml"), Reading(copy, True)))
    pictures = [page.paintings[0].media[0] for page in work.pages]
    if copy:
        assert all(isinstance(picture, ImageDescription) for picture in pictures)
        return
    plain, served = pictures
    assert isinstance(plain, PictureDescription)
    assert isinstance(served, PictureDescription)
    with Image.open(SAMPLES / "0007.jpg") as scan:
        assert (plain.width, plain.height) == scan.size
    assert (served.width, served.height) == (500, 750)
    assert [service.type for service in served.services] == ["ImageService2"]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("iiif/none/full/full/0/default.jpg", "fetch-failed"),
        ("3", "fetch-no-picture"),
        ("none", "fetch-failed"),
    ],
)
def test_scans_that_are_not_there_are_refused_before_anything_is_written(
    repository: Repository, site: str, tmp_path: Path, path: str, code: str
) -> None:
    (tmp_path / "mets.xml").write_text(METS.replace("OCR/IMG_0007.tif", f"{site}/{path}")
                                       .replace("OCR/IMG_0008.tif", f"{site}/{path}"))  # fmt: skip
    with pytest.raises(RefusedError) as caught:
        bring(repository, str(tmp_path / "mets.xml"), Reading(private=True))
    assert caught.value.code == code
    assert counts(repository) == (0, 0)


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:9/3", "http://localhost/3", "http://[::1]/3", "http://169.254.169.254/"],
)
def test_private_networks_are_not_read(address: str) -> None:
    with pytest.raises(RefusedError) as caught:
        find_plan(address, Reading())
    assert caught.value.code == "fetch-private"


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/slow", "fetch-too-slow"),
        ("/circle", "fetch-failed"),
        ("/none", "fetch-failed"),
        ("/default.jpg", "fetch-too-large"),
    ],
)
def test_every_fetch_is_bounded(site: str, path: str, code: str) -> None:
    with pytest.raises(RefusedError) as caught:
        Fetcher(1000, 0.5, private=True).text(site + path, "*/*")
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("document", "field"),
    [
        ([], "type"),
        ({"type": "Collection"}, "type"),
        ({"type": "Manifest", "items": []}, "items"),
        ({"type": "Manifest", "items": [{"id": "c", "duration": 5}]}, "items[0]"),
        ({"type": "Manifest", "items": [{"id": "c", "width": "x", "height": 1}]}, "pages[0].width"),
    ],
)
def test_a_manifest_that_cannot_be_taken_is_refused(document: Any, field: str) -> None:
    with pytest.raises(FaultyError) as caught:
        read_manifest(json.dumps(document).encode(), "elsewhere")
    assert field in {fault.field for fault in caught.value.faults}
