"""Putting a work in order: every kind of change, what undoes it, and two people at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from pydantic import TypeAdapter
from sqlalchemy import Engine, event, select

from repository.arranging.arrange import arrange
from repository.arranging.labels import text
from repository.arranging.places import page_order
from repository.arranging.stale import StaleError
from repository.errors import RefusedError
from repository.jobs import BATCH
from repository.masters import StoredFile
from repository.models import Job, Page, PageText, Role, Section, User, Version, Work
from repository.pages import put_files
from repository.reasons import REASONS, sentence
from repository.repository import Repository
from repository.schemas.arrangement import ArrangementIn, Run
from repository.schemas.errors import FaultyError
from repository.users import add_user
from repository.versions import list_changes, record
from repository.versions.snapshot import DESCRIPTION
from tests.repository.library import finish, make_work

SENT: TypeAdapter[ArrangementIn] = TypeAdapter(ArrangementIn)


class Desk:
    """Somebody's view of a work: the revision last seen, the changes made from it."""

    def __init__(self, repository: Repository, work_id: str, user: str | None = None) -> None:
        self.repository, self.work_id, self.user = repository, work_id, user
        self.look()

    def look(self) -> None:
        with self.repository.database.read() as session:
            self.revision = session.get_one(Work, self.work_id).arrangement

    def change(self, kind: str, **values: Any) -> None:
        sent = {"revision": self.revision, "change": {"kind": kind, **values}}
        with self.repository.database.write() as session:
            work = session.get_one(Work, self.work_id)
            arrange(session, work, self.user, SENT.validate_python(sent))
        self.look()

    @property
    def order(self) -> list[str]:
        with self.repository.database.read() as session:
            return page_order(session, self.work_id)

    @property
    def labels(self) -> list[str]:
        with self.repository.database.read() as session:
            rows = session.scalars(select(Page).where(Page.work_id == self.work_id))
            pages = sorted(rows, key=lambda page: page.position)
        return [page.label["none"][0] if page.label else "" for page in pages]

    def history(self) -> list[list[str]]:
        with self.repository.database.read() as session:
            changes = list_changes(session, self.work_id)
        return [[sentence(d.code, d.params, "en") for d in c.differences] for c in changes]

    def number(self) -> int:
        with self.repository.database.read() as session:
            found = session.scalars(select(Version.number).where(Version.work_id == self.work_id))
            return max(found)


@contextmanager
def counted(repository: Repository) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        statements.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    yield statements
    event.remove(Engine, "before_cursor_execute", note)


@pytest.mark.parametrize(
    ("run", "written"),
    [
        ({"style": "roman"}, ["i", "ii", "iii", "iv"]),
        ({"style": "roman-upper", "start": 48}, ["XLVIII", "XLIX", "L", "LI"]),
        ({"style": "arabic", "start": 9, "prefix": "[", "suffix": "]"}, ["[9]", "[10]", "[11]"]),
        ({"style": "arabic", "step": 2, "suffix": "–"}, ["1–", "3–", "5–"]),
        ({"style": "leaves"}, ["1r", "1v", "2r", "2v"]),
        ({"style": "leaves", "side": "back", "start": 7}, ["7v", "8r", "8v"]),
        ({"style": "leaves-ob"}, ["1", "1 об.", "2", "2 об."]),
        ({"style": "cyrillic"}, ["а҃", "в҃", "г҃", "д҃"]),
        ({"style": "cyrillic", "start": 10}, ["і҃", "а҃і", "в҃і"]),
        ({"style": "cyrillic", "start": 20}, ["к҃", "к҃а"]),
        ({"style": "cyrillic", "start": 143}, ["рм҃г"]),
        ({"style": "cyrillic", "start": 1710}, ["҂аѱ҃і"]),
        ({"style": "cyrillic-letters", "start": 9}, ["и", "к", "л"]),
        ({"style": "latin-letters", "start": 26}, ["z", "aa", "ab"]),
        ({"style": "arabic-indic", "start": 9}, ["٩", "١٠"]),
        ({"style": "persian", "start": 4}, ["۴", "۵", "۶"]),
        ({"style": "text", "prefix": "Plate "}, ["Plate ", "Plate "]),
        ({"style": "none"}, ["", ""]),
    ],
)
def test_how_runs_are_written(run: dict[str, Any], written: list[str]) -> None:
    sent = Run.model_validate(run)
    assert [text(sent, place) for place in range(len(written))] == written


def test_pages_are_moved_labelled_and_removed_and_every_state_comes_back(
    repository: Repository,
) -> None:
    desk = Desk(repository, make_work(repository, 6))
    a, b, c, d, e, f = desk.order
    desk.change("move", pages=[e, f], before=b)
    assert desk.order == [a, e, f, b, c, d]
    desk.change("label", pages=[a, e, f], run={"style": "roman"})
    desk.change("label", pages=[b, c, d], run={"style": "arabic", "prefix": "[", "suffix": "]"})
    assert desk.labels == ["i", "ii", "iii", "[1]", "[2]", "[3]"]
    desk.change("present", viewing_direction="right-to-left", layout="paged", start_page=e)
    section = {"label": {"ru": ["Глава"]}, "items": [{"page": a}, {"page": e}]}
    desk.change("contents", sections=[section | {"items": [*section["items"], section]}])
    full = desk.number()
    with repository.database.write() as session:
        session.add(_text_of(e))
    desk.change("remove", pages=[e, b])
    assert desk.order == [a, f, c, d]
    with repository.database.read() as session:
        assert session.get_one(Work, desk.work_id).start_page_id is None
    desk.change("restore", version=full)
    assert desk.order == [a, e, f, b, c, d]
    assert desk.labels == ["i", "ii", "iii", "[1]", "[2]", "[3]"]
    with repository.database.read() as session:
        work = session.get_one(Work, desk.work_id)
        assert work.start_page_id == e
        assert work.behaviors == ["paged"]
        assert len(session.scalars(select(Section)).all()) == 2
        text_again = session.get_one(PageText, e)
        assert (text_again.text, text_again.lines) == ("Бір сөз", b"\x00\xff")
        assert session.get_one(Page, e).derivative_id
    desk.change("restore", version=1)
    assert desk.order == [a, b, c, d, e, f]
    assert desk.labels == [""] * 6
    history = desk.history()
    assert history[1][0].startswith("Pages added: 2 (ii (Book-5.tif)")
    assert history[2][0].startswith("Pages removed: 2 (ii (Book-5.tif)")
    assert history[6] == ["Pages labelled: 3, from – to i … iii"]
    assert history[7] == ["Pages moved: 2 (2 (Book-5.tif), 3 (Book-6.tif))"]


def test_scans_that_came_since_stay_and_undoing_twice_leads_back(repository: Repository) -> None:
    desk = Desk(repository, make_work(repository, 3))
    a, b, c = desk.order
    desk.change("remove", pages=[b])
    with repository.database.write() as session:
        work = session.get_one(Work, desk.work_id)
        finish(session, put_files(session, work, [StoredFile("Book-9.tif", "9" * 64, 1)], BATCH)[0])
    late = desk.order[-1]
    desk.change("restore", version=1)
    assert desk.order == [a, b, c, late]
    desk.change("restore", version=2)
    assert desk.order == [a, c, late]


def test_two_people_never_overwrite_each_other(repository: Repository) -> None:
    work_id = make_work(repository, 4)
    mine, theirs = Desk(repository, work_id), Desk(repository, work_id)
    a, b, c, d = mine.order
    theirs.change("move", pages=[d], before=a)
    with pytest.raises(StaleError) as stale:
        mine.change("label", pages=[a, b], run={"style": "roman"})
    assert not stale.value.collides
    assert mine.labels == [""] * 4
    mine.revision = stale.value.revision
    mine.change("label", pages=[a, b], run={"style": "roman"})
    assert mine.order == [d, a, b, c]
    with pytest.raises(StaleError) as stale:
        theirs.change("label", pages=[b], run={"style": "arabic"})
    assert stale.value.collides
    theirs.look()
    theirs.change("contents", sections=[{"label": {"en": ["One"]}, "items": []}])
    with pytest.raises(StaleError) as stale:
        mine.change("contents", sections=[])
    assert stale.value.collides
    with repository.database.write() as session:
        work = session.get_one(Work, work_id)
        put_files(session, work, [StoredFile("x.tif", "e" * 64, 1)], BATCH)
    mine.look()
    mine.change("move", pages=[a])  # scans that arrive meanwhile disturb nobody
    with pytest.raises(FaultyError):
        mine.change("move", pages=["nowhere"])


def test_a_double_page_is_split_and_joined_again(repository: Repository) -> None:
    desk = Desk(repository, make_work(repository, 2))
    a, b = desk.order
    desk.change("turn", pages=[a], degrees=180)
    desk.change("split", pages=[a], gutter=0.4)
    _, twin, _ = desk.order
    with repository.database.read() as session:
        first, second = session.get_one(Page, a), session.get_one(Page, twin)
        # What is left when it is upside down lies right in the scan.
        assert (first.cut, second.cut) == ([0.6, 0, 0.4, 1], [0, 0, 0.6, 1])
        assert second.turn == 180
        assert first.job_id != second.job_id
        jobs = session.scalars(select(Job).where(Job.id.in_([first.job_id, second.job_id])))
        assert {job.state for job in jobs} == {"waiting"}
    with repository.database.write() as session:
        work = session.get_one(Work, desk.work_id)
        put_files(session, work, [StoredFile("Book-1.tif", "d" * 64, 1)], BATCH)
    with repository.database.read() as session:
        for half in (a, twin):
            page = session.get_one(Page, half)
            assert page.master_sha256 == "d" * 64
            assert page.cut
    desk.change("restore", version=1)
    assert desk.order == [a, b]
    with repository.database.read() as session:
        page = session.get_one(Page, a)
        assert (page.turn, page.cut, page.job_id) == (0, None, None)
        assert page.derivative_id
    with repository.database.write() as session:
        session.get_one(Page, b).scan_crop = [0, 0, 1, 1]
    with pytest.raises(RefusedError):
        desk.change("turn", pages=[b], degrees=90)


def test_a_thousand_pages_cost_as_many_statements_as_ten(repository: Repository) -> None:
    few, many = Desk(repository, make_work(repository, 10)), None
    many = Desk(repository, make_work(repository, 300, "Long"))
    costs = []
    for desk in (few, many):
        order = desk.order
        half = order[: len(order) // 2]
        with counted(repository) as statements:
            desk.change("move", pages=half)
            desk.change("label", pages=order, run={"style": "leaves"})
            desk.change("turn", pages=order, degrees=90)
            desk.change("split", pages=half, gutter=0.5)
            desk.change("remove", pages=half)
            items = [{"label": {"en": [key]}, "items": [{"page": key}]} for key in desk.order]
            desk.change("contents", sections=items)
            desk.change("restore", version=1)
        costs.append(len(statements))
    assert costs[0] == costs[1]


def test_the_description_comes_back_without_the_order(repository: Repository) -> None:
    desk = Desk(repository, make_work(repository, 2))
    with repository.database.write() as session:
        reader = add_user(session, "gulnara", "under the shanyrak", Role.ADMINISTRATOR)
        work = session.get_one(Work, desk.work_id)
        work.label = {"kk": ["Жаңа"]}
        work.metadata_ = [{"label": {"kk": ["Автор"]}, "value": {"kk": ["Абай"]}}]
        assert record(session, work, reader.id)
        assert record(session, work, reader.id) is None
    assert desk.revision == 0
    assert desk.history()[0] == ["Title: “Book” → “Жаңа”", "Автор: “Абай” added"]
    a, b = desk.order
    desk.change("move", pages=[a])
    desk.change("restore", version=1, what="description")
    assert desk.order == [b, a]
    with repository.database.read() as session:
        work = session.get_one(Work, desk.work_id)
        assert (work.label, work.metadata_) == ({"en": ["Book"]}, [])
        names = session.execute(select(User.name, Version.number).join(Version)).all()
    assert names == [("gulnara", 2)]


def test_every_difference_has_its_sentence() -> None:
    for name in DESCRIPTION:
        if name != "metadata_":
            assert f"changed-{name.replace('_', '-')}" in REASONS


def _text_of(page_id: str) -> PageText:
    return PageText(
        page_id=page_id,
        text="Бір сөз",
        key="texts/x",
        source="typed",
        width=10,
        height=10,
        lines=b"\x00\xff",
    )
