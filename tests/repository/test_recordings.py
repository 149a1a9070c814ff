"""Recordings in the catalogue: recipes of the cookbook, the gate, and what replacing does."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from imageserver.catalogue import Visitor
from manifests import presentation3
from manifests.catalogue import Visitor as Reader
from manifests.check import check
from repository.captions import keep_captions, put_captions, read_captions
from repository.errors import NotFoundError
from repository.ingest import Frame, Picture, Played, frame_of, keep_picture, keep_recording
from repository.institutions import ensure_institution
from repository.jobs import BATCH, Claim, claim
from repository.masters import StoredFile
from repository.media import CatalogueMedia
from repository.models import Medium, Page, Section, SectionPage, Work
from repository.pages import put_files
from repository.presentation import CataloguePresentation
from repository.repository import Repository
from repository.works import create_work, get_work, unpublish
from tests.manifests.documents import value_at
from tests.recordings import LANGUAGES, captions
from tests.repository.library import LAYOUT

BASE = "https://keruen.example.org"
CANVAS = "items[0]"
BODY = f"{CANVAS}.items[0].items[0].body"
READER, CURATOR = Visitor(), Visitor(cookie="curator")
POSTER = Picture("image/png", 1, "derivatives/poster.tif", 10, LAYOUT)


def sound(poster: Picture | None = None) -> Played:
    return Played(
        "audio/wav", "audio/mp4", "m4a", "media/a.m4a", 5000, 1985.024, None, None, poster
    )


def film(poster: Picture | None = POSTER) -> Played:
    return Played("video/mp4", "video/mp4", "mp4", "media/a.mp4", 9000, 572.034, 480, 360, poster)


Make = Callable[..., str]


@pytest.fixture
def make(repository: Repository) -> Make:
    """Makes a published work; each file's name is given with what was made of it."""

    def work(*files: tuple[str, Played | Picture], published: bool = True) -> str:
        with repository.database.write() as session:
            library = ensure_institution(session, "nlrk", {"kk": ["Ұлттық кітапхана"]})
            made = create_work(session, library.id, {"en": ["Recordings"]})
            made.publish_when_ready = published
            made.behaviors = ["paged"]
        for number, (name, kept) in enumerate(files):
            give(repository, made.id, name, f"{number:064x}", kept)
        return made.id

    return work


def give(
    repository: Repository, work_id: str, name: str, sha256: str, kept: Played | Picture
) -> None:
    """Take a file in and end its job with what was made of it."""
    with repository.database.write() as session:
        stored = [StoredFile(name, sha256, 10)]
        (page,) = put_files(session, get_work(session, work_id), stored, BATCH)
        job = page.job_id
    assert job is not None
    held = claim(repository.database, job, 60)
    assert isinstance(held, Claim)
    frame: Frame = frame_of(repository.database, held)
    if isinstance(kept, Played):
        keep_recording(repository.database, held, frame, kept)
    else:
        keep_picture(repository.database, held, frame, kept)


def attach(repository: Repository, work_id: str, name: str, language: str) -> None:
    file = read_captions(captions(language), f"{name}.{language}.vtt")
    keep_captions(repository.storage, file)
    with repository.database.write() as session:
        put_captions(session, get_work(session, work_id), [file])


def manifest(repository: Repository, work_id: str) -> dict[str, Any]:
    presentation = CataloguePresentation(repository.database, lambda _: False)
    document = presentation3.manifest(presentation.work(work_id, Reader()), BASE)
    assert check(document) == []
    return document


def media_of(repository: Repository, work_id: str) -> list[Medium]:
    with repository.database.read() as session:
        query = select(Medium).join(Page, Page.id == Medium.page_id)
        found = session.scalars(query.where(Page.work_id == work_id).order_by(Page.position))
        return list(found)


def test_recipe_0002_a_sound(repository: Repository, make: Make) -> None:
    work = make(("Абай – 1 сөз.wav", sound()))
    document = manifest(repository, work)
    (medium,) = media_of(repository, work)
    name = "%D0%90%D0%B1%D0%B0%D0%B9_1_%D1%81%D3%A9%D0%B7.m4a"
    assert value_at(document, BODY) == {
        "id": f"{BASE}/media/{medium.id}/{name}",
        "type": "Sound",
        "format": "audio/mp4",
        "duration": 1985.024,
    }
    canvas = value_at(document, CANVAS)
    assert canvas["duration"] == 1985.024
    assert not {"width", "height"} & canvas.keys()
    assert "behavior" not in document, "nothing of a sound can be paged"


def test_recipes_0003_and_0013_a_film_with_its_poster(repository: Repository, make: Make) -> None:
    document = manifest(repository, make(("film.mov", film())))
    assert value_at(document, f"{BODY}.type") == "Video"
    canvas = value_at(document, CANVAS)
    for node in (canvas, value_at(document, BODY)):
        assert (node["width"], node["height"], node["duration"]) == (480, 360, 572.034)
    placeholder = canvas["placeholderCanvas"]
    assert placeholder["id"].endswith("-poster")
    poster = value_at(placeholder, "items[0].items[0].body")
    assert poster["type"] == "Image"
    assert poster["service"][0]["type"] == "ImageService3"
    assert canvas["thumbnail"][0]["service"][0]["id"] == poster["service"][0]["id"]
    assert document["thumbnail"] == canvas["thumbnail"]


def test_recipe_0014_a_sound_with_its_cover(repository: Repository, make: Make) -> None:
    document = manifest(repository, make(("talk.mp3", sound(POSTER))))
    assert value_at(document, f"{CANVAS}.accompanyingCanvas.width") == 1000


def test_recipes_0074_and_0219_captions(repository: Repository, make: Make) -> None:
    work = make(("film.mp4", film()), ("other.mp4", film()))
    for language in reversed(LANGUAGES):
        attach(repository, work, "film", language)
    attach(repository, work, "other", "en")
    first, second = manifest(repository, work)["items"]
    notes = first["annotations"][0]["items"]
    assert [note["motivation"] for note in notes] == ["supplementing"] * 3
    assert [note["body"]["language"] for note in notes] == list(LANGUAGES)
    assert {note["body"]["format"] for note in notes} == {"text/vtt"}
    assert notes[1]["body"]["label"] == {"ru": ["Субтитры"]}
    assert notes[0]["body"]["id"].endswith("/film.kk.vtt")
    assert len(second["annotations"][0]["items"]) == 1


def test_recipe_0017_the_words_to_read(repository: Repository, make: Make) -> None:
    work = make(("film.mp4", film()))
    attach(repository, work, "film", "kk")
    (link,) = value_at(manifest(repository, work), f"{CANVAS}.rendering")
    assert link["id"].endswith("/film.kk.txt")
    assert (link["format"], link["language"]) == ("text/plain", ["kk"])


def test_recipe_0026_parts_by_time(repository: Repository, make: Make) -> None:
    work = make(("opera.mp4", film()))
    with repository.database.write() as session:
        page = session.scalars(select(Page).where(Page.work_id == work)).one()
        section = Section(work_id=work, position=1, label={"it": ["Atto Primo"]})
        session.add(section)
        session.flush()
        part = {"start": 0, "end": 302.05}
        entry = SectionPage(section_id=section.id, position=1, page_id=page.id, fragment=part)
        session.add(entry)
    found = value_at(manifest(repository, work), "structures[0].items[0].id")
    assert found.endswith(f"/canvas/{page.id}#t=0,302.05")


def test_recipe_0489_pages_sound_and_film_together(repository: Repository, make: Make) -> None:
    work = make(("1.tif", POSTER), ("2.wav", sound()), ("3.mp4", film()))
    document = manifest(repository, work)
    bodies = [value_at(canvas, "items[0].items[0].body.type") for canvas in document["items"]]
    assert bodies == ["Image", "Sound", "Video"]


def test_a_book_with_a_film_in_it_is_still_paged(repository: Repository, make: Make) -> None:
    paged = manifest(repository, make(("1.tif", POSTER), ("2.mp4", film())))
    assert paged["behavior"] == ["paged"]
    assert "behavior" not in manifest(repository, make(("2.mp4", film())))


def test_drafts_are_for_curators(repository: Repository, make: Make) -> None:
    work = make(("film.mp4", film()))
    attach(repository, work, "film", "kk")
    with repository.database.write() as session:
        unpublish(session, session.get_one(Work, work))
    gate = CatalogueMedia(repository.database, lambda visitor: visitor == CURATOR)
    (medium,) = media_of(repository, work)
    with pytest.raises(NotFoundError):
        gate.file(medium.id, "film.mp4", READER)
    found = gate.file(medium.id, "film.mp4", CURATOR)
    assert (found.public, found.size, found.format) == (False, 9000, "video/mp4")
    for name in ("other.mp4", "film.m4a", ""):
        with pytest.raises(NotFoundError):
            gate.file(medium.id, name, CURATOR)


def test_a_replaced_recording_gets_a_new_address(repository: Repository, make: Make) -> None:
    work = make(("film.mp4", film()))
    (before,) = media_of(repository, work)
    give(repository, work, "film.mp4", "f" * 64, film(None))
    (after,) = media_of(repository, work)
    assert before.id != after.id
    assert "placeholderCanvas" not in value_at(manifest(repository, work), CANVAS)
    gate = CatalogueMedia(repository.database, lambda _: False)
    with pytest.raises(NotFoundError):
        gate.file(before.id, "film.mp4", READER)
    give(repository, work, "film.mp4", "e" * 64, POSTER)
    assert media_of(repository, work) == []
    assert value_at(manifest(repository, work), f"{BODY}.type") == "Image"


def test_captions_may_come_first_and_be_replaced(repository: Repository, make: Make) -> None:
    work = make(("1.tif", POSTER))
    attach(repository, work, "talk", "kk")
    give(repository, work, "talk.mp3", "f" * 64, sound())
    before = value_at(manifest(repository, work), "items[1].annotations[0].items[0].body.id")
    attach(repository, work, "talk", "kk")
    again = value_at(manifest(repository, work), "items[1].annotations[0].items[0].body.id")
    assert again == before, "the same file changes nothing"
    other = read_captions(captions("ru"), "talk.kk.vtt")
    with repository.database.write() as session:
        put_captions(session, get_work(session, work), [other])
    after = value_at(manifest(repository, work), "items[1].annotations[0].items[0].body.id")
    assert after != before
