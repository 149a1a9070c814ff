"""The pages for readers."""

import math
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select, text

from repository.changes.sections import replace_contents
from repository.changes.works import remove_work
from repository.errors import RefusedError
from repository.institutions import find_collection, find_institution
from repository.models import Page, PageImage, Work
from repository.repository import Repository
from repository.schemas.section import SectionIn
from repository.works import unpublish
from storage import StorageFullError, StorageUnavailableError
from tests.repository.library import make_work


def test_an_empty_site_says_what_to_do_next(reader: FlaskClient, curator: FlaskClient) -> None:
    assert 'href="/en/sign-in"' in reader.get("/en/").text
    assert "No work has been published yet" in reader.get("/en/").text
    assert 'href="/en/studio/works/new"' in curator.get("/en/").text
    assert "There is no work here yet" in curator.get("/en/studio/works").text


def test_from_the_door_to_a_work(reader: FlaskClient, repository: Repository) -> None:
    work = make_work(repository, 3, "Abai")
    make_work(repository, 1, "Hidden", published=False)
    home = reader.get("/en/").text
    assert 'href="/en/collections/rare"' in home
    assert 'href="/en/institutions/nlrk"' in home
    for address in ("/en/", "/en/collections/rare", "/en/institutions/nlrk"):
        html = reader.get(address).text
        assert f'href="/en/works/{work}"' in html
        assert "Hidden" not in html
        assert "3 pages" in html
        assert 'loading="lazy"' in html


def test_a_deleted_work_says_so_in_three_languages(
    reader: FlaskClient, repository: Repository
) -> None:
    work = make_work(repository, 2, "Abai")
    with repository.database.write() as session:
        page = session.scalars(select(Page.id).where(Page.work_id == work)).first()
        remove_work(session, session.get_one(Work, work))
    inside = ("manifest", f"canvas/{page}", f"annotations/{page}", "sequence/normal")
    for version in (2, 3):
        for part in inside:
            answer = reader.get(f"/iiif/presentation/{version}/{work}/{part}")
            assert answer.status_code == 410
            assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert reader.get(f"/iiif/search/2/{work}?q=a").status_code == 410
    said = {"kk": "енді жоқ", "ru": "больше нет", "en": "no longer here"}
    for language, words in said.items():
        for address in (f"/{language}/works/{work}", f"/{language}/works/{work}/pages/1"):
            answer = reader.get(address)
            assert answer.status_code == 410
            assert words in answer.text
            assert f'href="/{language}/"' in answer.text
    assert reader.get("/en/works/never").status_code == 404
    assert reader.get("/iiif/presentation/3/never/manifest").status_code == 404


def test_a_work_whose_pictures_lie_elsewhere_has_a_viewer(
    reader: FlaskClient, repository: Repository
) -> None:
    work = make_work(repository, 1, "Elsewhere")
    with repository.database.write() as session:
        page = session.scalars(select(Page).where(Page.work_id == work)).one()
        page.derivative_id = None
        session.add(
            PageImage(
                page_id=page.id, position=1, href="https://a.example/1.jpg", width=5, height=7
            )
        )
    answer = reader.get(f"/en/works/{work}")
    assert 'id="viewer"' in answer.text
    assert "No page can be shown yet" not in answer.text
    assert "https://a.example" in answer.headers["Content-Security-Policy"]


def test_the_page_of_a_work_tells_what_is_known(
    reader: FlaskClient, repository: Repository
) -> None:
    work = make_work(repository, 2, "Abai <b>")
    with repository.database.write() as session:
        row = session.get_one(Work, work)
        row.metadata_ = [{"label": {"ru": ["Автор"]}, "value": {"ru": ["А & Б"]}}]
        row.rights = "http://creativecommons.org/publicdomain/mark/1.0/"
        find_institution(session, "nlrk").homepage = "https://nlrk.example/"
    html = reader.get(f"/ru/works/{work}").text
    manifest = f"{repository.settings.public_url}/iiif/presentation/3/{work}/manifest"
    assert f'data-manifest="{manifest}"' in html
    assert f'class="drag" href="/ru/works/{work}?manifest=' in html
    assert '<h1><span lang="en">Abai &lt;b&gt;</span></h1>' in html
    assert "<dt>Автор</dt><dd>А &amp; Б</dd>" in html
    assert "Общественное достояние" in html
    assert 'href="https://nlrk.example/"' in html
    plain = html[html.index("<noscript>") :]
    assert plain.count("<img") >= 2
    assert f'href="/ru/works/{work}/pages/2"' in plain


def test_contents_lead_to_pages_without_scripts(
    reader: FlaskClient, repository: Repository
) -> None:
    work = make_work(repository, 3)
    with repository.database.write() as session:
        pages = session.scalars(select(Page).where(Page.work_id == work).order_by(Page.position))
        _, second, third = [page.id for page in pages]
        inner = {"label": {"ru": ["Глава 1"]}, "items": [{"page": third}]}
        book = {"label": {"ru": ["Книга"]}, "items": [inner, {"page": second}]}
        empty = {"label": {"ru": ["Пусто"]}, "items": []}
        sections = [SectionIn.model_validate(each) for each in (book, empty)]
        replace_contents(session, session.get_one(Work, work), sections)
    for address in (f"/ru/works/{work}", f"/ru/works/{work}/pages/3"):
        html = reader.get(address).text
        found = re.findall(r'<li class="depth-(\d)"><a href="[^"]*/pages/(\d)"[^>]*>(\w+)', html)
        assert found == [("0", "2", "Книга"), ("1", "3", "Глава")]
    assert 'pages/3" aria-current="page">Глава 1' in html


def test_an_address_that_is_no_web_address_is_no_link(
    reader: FlaskClient, repository: Repository
) -> None:
    work = make_work(repository, 1)
    with repository.database.write() as session:
        find_institution(session, "nlrk").homepage = "javascript:alert(1)"
        session.get_one(Work, work).rights = "javascript:alert(2)"
    for address in (f"/en/works/{work}", "/en/institutions/nlrk"):
        assert 'href="javascript' not in reader.get(address).text


@pytest.mark.parametrize("number", ["0", "3", "99999999999999999999", "-1", "x"])
def test_pages_that_are_not_there(reader: FlaskClient, repository: Repository, number: str) -> None:
    work = make_work(repository, 2)
    assert reader.get(f"/en/works/{work}/pages/2").status_code == 200
    assert reader.get(f"/en/works/{work}/pages/{number}").status_code == 404


def test_a_draft_is_for_curators(
    reader: FlaskClient, curator: FlaskClient, repository: Repository
) -> None:
    work = make_work(repository, 1, published=False)
    for address in (f"/works/{work}", f"/en/works/{work}", f"/en/works/{work}/pages/1"):
        assert reader.get(address).status_code == 404
        assert curator.get(address).status_code == 200
    manifest = f"/iiif/presentation/3/{work}/manifest"
    assert reader.get(manifest).status_code == 404
    answer = curator.get(manifest)
    assert answer.status_code == 200
    assert "private" in answer.headers["Cache-Control"]
    image = re.search(r"/iiif/image/3/(\w+)/", curator.get(f"/en/works/{work}").text)
    assert image
    assert reader.get(f"/iiif/image/3/{image[1]}/info.json").status_code == 404
    assert curator.get(f"/iiif/image/3/{image[1]}/info.json").status_code == 200


def test_what_is_hidden_again_is_gone(reader: FlaskClient, repository: Repository) -> None:
    work = make_work(repository, 1)
    assert reader.get(f"/en/works/{work}").status_code == 200
    with repository.database.write() as session:
        unpublish(session, session.get_one(Work, work))
    assert reader.get(f"/en/works/{work}").status_code == 404
    assert work not in reader.get("/en/").text


def test_long_lists_come_in_parts(reader: FlaskClient, repository: Repository) -> None:
    for number in range(50):
        make_work(repository, 1, f"Volume {number:02}")
    first = reader.get("/en/collections/rare").text
    assert first.count('class="card"') == 48
    assert 'href="?part=2"' in first
    assert reader.get("/en/collections/rare?part=2").text.count('class="card"') == 2
    for part in ("999999999999999999999", "0", "-4", "x"):
        assert reader.get(f"/en/collections/rare?part={part}").status_code == 200


def test_the_number_of_statements_does_not_grow(
    app: Flask, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_work(repository, 2, "One")
    # The numbers in the footer are read every twenty seconds, whatever page is asked for.
    app.test_client().get("/en/")
    monkeypatch.setattr("repository.web.visits._FRESH", math.inf)
    few = statements(app, repository)
    for number in range(10):
        make_work(repository, 2, f"More {number}")
    assert statements(app, repository) == few


def statements(app: Flask, repository: Repository) -> list[int]:
    counts = []
    with repository.database.read() as session:
        work = session.query(Work.id).first()
    assert work
    for address in (
        "/en/",
        "/en/collections/rare",
        "/en/institutions/nlrk",
        f"/en/works/{work[0]}",
    ):
        seen: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
            seen.append(statement)  # noqa: B023 - read before the next turn

        event.listen(repository.database.engine, "before_cursor_execute", note)
        assert app.test_client().get(address).status_code == 200
        event.remove(repository.database.engine, "before_cursor_execute", note)
        counts.append(len(seen))
    assert max(counts) < 16
    return counts


def test_unknown_addresses_answer_in_the_readers_language(reader: FlaskClient) -> None:
    for address, words in (
        ("/kk/nothing", "Бұл мекенжайда ештеңе жоқ"),
        ("/ru/collections/nothing", "По этому адресу ничего нет"),
        ("/en/works/nothing", "There is nothing at this address"),
    ):
        answer = reader.get(address)
        assert answer.status_code == 404
        assert words in answer.text
    assert reader.get("/en/nothing", headers={"Accept": "application/json"}).get_json()["error"]


def test_health(reader: FlaskClient, repository: Repository) -> None:
    assert reader.get("/health/live").json == {"status": "ok"}
    ready = reader.get("/health/ready")
    assert ready.status_code == 200
    assert ready.get_json()["checks"] == {"database": "ok", "storage": "ok", "broker": "ok"}
    assert ready.headers["Cache-Control"] == "no-store"


def test_a_catalogue_that_is_not_there_is_not_ready(app: Flask, repository: Repository) -> None:
    with repository.database.write() as session:
        session.execute(text("DROP TABLE alembic_version"))
    ready = app.test_client().get("/health/ready")
    assert ready.status_code == 503
    assert ready.get_json()["checks"]["database"] == "unavailable"
    assert app.test_client().get("/health/live").status_code == 200


def test_a_database_that_is_away_is_told_in_words(app: Flask, repository: Repository) -> None:
    with repository.database.write() as session:
        session.execute(text("ALTER TABLE works RENAME TO away"))
    answer = app.test_client().get("/ru/")
    assert answer.status_code == 503
    assert "Временно недоступно" in answer.text


def test_a_collection_without_works_says_so(reader: FlaskClient, repository: Repository) -> None:
    make_work(repository, 1, published=False)
    with repository.database.read() as session:
        assert find_collection(session, "rare")
    assert "Nothing of this collection" in reader.get("/en/collections/rare").text
    assert 'href="/en/collections/rare"' not in reader.get("/en/").text


def test_what_browsers_keep_for_ever_names_its_content(reader: FlaskClient) -> None:
    html = reader.get("/en/").text
    style = re.search(r'href="(/static/keruen.css\?v=\w+)"', html)
    assert style
    answer = reader.get(style[1], headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Encoding"] == "gzip"
    plain = reader.get("/static/keruen.css?v=old")
    assert plain.headers["Cache-Control"] == "no-cache"
    assert "Content-Encoding" not in plain.headers
    again = reader.get(style[1], headers={"If-None-Match": plain.headers["ETag"]})
    assert again.status_code == 304
    for climbing in ("../settings.py", "..%2fsettings.py", "%2e%2e/settings.py", "vendor"):
        assert reader.get(f"/static/{climbing}").status_code == 404


@pytest.mark.parametrize(
    ("fault", "code", "words"),
    [
        (RuntimeError("surprise"), 500, "Бізде қате шықты"),
        (StorageFullError("full"), 507, "Орын қалмады"),
        (StorageUnavailableError("away"), 503, "Уақытша қолжетімсіз"),
        (RefusedError("no-pages"), 422, "Еңбекте бірде-бір бет жоқ."),
    ],
)
def test_faults_are_told_in_the_readers_language(
    app: Flask, fault: Exception, code: int, words: str
) -> None:
    def fail() -> str:
        raise fault

    app.add_url_rule("/kk/fail", view_func=fail)
    answer = app.test_client().get("/kk/fail")
    assert answer.status_code == code
    assert words in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert "surprise" not in answer.text
