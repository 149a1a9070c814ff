"""Searching as readers and programs do it: the page, completion, IIIF collections, REST."""

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from flask.testing import FlaskClient

from manifests.check import check
from repository.models import Work
from repository.repository import Repository
from repository.settings import Settings
from repository.works import publish, unpublish
from tests.quickly import app_of, open_empty
from tests.repository.search.shelf import index, put_work

Works = dict[str, str]


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Repository]:
    """One catalogue for all: tests that hide a work bring it back."""
    opened = open_empty(Settings(data_dir=tmp_path_factory.mktemp("site") / "data"))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def works(repository: Repository) -> Works:
    """A few works, found."""
    made = {
        "lake": put_work(
            repository,
            {"kk": ["Көл <b>туралы</b> өлең"]},
            ["Көлдің суы & мөлдір <i>екен</i>."],
            creator="Абай",
            date="1909",
            type="book",
            language="kk",
        ),
        "hand": put_work(repository, {"kk": ["Қол өнері"]}, [], type="map", date="1850"),
    }
    for number in range(4):
        made[str(number)] = put_work(repository, {"en": [f"Volume {number}"]}, type="book")
    index(repository)
    return made


@pytest.fixture(scope="module")
def app(repository: Repository) -> Flask:
    return app_of(repository)


@contextmanager
def hidden(repository: Repository, work_id: str) -> Iterator[None]:
    """A while in which a work is no longer published."""
    with repository.database.write() as session:
        unpublish(session, session.get_one(Work, work_id))
    yield
    with repository.database.write() as session:
        assert publish(session, session.get_one(Work, work_id)) == []
    index(repository)


def links(page: str, mark: str) -> list[str]:
    """The addresses of links to something that holds `mark`."""
    found = re.findall(r'<a[^>]*href="([^"]*)"[^>]*>(.*?)</a>', page, re.S)
    return [html.unescape(address) for address, text in found if mark in text]


def test_from_the_box_to_the_page_with_the_words(reader: FlaskClient, works: Works) -> None:
    assert 'action="/kk/search"' in reader.get("/kk/").text
    page = reader.get("/kk/search?q=көлде").text
    assert "<mark>Көл</mark> &lt;b&gt;туралы" in page
    assert "<mark>Көлдің</mark> суы &amp; мөлдір &lt;i&gt;екен" in page
    assert "Абай · 1909" in page
    address = f"/kk/works/{works['lake']}"
    query = "?q=%D0%BA%D3%A9%D0%BB%D0%B4%D0%B5"
    assert f'href="{address}/pages/1{query}" data-viewer="{address}{query}#1"' in page
    assert reader.get(f"{address}/pages/1{query}").status_code == 200


def test_results_narrow_and_widen_by_links_alone(
    reader: FlaskClient, works: Works, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("repository.web.search.SIZE", 3)
    page = reader.get("/en/search").text
    assert "6 works" in page
    (books,) = links(page, ">Book</span>")
    assert books == "?type=book"
    narrowed = reader.get(f"/en/search{books}").text
    assert "5 works" in narrowed
    assert links(narrowed, "Take away") == ["?"]
    (both,) = links(narrowed, ">Map</span>")
    assert both == "?type=book&type=map"
    assert "6 works" in reader.get(f"/en/search{both}").text
    assert all('rel="nofollow"' in tag for tag in re.findall(r'<a href="\?type=[^>]*>', page))
    (following,) = links(narrowed, "Next")
    assert following == "?type=book&part=2"
    assert "Volume" in reader.get(f"/en/search{following}").text
    assert "Part 2 of 2" in reader.get("/en/search?type=book&part=999").text


def test_orders_and_years_stand_in_the_address(reader: FlaskClient, works: Works) -> None:
    page = reader.get("/ru/search?from=1900&to=1950&type=book").text
    assert "1 произведение" in page
    assert '<input type="hidden" name="type" value="book">' in page
    assert links(page, "По названию") == ["?type=book&from=1900&to=1950&order=title"]
    assert "1900–1950" in page
    first = reader.get("/kk/search?order=oldest").text
    assert first.index("Қол өнері") < first.index("Көл")


def test_nothing_found_says_how_to_search(reader: FlaskClient, works: Works) -> None:
    for language, words in (
        ("kk", "Ештеңе табылмады"),
        ("ru", "Ничего не найдено"),
        ("en", "Nothing was found"),
    ):
        page = reader.get(f"/{language}/search?q=абракадабра").text
        assert words in page
        assert 'class="advice"' in page
    assert reader.get("/en/search?q=көл&type=nothing").text.count("Search without narrowing") == 1


def test_odd_addresses_are_no_errors(reader: FlaskClient, works: Works) -> None:
    for query in (
        "q=%FF%00%22%27",
        "part=-1&order=none&from=x&to=99999",
        "century=x&rights=%22%3E&text=maybe",
        "&".join(f"type={n}" for n in range(500)),
        "q=" + "%D0%B0" * 2000,
        "part=x",
    ):
        for path in ("/en/search", "/iiif/results/3", "/api/v1/search", "/search/suggestions"):
            assert reader.get(f"{path}?{query}").status_code in (200, 404), (path, query)


def test_words_are_completed_in_any_alphabet(
    reader: FlaskClient, works: Works, repository: Repository
) -> None:
    def offered(typed: str) -> list[str]:
        found = reader.get("/search/suggestions", query_string={"q": typed}).json
        assert isinstance(found, list)
        return found

    assert offered("ab") == ["Абай"]
    assert offered("абА") == ["Абай"]
    assert offered("tural") == ["Көл <b>туралы</b> өлең"]
    assert offered("vol") == [f"Volume {number}" for number in range(4)]
    assert offered("a") == offered("") == offered("\\%") == []
    with hidden(repository, works["lake"]):
        assert offered("ab") == []


def test_results_are_iiif_collections(
    reader: FlaskClient, works: Works, repository: Repository
) -> None:
    page = reader.get("/kk/search?q=көл&type=book").text
    (address,) = re.findall(r'rel="alternate" type="application/ld\+json" href="([^"]*)"', page)
    path = html.unescape(address).removeprefix(repository.settings.public_url)
    answer = reader.get(path)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    document = answer.get_json(force=True)
    assert document["id"] == html.unescape(address)
    assert [item["label"]["kk"] for item in document["items"]] == [["Көл <b>туралы</b> өлең"]]
    assert check(document) == []
    older = reader.get("/iiif/results/2?q=көл").get_json(force=True)
    assert older["@type"] == "sc:Collection"
    assert len(older["manifests"]) == 2


def test_long_results_go_on_in_the_last_member(
    reader: FlaskClient, works: Works, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("repository.web.search_collection.SIZE", 4)
    first = reader.get("/iiif/results/3?order=title&in=en").get_json(force=True)
    assert len(first["items"]) == 5
    following = first["items"][-1]
    assert following["type"] == "Collection"
    assert following["id"].endswith("/iiif/results/3?order=title&part=2")
    second = reader.get("/iiif/results/3?order=title&part=2").get_json(force=True)
    assert len(second["items"]) == 2
    assert second["id"] == following["id"]
    assert reader.get("/iiif/results/3?part=9").status_code == 404


def test_programs_search_without_a_token(
    reader: FlaskClient, works: Works, repository: Repository
) -> None:
    found = reader.get("/api/v1/search?q=көлдің&type=book").get_json()
    assert (found["total"], len(found["items"])) == (1, 1)
    (item,) = found["items"]
    assert item["work"] == works["lake"]
    (hit,) = item["hits"]
    assert {"text": "Көлдің", "marked": True} in hit["snippet"]
    canvas = hit["canvas"].removeprefix(repository.settings.public_url)
    assert reader.get(canvas).status_code == 200
    assert found["facets"]["type"]["values"][0]["works"] == 1
    part = reader.get("/api/v1/search?type=book&limit=3")
    assert 'search?type=book&limit=3&offset=3>; rel="next"' in part.headers["Link"]


def test_what_is_hidden_is_found_by_nobody(
    reader: FlaskClient, works: Works, repository: Repository
) -> None:
    with hidden(repository, works["lake"]):
        assert works["lake"] not in reader.get("/en/search?q=мөлдір").text
        document = reader.get("/iiif/results/3?q=мөлдір").get_json(force=True)
        assert document["items"] == []
        assert reader.get("/api/v1/search?q=мөлдір").get_json()["total"] == 0
    assert works["lake"] in reader.get("/en/search?q=мөлдір").text
