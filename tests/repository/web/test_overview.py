"""The studio's first page, the log, libraries and collections."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event, select

from repository import audit
from repository.descriptions import read
from repository.descriptions.missing import LOOKED_FOR, lacks
from repository.fields import entry_of
from repository.models import Collection, Institution, Job, JobState, Page, User, Work
from repository.overview import overview
from repository.repository import Repository
from tests.repository.library import make_work

both = pytest.mark.parametrize("repository", ["sqlite", "postgresql"], indirect=True)
SignIn = Callable[[str], FlaskClient]
LOGO = Path(__file__).parents[3] / "repository/static/viewer.js"


def fail_a_page(repository: Repository, work_id: str) -> None:
    with repository.database.write() as session:
        page = session.scalars(select(Page).where(Page.work_id == work_id).limit(1)).one()
        job = session.get_one(Job, page.job_id)
        job.state, job.reason = JobState.FAILED, {"code": "crashed", "params": {}}


@both
def test_the_overview_counts_and_asks_no_more_for_more(
    repository: Repository, signed_in: SignIn
) -> None:
    admin, ivan = signed_in("admin"), signed_in("ivan")
    assert "What to do first" in ivan.get("/en/studio/").text
    statements: list[str] = []
    event.listen(
        repository.database.engine,
        "before_cursor_execute",
        lambda _c, _cur, statement, *_rest: statements.append(statement),
    )
    fail_a_page(repository, make_work(repository, 2, "Broken", published=False))
    statements.clear()
    page = admin.get("/en/studio/")
    few = len(statements)
    assert page.status_code == 200
    assert "Broken" in page.text
    assert "Broken-1.tif" in page.text
    for number in range(5):
        fail_a_page(repository, make_work(repository, 2, f"More {number}", published=False))
    statements.clear()
    assert "6</strong>" in admin.get("/ru/studio/").text
    assert len(statements) == few
    foreign = ivan.get("/en/studio/")
    assert "Broken" not in foreign.text
    assert "6 works in the whole consortium" in foreign.text


@both
def test_the_overview_counts_what_descriptions_lack(
    repository: Repository, signed_in: SignIn
) -> None:
    said: list[dict[str, Any]] = [
        {},
        {"rights": "http://creativecommons.org/publicdomain/zero/1.0/"},
        {"summary": {"ru": ["creator, date"]}},
        {"metadata_": [entry_of("creator", {"ru": ["Абай"]})]},
        {"metadata_": [entry_of("date", {"none": ["1905"]}), entry_of("note", {"en": ["date"]})]},
        {"metadata_": [entry_of("language", {"none": ["kk"]}, code="kk")]},
    ]
    works = [make_work(repository, 1, f"Book {number}") for number in range(len(said))]
    with repository.database.write() as session:
        for work, values in zip(works, said, strict=True):
            for name, value in values.items():
                setattr(session.get_one(Work, work), name, value)
    with repository.database.read() as session:
        found = overview(session, None).missing
        described = [read(work) for work in session.scalars(select(Work))]
    assert found == {part: sum(lacks(each, part) for each in described) for part in LOOKED_FOR}
    assert set(found.values()) == {5}
    page = signed_in("admin").get("/en/studio/edits/?missing=creator").text
    assert "What is to be done with 5 works" in page


@both
def test_the_log_is_narrowed_and_taken_along(repository: Repository, signed_in: SignIn) -> None:
    work = make_work(repository, 1)
    gulnara, admin = signed_in("gulnara"), signed_in("admin")
    assert gulnara.post(f"/en/studio/works/{work}/unpublish").status_code == 303
    assert gulnara.post(f"/en/studio/works/{work}/publish").status_code == 303
    with repository.database.write() as session:
        audit.note(session, audit.WORKER, "=HYPERLINK()", "work", work)
    assert gulnara.get("/en/studio/log/").status_code == 403
    everything = admin.get("/ru/studio/log/").text
    assert "скрыто от читателей" in everything
    only = admin.get(f"/en/studio/log/?who=gulnara&id={work}&since=2020-01-01").text
    assert only.count("<tr>") == 3
    assert admin.get("/en/studio/log/?since=x&until=9999-12-31&part=-1").status_code == 200
    answer = admin.get(f"/en/studio/log/log.csv?id={work}")
    assert answer.headers["Cache-Control"] == "private, no-store"
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert [row["what"] for row in rows] == ["'=HYPERLINK()", "published", "unpublished"]
    assert [row["who"] for row in rows] == ["worker", "gulnara", "gulnara"]
    with repository.database.write() as session:
        user = session.scalars(select(User).where(User.name == "ivan")).one()
        user.role = "institution-administrator"  # type: ignore[assignment]
    ivan = signed_in("ivan")
    assert work not in ivan.get("/en/studio/log/").text
    assert ivan.get("/en/studio/log/").status_code == 200


def png(width: int, height: int) -> bytes:
    head = b"\x89PNG\r\n\x1a\n" + (13).to_bytes(4, "big") + b"IHDR"
    return head + width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes(9)


def test_a_library_is_entered_and_shows_its_logo(
    repository: Repository, signed_in: SignIn, reader: FlaskClient
) -> None:
    admin, gulnara = signed_in("admin"), signed_in("gulnara")
    sent = {"slug": "kostanay", "label-kk": "Қостанай кітапханасы", "country": "kz"}
    assert gulnara.post("/en/studio/libraries/new", data=sent).status_code == 403
    made = admin.post("/en/studio/libraries/new", data=sent)
    assert made.status_code == 303
    address = made.headers["Location"]
    assert admin.post("/en/studio/libraries/new", data=sent).status_code == 422
    for wrong in ({"homepage": "javascript:alert(1)"}, {"contact": "nobody"}, {"label-kk": ""}):
        answer = admin.post(address, data={**sent, **wrong})
        assert answer.status_code == 422, wrong
        assert "alert" in answer.text
    for bad in (b"<svg onload=alert(1)>", b"", png(0, 5), png(9000, 5), b"\xff\xd8\xff\xe0\xff"):
        data = {**sent, "logo": (io.BytesIO(bad), "logo.png")}
        assert admin.post(address, data=data).status_code == 422, bad
    data = {**sent, "contact": "a@b.kz", "logo": (io.BytesIO(png(40, 30)), "logo.png")}
    assert admin.post(address, data=data).status_code == 303
    with repository.database.read() as session:
        library = session.scalars(select(Institution).where(Institution.slug == "kostanay")).one()
    assert (library.logo_width, library.logo_height, library.country) == (40, 30, "KZ")
    assert library.logo is not None
    shown = reader.get("/logos/" + library.logo.rsplit("/", 1)[1])
    assert (shown.status_code, shown.mimetype) == (200, "image/png")
    assert "sandbox" in shown.headers["Content-Security-Policy"]
    assert reader.get("/logos/" + "0" * 32 + ".png").status_code == 404
    assert gulnara.get(address).status_code == 403


def test_a_collection_is_made_filled_ordered_and_nested(
    repository: Repository, signed_in: SignIn
) -> None:
    gulnara, ivan = signed_in("gulnara"), signed_in("ivan")
    works = [make_work(repository, 1, title) for title in ("One", "Two", "Three")]
    sent = {"slug": "first", "label-ru": "Первые"}
    address = gulnara.post("/ru/studio/collections/new", data=sent).headers["Location"]
    for work in works:
        place = f"http://localhost/ru/works/{work}"
        assert gulnara.post(f"{address}/add", data={"member": place}).status_code == 303
    for again in (works[0], "first", "nothing"):
        assert gulnara.post(f"{address}/add", data={"member": again}).status_code == 422, again
    assert ivan.post(f"{address}/add", data={"member": works[0]}).status_code == 403
    inner = {"slug": "inner", "label-en": "Inner"}
    gulnara.post("/en/studio/collections/new", data=inner)
    assert gulnara.post(f"{address}/add", data={"member": "inner"}).status_code == 303
    with repository.database.read() as session:
        shelf = session.scalars(select(Collection).where(Collection.slug == "first")).one()
        owner = session.scalars(select(User.institution_id).where(User.name == "gulnara")).one()
    assert shelf.institution_id == owner

    def order() -> list[str]:
        page = gulnara.get(address).text
        return sorted(("One", "Two", "Three", "Inner"), key=lambda title: page.index(f">{title}<"))

    assert order() == ["One", "Two", "Three", "Inner"]
    members = gulnara.get(address).text.split('name="member" value="')[1:]
    third = members[4].split('"')[0]
    gulnara.post(f"{address}/move", data={"member": third, "place": 1})
    assert order()[0] == "Three"
    gulnara.post(f"{address}/take-out", data={"member": third})
    assert ">Three<" not in gulnara.get(address).text
    assert gulnara.post(f"{address}/remove").status_code == 303
    assert gulnara.get(address).status_code == 404
