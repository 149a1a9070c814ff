"""Everything that IIIF lets a work say, from the tables to a manifest that passes the check."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from manifests import presentation2, presentation3
from manifests.check import check_work
from repository.ingest import Frame, Picture, frame_of, keep_picture
from repository.institutions import ensure_collection, ensure_institution
from repository.jobs import BATCH, claim
from repository.masters import StoredFile
from repository.models import (
    Collection,
    CollectionMember,
    Page,
    PageImage,
    Section,
    SectionPage,
    SharedPage,
    Work,
)
from repository.page_images import give_file
from repository.presentation import CataloguePresentation
from repository.repository import Repository
from repository.revisions import touch
from repository.works import create_work, get_work, hindrances, publish
from tests.repository.library import LAYOUT, make_work
from tests.repository.test_presentation import READER, counted, presentation, selects

__all__ = ["presentation"]

BASE = "https://keruen.example"
POINT = {"type": "Point", "coordinates": [63.62, 53.21]}
LINK = {"href": "https://example.org/", "type": "Text", "label": {"en": ["More"]}}


def pages_of(session: Session, work_id: str) -> list[Page]:
    query = select(Page).where(Page.work_id == work_id).order_by(Page.position)
    return list(session.scalars(query))


def enrich(session: Session, work_id: str) -> None:
    """Say of a work of at least three pages all that can be said."""
    work = get_work(session, work_id)
    pages = pages_of(session, work_id)
    work.nav_date = datetime(1784, 1, 1, tzinfo=UTC)
    work.places = [{"label": {"en": ["Kostanay"]}, "geometry": POINT}]
    work.homepages = [LINK | {"format": "text/html", "languages": ["en"]}]
    work.see_also = [LINK | {"type": "Dataset", "profile": "https://example.org/schema"}]
    work.renderings = [LINK | {"format": "application/pdf"}]
    work.behaviors = ["paged", "auto-advance"]
    work.start_page_id = work.placeholder_page_id = work.thumbnail_page_id = pages[1].id
    pages[0].behaviors = ["non-paged"]
    pages[0].metadata_ = [{"label": {"en": ["Ink"]}, "value": {"en": ["brown"]}}]
    pages[0].scan_label = {"en": ["Daylight"]}
    pages[1].width, pages[1].height = 2000, 3000
    pages[1].scan_target = [0, 0, 1000, 1500]
    pages[2].scan_crop = [10, 20, 300, 400]
    session.add_all(
        [
            remote(pages[0], 1, label={"en": ["Infrared"]}, alternative=True),
            remote(pages[1], 1, target=[1000, 1500, 1000, 1500]),
        ]
    )
    contents = Section(work_id=work_id, position=1, label={"en": ["Contents"]})
    session.add(contents)
    session.flush()
    chapter = Section(work_id=work_id, parent_id=contents.id, position=2, label={"kk": ["1-тарау"]})
    session.add(chapter)
    session.flush()
    session.add_all(
        [
            SectionPage(section_id=contents.id, position=1, page_id=pages[0].id),
            SectionPage(section_id=chapter.id, position=1, page_id=pages[0].id),
            SectionPage(
                section_id=chapter.id,
                position=2,
                page_id=pages[1].id,
                fragment={"xywh": [0, 0, 10, 10]},
            ),
            SectionPage(section_id=contents.id, position=3, page_id=pages[2].id),
        ]
    )
    touch(session, work)


def remote(page: Page, position: int, **values: Any) -> PageImage:
    service = {"href": "https://example.org/iiif/1", "type": "ImageService2", "profile": "level1"}
    return PageImage(
        page_id=page.id,
        position=position,
        href="https://example.org/iiif/1/full/full/0/default.jpg",
        width=1000,
        height=1500,
        services=[service],
        **values,
    )


@pytest.mark.parametrize("pages", [3, 40])
def test_all_that_can_be_said_takes_the_same_statements(
    repository: Repository, presentation: CataloguePresentation, pages: int
) -> None:
    work_id = make_work(repository, pages)
    with repository.database.write() as session:
        enrich(session, work_id)
    with counted(repository) as statements:
        work = presentation.work(work_id, READER)
    assert selects(statements) == 8
    assert check_work(work, BASE) == []
    assert presentation2.manifest(work, BASE)


def test_all_that_can_be_said_stands_in_the_manifest(
    repository: Repository, presentation: CataloguePresentation
) -> None:
    work_id = make_work(repository, 3)
    with repository.database.write() as session:
        enrich(session, work_id)
        ids = [page.id for page in pages_of(session, work_id)]
    document = presentation3.manifest(presentation.work(work_id, READER), BASE)
    canvases = document["items"]
    canvas = f"{BASE}/iiif/presentation/3/{work_id}/canvas"
    assert document["navDate"] == "1784-01-01T00:00:00Z"
    assert document["navPlace"]["features"][0]["geometry"] == POINT
    assert document["start"] == {"id": f"{canvas}/{ids[1]}", "type": "Canvas"}
    assert document["placeholderCanvas"]["id"] == f"{canvas}/placeholder"
    assert document["behavior"] == ["paged", "auto-advance"]
    assert [link["id"] for link in document["seeAlso"]][1:] == [
        f"{BASE}/works/{work_id}/record.{name}.xml" for name in ("dc", "mods", "marc")
    ]
    assert document["rendering"][0]["format"] == "application/pdf"
    choice = canvases[0]["items"][0]["items"][0]["body"]
    assert choice["type"] == "Choice"
    assert [body["label"]["en"] for body in choice["items"]] == [["Daylight"], ["Infrared"]]
    assert canvases[0]["behavior"] == ["non-paged"]
    assert (canvases[1]["width"], canvases[1]["height"]) == (2000, 3000)
    painted = [item["target"] for item in canvases[1]["items"][0]["items"]]
    assert painted[0].endswith("#xywh=0,0,1000,1500")
    assert painted[1].endswith("#xywh=1000,1500,1000,1500")
    assert (canvases[2]["width"], canvases[2]["height"]) == (300, 400)
    (contents,) = document["structures"]
    assert [item["type"] for item in contents["items"]] == ["Canvas", "Range", "Canvas"]
    assert contents["items"][1]["items"][0]["id"] == f"{canvas}/{ids[0]}"
    assert contents["items"][1]["items"][1]["id"].endswith("#xywh=0,0,10,10")


def test_a_page_without_an_image_keeps_its_size(
    repository: Repository, presentation: CataloguePresentation
) -> None:
    work_id = make_work(repository, 1)
    with repository.database.write() as session:
        session.add(Page(work_id=work_id, position=2, width=600, height=800))
    with repository.database.read() as session:
        assert hindrances(session, get_work(session, work_id)) == []
    work = presentation.work(work_id, READER)
    assert (work.pages[1].width, work.pages[1].height) == (600, 800)
    assert check_work(work, BASE) == []


def test_works_bound_in_one_volume_share_its_pages(
    repository: Repository, presentation: CataloguePresentation
) -> None:
    volume = make_work(repository, 4, "Volume")
    with repository.database.write() as session:
        pages = pages_of(session, volume)
        owner = get_work(session, volume).institution_id
        parts = [create_work(session, owner, {"en": [f"Part {n}"]}) for n in (1, 2)]
        for part, shared in zip(parts, (pages[:2], pages[1:]), strict=True):
            for position, page in enumerate(shared, start=1):
                session.add(
                    SharedPage(work_id=part.id, page_id=page.id, owner_id=volume, position=position)
                )
            session.flush()
            assert publish(session, part) == []
    works = [presentation.work(part.id, READER) for part in parts]
    assert [[page.id for page in work.pages] for work in works] == [
        [page.id for page in pages[:2]],
        [page.id for page in pages[1:]],
    ]
    assert all(check_work(work, BASE) == [] for work in works)
    before = presentation.work_revision(parts[0].id, READER).tag
    with repository.database.write() as session:
        touch(session, get_work(session, volume))
    assert presentation.work_revision(parts[0].id, READER).tag != before
    with repository.database.read() as session:
        library = session.get_one(Work, volume).institution_id
    members = presentation.members(library, 1, 500, READER)
    assert all(member.thumbnail for member in members)


def test_volumes_make_a_multi_part_work_in_their_order(
    repository: Repository, presentation: CataloguePresentation
) -> None:
    volumes = [make_work(repository, 1, f"Volume {n}") for n in (1, 2)]
    with repository.database.write() as session:
        library = ensure_institution(session, "nlrk", {}).id
        shelf = ensure_collection(session, "shelf", {"en": ["Shelf"]}, library)
        session.flush()
        whole = ensure_collection(session, "whole", {"en": ["The whole"]}, library)
        whole.behaviors = ["multi-part"]
        session.flush()
        session.add(CollectionMember(collection_id=shelf.id, position=1, child_id=whole.id))
        for position, volume in enumerate(reversed(volumes), start=1):
            session.add(CollectionMember(collection_id=whole.id, position=position, work_id=volume))
    assert presentation.collection(whole.id, READER).behaviors == ("multi-part",)
    assert presentation.collection(whole.id, READER).part_of[0].id == shelf.id
    found = presentation.members(whole.id, 1, 500, READER)
    assert [member.id for member in found] == volumes[::-1]
    (inside,) = presentation.members(shelf.id, 1, 500, READER)
    assert inside.behaviors == ("multi-part",)
    top = [member.id for member in presentation.members(library, 1, 500, READER)]
    assert shelf.id in top
    assert whole.id not in top
    assert isinstance(whole, Collection)


def test_a_further_picture_of_a_page_is_made_like_its_scan(
    repository: Repository, presentation: CataloguePresentation
) -> None:
    work_id = make_work(repository, 1)
    file = StoredFile("infrared.tif", "f" * 64, 10)
    with repository.database.write() as session:
        (page,) = pages_of(session, work_id)
        page.scan_label = {"en": ["Daylight"]}
        image = PageImage(page_id=page.id, position=1, alternative=True, label={"en": ["Infrared"]})
        session.add(image)
        session.flush()
        give_file(session, image, file, BATCH)
    assert len(presentation.work(work_id, READER).pages[0].paintings[0].media) == 1
    with repository.database.read() as session:
        (found,) = hindrances(session, get_work(session, work_id))
    assert (found.code, found.params["name"]) == ("page-unfinished", "infrared.tif")
    held = claim(repository.database, image.job_id or "", 30)
    assert held is not None
    frame = frame_of(repository.database, held)
    assert frame == Frame(page.id, "f" * 64, 0, "infrared.tif", image.id)
    keep_picture(repository.database, held, frame, Picture("image/tiff", 1, "key", 10, LAYOUT))
    work = presentation.work(work_id, READER)
    assert len(work.pages[0].paintings[0].media) == 2
    assert check_work(work, BASE) == []
