"""The project's own pages: written by administrators, safe for readers, found at old addresses."""

import io
import re
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient
from PIL import Image
from werkzeug.test import TestResponse

from repository.dates import is_date, shown
from repository.markdown import render

ATOM = "{http://www.w3.org/2005/Atom}"
both = pytest.mark.parametrize("repository", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def admin(signed_in: Callable[[str], FlaskClient]) -> FlaskClient:
    return signed_in("admin")


def form(**changed: Any) -> dict[str, Any]:
    typed = {
        "kind": "page",
        "slug": "history",
        "date": "",
        "title-kk": "Тарихы",
        "title-en": "History",
        "body-kk": "Жоба **2001** жылы басталды.",
        "body-en": "It began in **2001**.",
        "published": "1",
        "do": "save",
    }
    return {name: value for name, value in {**typed, **changed}.items() if value is not None}


def write(admin: FlaskClient, **changed: Any) -> str:
    """The address of the form of a new page."""
    answer = admin.post("/en/studio/site/new", data=form(**changed))
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]


def save(admin: FlaskClient, address: str, **changed: Any) -> TestResponse:
    seen = re.search(r'name="seen" value="(\d+)"', admin.get(address).text)
    assert seen
    return admin.post(address, data=form(**{"seen": seen[1], **changed}))


@both
def test_a_page_is_written_in_three_languages(admin: FlaskClient, reader: FlaskClient) -> None:
    write(admin)
    assert "<strong>2001</strong> жылы" in reader.get("/kk/about/history").text
    assert "began in <strong>2001</strong>" in reader.get("/en/about/history").text
    russian = reader.get("/ru/about/history").text
    assert '<span lang="kk">Тарихы</span>' in russian
    assert '<div class="prose" lang="kk">' in russian
    assert 'href="/en/about/history"' in reader.get("/en/about").text
    assert "/edit" not in russian
    assert "Edit this page" in admin.get("/en/about/history").text


@both
def test_an_old_address_leads_to_the_new_one(admin: FlaskClient, reader: FlaskClient) -> None:
    address = write(admin)
    assert save(admin, address, slug="beginnings").status_code == 303
    moved = reader.get("/ru/about/history")
    assert (moved.status_code, moved.headers["Location"]) == (301, "/ru/about/beginnings")
    assert save(admin, address, slug="history").status_code == 303
    assert reader.get("/ru/about/history").status_code == 200
    assert reader.get("/ru/about/beginnings").status_code == 301
    taken = admin.post("/en/studio/site/new", data=form(slug="beginnings"))
    assert taken.status_code == 422
    assert "belonged to another page" in taken.text


@both
def test_nothing_is_overwritten_and_every_version_is_kept(admin: FlaskClient) -> None:
    address = write(admin)
    assert save(admin, address, **{"body-en": "Second words"}).status_code == 303
    late = save(admin, address, seen="1", **{"body-en": "Late words"})
    assert late.status_code == 409
    assert "Somebody else changed this page" in late.text
    assert "Late words" in late.text
    assert "Second words" in admin.get("/en/about/history").text
    restored = admin.post(f"{address}/versions/1/restore")
    assert restored.status_code == 303
    assert "began in" in admin.get("/en/about/history").text
    assert admin.get(address).text.count("Take this one back") == 2


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"title-kk": "", "title-en": " "}, "Give the page a title"),
        ({"slug": "Über uns"}, "small Latin letters"),
        ({"slug": "timeline"}, "is taken"),
        ({"kind": "news"}, "The date is not clear"),
        ({"date": "2008-13"}, "The date is not clear: 2008-13"),
        ({"date": "2009-02-30"}, "The date is not clear: 2009-02-30"),
        ({"body-en": "x" * 100_001}, "at most 100000 characters"),
    ],
)
def test_what_is_wrong_is_said(admin: FlaskClient, changed: dict[str, str], words: str) -> None:
    answer = admin.post("/en/studio/site/new", data=form(**changed))
    assert answer.status_code == 422
    assert words in answer.text


def test_a_preview_keeps_nothing(admin: FlaskClient, reader: FlaskClient) -> None:
    shown_only = admin.post("/en/studio/site/new", data=form(do="preview"))
    assert "began in <strong>2001</strong>" in shown_only.text
    assert reader.get("/en/about/history").status_code == 404


def test_drafts_are_for_administrators(
    admin: FlaskClient, reader: FlaskClient, curator: FlaskClient
) -> None:
    write(admin, published=None)
    assert admin.get("/en/about/history").status_code == 200
    for client in (reader, curator):
        assert client.get("/en/about/history").status_code == 404
        assert "/about/history" not in client.get("/en/about").text


def test_only_administrators_write(reader: FlaskClient, curator: FlaskClient) -> None:
    for client, status in ((reader, 303), (curator, 403)):
        assert client.get("/en/studio/site").status_code == status
        assert client.post("/en/studio/site/new", data=form()).status_code == status
        assert client.post("/en/studio/site/name", data={}).status_code == status
    forged = curator.post("/en/studio/site/new", data=form(), headers={"Sec-Fetch-Site": "none"})
    assert forged.status_code == 403


def test_a_removed_page_is_gone(admin: FlaskClient, reader: FlaskClient) -> None:
    address = write(admin)
    assert admin.post(f"{address}/remove").status_code == 400
    assert admin.post(f"{address}/remove", data={"sure": "1"}).status_code == 303
    assert reader.get("/en/about/history").status_code == 404
    assert admin.get(address).status_code == 404


@both
def test_news_and_stages_stand_in_the_order_of_time(
    admin: FlaskClient, reader: FlaskClient
) -> None:
    for slug, date in (("middle", "2008"), ("first", "2001-05"), ("last", "2009-10-30")):
        write(admin, kind="news", slug=slug, date=date, **{"title-en": f"News {slug}"})
        write(admin, kind="stage", slug=f"s-{slug}", date=date, **{"title-en": f"Stage {slug}"})
    names = re.findall(r"News (first|middle|last)", reader.get("/en/news").text)
    assert list(dict.fromkeys(names)) == ["last", "middle", "first"]
    names = re.findall(r"Stage (first|middle|last)", reader.get("/en/about/timeline").text)
    assert list(dict.fromkeys(names)) == ["first", "middle", "last"]
    assert reader.get("/en/news/middle").status_code == 200
    assert reader.get("/en/about/middle").status_code == 404
    feed = reader.get("/ru/news/feed.atom")
    assert feed.mimetype == "application/atom+xml"
    root = ElementTree.fromstring(feed.data)
    assert [entry.findtext(f"{ATOM}published") for entry in root.iter(f"{ATOM}entry")] == [
        "2009-10-30T00:00:00Z",
        "2008-01-01T00:00:00Z",
        "2001-05-01T00:00:00Z",
    ]
    (content, *_) = root.iter(f"{ATOM}content")
    assert content.text is not None
    assert "<strong>2001</strong>" in content.text


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](data:text/html,<script>)",
        "![x](https://elsewhere.example/spy.gif)",
        "![x](//elsewhere.example/spy.gif)",
        "<a href='https://x' onclick=y>",
        "<style>*{display:none}</style>",
        "<iframe src=https://x></iframe>",
    ],
)
def test_nothing_foreign_survives(source: str) -> None:
    html = render(source)
    assert not re.search(r"<(script|style|iframe|svg|object|form)", html)
    assert not re.search(r"<[^>]*(javascript:|data:|onerror|onclick|elsewhere)", html)


def test_markdown_becomes_clean_html() -> None:
    table = "| a | b |\n|---|---|\n| 1 | 2 |"
    html = render(f"# Title\n\n## Part\n\n### Piece\n\n{table}\n\n![Seal](/pictures/abc)")
    assert "<h1" not in html
    assert "<h2>Title</h2>" in html
    assert "<h2>Part</h2>" in html
    assert "<h3>Piece</h3>" in html
    assert "<td>2</td>" in html
    assert '<img src="/pictures/abc" alt="Seal">' in html
    assert render("> " * 5000).count("<blockquote>") < 100


def picture(kind: str = "PNG") -> io.BytesIO:
    target = io.BytesIO()
    Image.new("RGB", (2000, 900), "teal").save(target, kind)
    target.seek(0)
    return target


def test_a_picture_is_drawn_anew(admin: FlaskClient, reader: FlaskClient) -> None:
    address = write(admin)
    sent = {"picture": (picture(), "seal.png"), "next": address}
    answer = admin.post("/en/studio/site/pictures", data=sent)
    assert (answer.status_code, answer.headers["Location"]) == (303, address)
    found = re.search(r"!\[…\]\((/pictures/\w+)\)", admin.get(address).text)
    assert found
    shown_picture = reader.get(found[1])
    assert shown_picture.mimetype == "image/jpeg"
    assert "immutable" in shown_picture.headers["Cache-Control"]
    with Image.open(io.BytesIO(shown_picture.data)) as opened:
        assert opened.size == (1600, 720)


@pytest.mark.parametrize("data", [b"<svg onload=alert(1)>", b"GIF89a", b"", b"\x89PNG\r\n\x1a\nxx"])
def test_what_is_no_picture_is_refused(admin: FlaskClient, data: bytes) -> None:
    sent = {"picture": (io.BytesIO(data), "seal.png")}
    answer = admin.post("/kk/studio/site/pictures", data=sent)
    assert answer.status_code == 422
    assert "seal.png суреті оқылмады" in answer.text


def test_the_site_has_a_name_of_its_own(admin: FlaskClient, reader: FlaskClient) -> None:
    sent = {"title-ru": "Общий дом", "sentence-ru": "Одна дверь.", "demonstration": "1"}
    assert admin.post("/ru/studio/site/name", data=sent).status_code == 303
    html = reader.get("/ru/").text
    assert "<h1>Общий дом</h1>" in html
    assert "Одна дверь." in html
    assert "Демонстрация." in html
    assert admin.post("/ru/studio/site/name", data={"title-ru": "Общий дом"}).status_code == 303
    assert "Демонстрация." not in reader.get("/ru/").text


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2001", ["2001", "2001", "2001"]),
        ("2008?", ["2008 (?)", "2008 (?)", "2008 (?)"]),
        ("2008-10", ["2008 ж. қазан", "октябрь 2008 г.", "October 2008"]),
        ("2008-10-30", ["2008 ж. 30 қазан", "30 октября 2008 г.", "30 October 2008"]),
        ("2002-12-06/2002-12-07", ["2002 ж. 6–7 желтоқсан", "6–7 декабря 2002 г.",
                                   "6–7 December 2002"]),
    ],
)  # fmt: skip
def test_dates_are_written_as_each_language_does(edtf: str, words: list[str]) -> None:
    assert is_date(edtf)
    assert [shown(edtf, language) for language in ("kk", "ru", "en")] == words


def test_other_pages_stand_beside_a_page(admin: FlaskClient, reader: FlaskClient) -> None:
    for number in range(4):
        write(admin, slug=f"page-{number}", **{"title-en": f"Page {number}"})
    html = reader.get("/en/about/page-3").text
    assert len(re.findall('<li><a href="/en/about/page-', html)) == 4
