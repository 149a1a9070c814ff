"""What of a request is noted, and where the numbers are shown."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from imageserver.answer import Answer
from repository.models import Visit
from repository.repository import Repository
from repository.visits import Seen
from repository.web.visits import counting_door, image_read, visitor_address
from tests.imageserver.scope import HeaderMap, Scope
from tests.repository.library import make_work

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def seen(app: Flask, repository: Repository) -> list[tuple[str, str, str]]:
    app.extensions["counter"].log.flush()
    with repository.database.read() as session:
        rows = session.scalars(select(Visit).order_by(Visit.id)).all()
    return [(row.action, row.kind, row.subject) for row in rows]


@pytest.fixture
def visitor(app: Flask) -> FlaskClient:
    client = app.test_client()
    client.environ_base["HTTP_USER_AGENT"] = FIREFOX
    return client


def test_every_page_is_noted_as_what_it_is(
    app: Flask, repository: Repository, visitor: FlaskClient
) -> None:
    work = make_work(repository, 2)
    for address in ("/ru/", f"/kk/works/{work}", f"/kk/works/{work}/pages/2", "/en/nothing",
                    "/en/sign-in", "/en/studio/", "/static/keruen.css"):  # fmt: skip
        visitor.get(address)
    # The second page of the same work comes at once: a double click, left out already here.
    assert seen(app, repository) == [("look", "site", ""), ("look", "work", work)]


def test_a_manifest_counts_when_another_site_reads_it(
    app: Flask, repository: Repository, visitor: FlaskClient
) -> None:
    work = make_work(repository, 1)
    manifest = f"/iiif/presentation/3/{work}/manifest"
    own = repository.settings.public_url
    visitor.get(manifest, headers={"Referer": f"{own}/en/works/{work}"})
    visitor.get(manifest, headers={"Sec-Fetch-Site": "same-origin"})
    visitor.get(f"/iiif/presentation/3/collection/{work}")
    assert seen(app, repository) == []
    visitor.get(manifest, headers={"Origin": "https://mirador.example"})
    assert seen(app, repository) == [("look", "work", work)]


@pytest.mark.parametrize(
    ("path", "image"),
    [
        ("/iiif/image/3/abc/0,0,512,512/512,512/0/default.jpg", "abc"),
        ("/iiif/image/2/abc/full/1200,/0/default.jpg", "abc"),
        ("/iiif/image/3/abc/full/max/0/default.jpg", "abc"),
        ("/iiif/image/3/abc/full/!200,200/0/default.jpg", ""),
        ("/iiif/image/3/abc/full/360,540/0/default.jpg", ""),
        ("/iiif/image/3/abc/info.json", ""),
        ("/iiif/image/3/abc", ""),
        ("/iiif/image/3/" + "x" * 99 + "/full/max/0/default.jpg", ""),
    ],
)
def test_small_pictures_of_lists_are_no_reading(path: str, image: str) -> None:
    assert image_read(path) == image


def test_tiles_are_noted_in_front_of_everything(
    app: Flask, repository: Repository, visitor: FlaskClient
) -> None:
    visitor.get("/iiif/image/3/abc/0,0,512,512/512,512/0/default.jpg")
    visitor.head("/iiif/image/3/def/0,0,512,512/512,512/0/default.jpg")
    assert seen(app, repository) == [("read", "image", "abc")]


def test_tiles_at_hand_are_noted_once_where_they_are_answered() -> None:
    """What the quick door leaves is noted when it comes by WSGI."""
    notes: list[Seen] = []
    path = "/iiif/image/3/abc/0,0,512,512/512,512/0/default.jpg"
    headers = HeaderMap({"user-agent": FIREFOX, "x-forwarded-for": "6.6.6.6, 1.1.1.1"})

    def ask(answer: Answer | None, scope: Scope, proxies: int = 0) -> None:
        assert counting_door(lambda _: answer, notes.append, proxies)(scope) is answer

    ask(None, Scope(path, headers=headers))
    ask(Answer(200, []), Scope(path, "HEAD", headers))
    ask(Answer(200, []), Scope("/iiif/image/3/abc/full/200,/0/default.jpg", headers=headers))
    assert notes == []
    ask(Answer(200, []), Scope(path, headers=headers))
    ask(Answer(304, []), Scope(path, headers=headers), 1)
    ask(Answer(200, []), Scope(path, client="[::1]:80"), 1)
    assert [(note.address, note.agent, note.subject) for note in notes] == [
        ("9.9.9.9", FIREFOX, "abc"), ("1.1.1.1", FIREFOX, "abc"), ("::1", "", "abc"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("forwarded", "proxies", "address"),
    [
        ("", 0, "9.9.9.9"),
        ("6.6.6.6", 0, "9.9.9.9"),
        ("6.6.6.6, 1.1.1.1", 1, "1.1.1.1"),
        ("6.6.6.6, 1.1.1.1, 2.2.2.2", 2, "1.1.1.1"),
        ("1.1.1.1", 2, "9.9.9.9"),
    ],
)
def test_the_address_is_what_our_own_proxies_say(
    forwarded: str, proxies: int, address: str
) -> None:
    environ = {"REMOTE_ADDR": "9.9.9.9", "HTTP_X_FORWARDED_FOR": forwarded}
    assert visitor_address(environ, proxies) == address


def test_the_footer_and_the_table_show_the_numbers(
    repository: Repository, reader: FlaskClient
) -> None:
    make_work(repository, 1)
    html = reader.get("/en/").text
    counted = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", html)
    assert counted == [("in total", "0"), ("this year", "0"), ("today", "0"),
                       ("on the site now", "0")]  # fmt: skip
    table = reader.get("/ru/statistics?from=2026-01&to=2026-03")
    assert "2026-01" in table.text
    answer = reader.get("/en/statistics/nlrk.csv?from=2026-01&to=2026-03")
    assert answer.mimetype == "text/csv"
    assert "Reporting_Period_Total,2026-01,2026-02,2026-03" in answer.text
    assert reader.get("/en/statistics/nobody.csv").status_code == 404
    for bad in ("?from=x", "?from=9999-99&to=0000-00", "?from=2199-12"):
        assert reader.get(f"/en/statistics{bad}").status_code == 200
