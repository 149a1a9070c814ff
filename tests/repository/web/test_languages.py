import re

import pytest
from flask.testing import FlaskClient

from repository.repository import Repository
from repository.web import labels
from repository.web.languages import LANGUAGES
from tests.repository.library import make_work


def language_of(html: str) -> str:
    match = re.search(r'<html lang="(\w+)">', html)
    assert match
    return match[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_address_decides(reader: FlaskClient, language: str) -> None:
    answer = reader.get(f"/{language}/", headers={"Accept-Language": "de"})
    assert language_of(answer.text) == language
    assert answer.headers["Content-Language"] == language


@pytest.mark.parametrize(
    ("wanted", "language"),
    [("kk-KZ,kk;q=0.9", "kk"), ("ru", "ru"), ("de, ru;q=0.3", "ru"), ("de", "en"), ("", "en")],
)
def test_without_a_prefix_the_browser_decides(
    reader: FlaskClient, wanted: str, language: str
) -> None:
    answer = reader.get("/", headers={"Accept-Language": wanted})
    assert answer.status_code == 200
    assert language_of(answer.text) == language
    assert {"accept-language", "cookie"} <= {name.lower() for name in answer.vary}


def test_what_was_chosen_is_remembered(reader: FlaskClient) -> None:
    reader.get("/kk/")
    assert language_of(reader.get("/", headers={"Accept-Language": "ru"}).text) == "kk"
    reader.set_cookie("keruen_language", "xx")
    assert language_of(reader.get("/", headers={"Accept-Language": "ru"}).text) == "ru"


def test_every_page_names_its_other_languages(reader: FlaskClient, repository: Repository) -> None:
    work = make_work(repository, 2)
    html = reader.get(f"/ru/works/{work}?part=1").text
    found = dict(re.findall(r'<link rel="alternate" hreflang="([\w-]+)" href="([^"]+)"', html))
    base = repository.settings.public_url
    assert found == {
        **{code: f"{base}/{code}/works/{work}?part=1" for code in LANGUAGES},
        "x-default": f"{base}/works/{work}?part=1",
    }
    assert f'href="/kk/works/{work}?part=1"' in html


def test_the_query_cannot_bend_an_address(reader: FlaskClient) -> None:
    html = reader.get('/en/?_external=1&_scheme=javascript&x="><script>').text
    assert 'href="javascript' not in html
    assert "<script>" not in html


@pytest.mark.parametrize(
    ("label", "language", "expected"),
    [
        ({"kk": ["А"], "ru": ["Б"]}, "kk", ("kk", "А")),
        ({"kk": ["А"], "ru": ["Б"]}, "en", ("ru", "Б")),
        ({"kk": [" "], "en": ["C"]}, "kk", ("en", "C")),
        ({"none": ["1784"], "de": ["D"]}, "en", ("", "1784")),
        ({"de": ["D", "E"]}, "ru", ("de", "D; E")),
        ({}, "ru", ("", "")),
        (None, "ru", ("", "")),
    ],
)
def test_the_best_language_there_is(
    label: labels.LanguageMap | None, language: str, expected: tuple[str, str]
) -> None:
    assert labels.best(label, language) == expected


def test_another_language_is_marked_and_nothing_is_markup() -> None:
    assert labels.marked({"ru": ["<b>Я</b>"]}, "ru") == "&lt;b&gt;Я&lt;/b&gt;"
    assert labels.marked({"ru": ["<b>Я"]}, "en") == '<span lang="ru">&lt;b&gt;Я</span>'
    assert labels.marked({'"><x': ["Я"]}, "en") == '<span lang="&#34;&gt;&lt;x">Я</span>'
