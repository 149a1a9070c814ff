"""What readers and programs get of the texts of pages, and searches within a work."""

import io
import json
import zipfile
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

import iiif_prezi3
import pytest
from flask.testing import FlaskClient
from lxml import etree

from manifests.check import check
from repository.repository import Repository
from repository.texts.alto_reading import read_alto
from repository.works import get_work, unpublish
from tests.repository.library import make_work
from tests.repository.test_presentation import counted, selects
from tests.repository.written import pages_of, write

BOTH = pytest.mark.parametrize("repository", ["sqlite", "postgresql"], indirect=True)
GRANULARITY = "http://iiif.io/api/extension/text-granularity/context.json"


@dataclass(frozen=True, slots=True)
class Book:
    """A work of three pages, of which the first two have a text."""

    id: str
    pages: list[str]


@pytest.fixture
def book(repository: Repository) -> Book:
    work_id = make_work(repository, 3)
    pages = pages_of(repository, work_id)
    write(repository, pages[0], "Қазақстан халқы", "Ұлттық кітапхана мен уни-", "верситет ашылды")
    write(repository, pages[1], "Электрондық кітапхана: 100 % қазақша", "Кітапханалар, кітап")
    return Book(work_id, pages)


def get(reader: FlaskClient, address: str) -> Any:
    answer = reader.get(local(address))
    assert answer.status_code == 200, answer.data
    return json.loads(answer.data)


def local(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def search(reader: FlaskClient, book: Book, query: str, version: int = 2, rest: str = "") -> Any:
    return get(reader, f"/iiif/search/{version}/{book.id}?q={quote(query)}{rest}")


def found(reader: FlaskClient, book: Book, query: str) -> list[str]:
    return [item["body"]["value"] for item in search(reader, book, query)["items"]]


@BOTH
def test_any_keyboard_finds_kazakh_words_and_their_forms(reader: FlaskClient, book: Book) -> None:
    forms = ["кітапхана", "кітапхана", "Кітапханалар"]
    assert found(reader, book, "китапхана") == forms
    assert found(reader, book, "кітапханада") == forms
    assert found(reader, book, "kitaphana") == forms
    assert found(reader, book, "казакстан") == ["Қазақстан"]
    assert found(reader, book, "жоқ нәрсе") == []


@BOTH
def test_all_words_have_to_stand_on_the_page_and_phrases_together(
    reader: FlaskClient, book: Book
) -> None:
    assert found(reader, book, "қазақша кітап") == ["қазақша", "кітап"]
    assert found(reader, book, '"электрондық кітапхана"') == ["Электрондық кітапхана"]
    assert found(reader, book, "«кітапхана электрондық»") == []
    assert found(reader, book, '"халқы ұлттық"') == ["халқы Ұлттық"]


def test_hits_have_the_words_boxes_and_what_stands_around(reader: FlaskClient, book: Book) -> None:
    page = search(reader, book, "электрондық")
    assert page["@context"] == "http://iiif.io/api/search/2/context.json"
    assert (page["type"], page["startIndex"], page["partOf"]["total"]) == ("AnnotationPage", 0, 1)
    (item,) = page["items"]
    canvas, _, box = item["target"].partition("#xywh=")
    assert canvas.endswith(f"/{book.id}/canvas/{book.pages[1]}")
    # The first of five words on a line of 800 pixels: 11 of its 36 letters and spaces.
    assert box == "100,100,244,40"
    assert item["motivation"] == "supplementing"
    (context,) = page["annotations"][0]["items"]
    assert context["motivation"] == "contextualizing"
    assert context["target"]["source"] == item["id"]
    (selector,) = context["target"]["selector"]
    assert selector["exact"] == "Электрондық"
    assert selector["suffix"] == " кітапхана: 100 % қазақша Кітапханалар, кітап"
    assert get(reader, item["id"])["target"] == item["target"]


def test_a_word_broken_at_the_end_of_a_line_is_one_hit_in_two_places(
    reader: FlaskClient, book: Book
) -> None:
    (item,) = search(reader, book, "университеттің")["items"]
    assert item["body"]["value"] == "университет"
    assert [target.partition("#xywh=")[2] for target in item["target"]] == [
        "772,150,128,40",
        "100,200,426,40",
    ]
    assert get(reader, item["id"])["target"] == item["target"]
    old = search(reader, book, "университет", version=1)
    assert [each["resource"]["chars"] for each in old["resources"]] == ["уни-", "верситет"]
    (hit,) = old["hits"]
    assert hit["annotations"] == [each["@id"] for each in old["resources"]]
    assert (hit["match"], hit["before"]) == ("университет", "Қазақстан халқы Ұлттық кітапхана мен ")
    assert old["within"]["total"] == 2
    for each in old["resources"]:
        assert get(reader, each["@id"])["on"] == each["on"]


def test_what_is_found_comes_in_parts(
    reader: FlaskClient, repository: Repository, book: Book
) -> None:
    write(repository, book.pages[2], *["бір екі бір"] * 60)
    seen: list[str] = []
    page = search(reader, book, "бір")
    assert page["partOf"]["total"] == 120
    assert page["partOf"]["last"]["id"].endswith("&start=100")
    while True:
        assert page["startIndex"] == len(seen)
        seen += [item["id"] for item in page["items"]]
        assert len(page["items"]) <= 50
        if "next" not in page:
            break
        following = get(reader, page["next"]["id"])
        assert following["prev"]["id"] == page["id"]
        page = following
    assert len(set(seen)) == len(seen) == 120
    old = search(reader, book, "бір", version=1, rest="&start=50")
    assert (old["startIndex"], old["within"]["total"], len(old["hits"])) == (50, 120, 50)
    phrase = search(reader, book, '"екі бір"', rest="&start=50")
    assert (phrase["partOf"]["total"], len(phrase["items"])) == (119 - 59, 10)
    assert search(reader, book, "бір", rest="&start=99999999999999")["items"] == []


def test_filters_of_annotations_are_ignored_and_named(reader: FlaskClient, book: Book) -> None:
    rest = "&motivation=painting&user=x&date=2020"
    page = search(reader, book, "кітап", rest=rest)
    assert page["ignored"] == ["motivation", "date", "user"]
    assert len(page["items"]) == 1
    old = search(reader, book, "кітап", version=1, rest="&user=x")
    assert old["within"]["ignored"] == ["user"]
    assert old["@context"][1] == "http://iiif.io/api/search/1/context.json"


@pytest.mark.parametrize(
    "query",
    ['"', "%", "_", "\\", "'", "\0", "а" * 5000, "国語", "()", '""', "-", "NOT OR AND", "*", "😀"],
)
@BOTH
def test_no_query_fails(reader: FlaskClient, book: Book, query: str) -> None:
    for version in (1, 2):
        for path in ("", "/autocomplete"):
            address = f"/iiif/search/{version}/{book.id}{path}?q={quote(query)}"
            assert reader.get(address).status_code == 200
    assert reader.get(f"/iiif/search/2/{book.id}").status_code == 200


@BOTH
def test_words_are_completed(reader: FlaskClient, book: Book) -> None:
    page = get(reader, f"/iiif/search/2/{book.id}/autocomplete?q={quote('китап')}")
    assert page["type"] == "TermPage"
    assert page["items"] == [
        {"value": "кітап", "total": 1},
        {"value": "кітапхана", "total": 2},
        {"value": "кітапханалар", "total": 1},
    ]
    least = get(reader, f"/iiif/search/2/{book.id}/autocomplete?q={quote('китап')}&min=2")
    assert [term["value"] for term in least["items"]] == ["кітапхана"]
    old = get(reader, f"/iiif/search/1/{book.id}/autocomplete?q={quote('кітапханал')}&user=x")
    assert (old["@type"], old["ignored"]) == ("search:TermList", ["user"])
    (term,) = old["terms"]
    assert (term["match"], term["count"]) == ("кітапханалар", 1)
    assert get(reader, term["url"])["hits"]


def test_answers_are_for_all_sites_and_kept_until_the_work_changes(
    reader: FlaskClient, repository: Repository, book: Book
) -> None:
    address = f"/iiif/search/2/{book.id}?q=x"
    answer = reader.get(address)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    tag = answer.headers["ETag"]
    assert reader.get(address, headers={"If-None-Match": tag}).status_code == 304
    write(repository, book.pages[2], "x")
    again = reader.get(address, headers={"If-None-Match": tag})
    assert again.status_code == 200
    assert len(again.get_json(force=True)["items"]) == 1
    assert reader.post(address).status_code == 405
    assert reader.options(address).status_code == 204
    assert reader.get(f"/iiif/search/3/{book.id}?q=x").status_code == 404
    assert reader.get("/iiif/search/2/nothing?q=x").status_code == 404


def addresses(book: Book) -> list[str]:
    page = f"/works/{book.id}/pages/{book.pages[0]}/text"
    work = f"/works/{book.id}/text"
    said = f"/iiif/presentation/3/{book.id}/annotations/{book.pages[0]}"
    return [
        *(page, f"{page}.alto.xml", f"{page}.hocr", f"{work}.txt", f"{work}.alto.zip"),
        *(f"{said}/lines", f"{said}/words", f"/iiif/search/2/{book.id}?q=x"),
    ]


def test_drafts_are_for_curators_only(
    reader: FlaskClient, curator: FlaskClient, repository: Repository, book: Book
) -> None:
    for address in addresses(book):
        assert reader.get(address).status_code == 200
    with repository.database.write() as session:
        unpublish(session, get_work(session, book.id))
    for address in addresses(book):
        assert reader.get(address).status_code == 404
        answer = curator.get(address)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "private, no-store"


def test_the_text_of_a_page_in_three_forms(reader: FlaskClient, book: Book) -> None:
    address = f"/works/{book.id}/pages/{book.pages[0]}/text"
    plain = reader.get(address)
    lines = "Қазақстан халқы\nҰлттық кітапхана мен уни-\nверситет ашылды"
    assert plain.get_data(as_text=True) == lines
    assert plain.content_type == "text/plain; charset=utf-8"
    same = {"If-None-Match": plain.headers["ETag"]}
    assert reader.get(address, headers=same).status_code == 304
    alto = reader.get(f"{address}.alto.xml")
    assert read_alto(alto.data, "page", 1000, 1500).text == lines
    whole = [node.get("SUBS_CONTENT") for node in etree.fromstring(alto.data).iter("{*}String")]
    assert [each for each in whole if each] == ["университет"] * 2
    hocr = reader.get(f"{address}.hocr")
    assert '<span class="ocrx_word"' in hocr.get_data(as_text=True)
    assert reader.get(f"/works/{book.id}/pages/{book.pages[2]}/text").status_code == 404
    assert reader.get(f"/works/{book.id}/pages/nothing/text").status_code == 404


def test_the_text_of_a_work(reader: FlaskClient, book: Book) -> None:
    plain = reader.get(f"/works/{book.id}/text.txt").get_data(as_text=True)
    assert [page.split("\n")[0] for page in plain.split("\f")] == [
        "Қазақстан халқы",
        "Электрондық кітапхана: 100 % қазақша",
    ]
    archive = zipfile.ZipFile(io.BytesIO(reader.get(f"/works/{book.id}/text.alto.zip").data))
    assert archive.testzip() is None
    assert archive.namelist() == ["0001.alto.xml", "0002.alto.xml"]
    assert "Қазақстан" in archive.read("0001.alto.xml").decode()


def test_the_manifest_leads_to_the_text(reader: FlaskClient, book: Book) -> None:
    manifest = get(reader, f"/iiif/presentation/3/{book.id}/manifest")
    assert check(manifest) == []
    iiif_prezi3.Manifest(**manifest)
    assert manifest["@context"][0] == "http://iiif.io/api/search/2/context.json"
    new, old = manifest["service"]
    assert (new["type"], old["profile"]) == (
        "SearchService2",
        "http://iiif.io/api/search/1/search",
    )
    assert get(reader, new["id"] + "?q=x")["type"] == "AnnotationPage"
    assert get(reader, new["service"][0]["id"] + "?q=x")["type"] == "TermPage"
    assert get(reader, old["service"][0]["@id"] + "?q=x")["@type"] == "search:TermList"
    hits = get(reader, old["@id"] + f"?q={quote('халқы')}")
    assert hits["resources"][0]["on"].partition("#")[0] == manifest["items"][0]["id"]
    assert get(reader, hits["resources"][0]["@id"])["target"] == hits["resources"][0]["on"]
    first, _, last = manifest["items"]
    assert "annotations" not in last
    lines, words = (get(reader, page["id"]) for page in first["annotations"])
    for page, granularity, count in ((lines, "line", 3), (words, "word", 8)):
        assert check(page) == []
        assert page["@context"][0] == GRANULARITY
        assert {item["textGranularity"] for item in page["items"]} == {granularity}
        assert {item["motivation"] for item in page["items"]} == {"supplementing"}
        assert len(page["items"]) == count
        item = page["items"][-1]
        assert get(reader, item["id"])["body"] == item["body"]
    assert lines["items"][0]["body"]["language"] == "kk"
    assert lines["items"][0]["target"].endswith("#xywh=100,100,800,40")
    alto = first["seeAlso"][0]
    assert reader.get(local(alto["id"])).content_type.startswith(alto["format"])
    assert reader.get(local(first["rendering"][0]["id"])).status_code == 200
    for link in manifest["rendering"][-2:]:
        assert reader.get(local(link["id"])).content_type.startswith(link["format"])


def test_the_manifest_of_version_2_leads_to_it_too(reader: FlaskClient, book: Book) -> None:
    manifest = get(reader, f"/iiif/presentation/2/{book.id}/manifest")
    assert manifest["service"]["profile"] == "http://iiif.io/api/search/1/search"
    assert manifest["service"]["@context"] == "http://iiif.io/api/search/1/context.json"
    first = manifest["sequences"][0]["canvases"][0]
    lines, words = (get(reader, page["@id"]) for page in first["otherContent"])
    assert lines["resources"][0]["resource"]["chars"] == "Қазақстан халқы"
    assert len(words["resources"]) == 8
    for item in (lines["resources"][1], words["resources"][1]):
        assert get(reader, item["@id"])["on"] == item["on"]
    unknown = f"/iiif/presentation/3/{book.id}/annotation/{book.pages[0]}/words"
    for name in ("9.9", "1.1-9", "1", "x", "1.2-1", "_"):
        assert reader.get(f"{unknown}/{name}").status_code == 404


@pytest.mark.parametrize("pages", [2, 40])
def test_searches_take_the_same_statements_whatever_the_size(
    reader: FlaskClient, repository: Repository, pages: int
) -> None:
    work_id = make_work(repository, pages)
    for page_id in pages_of(repository, work_id):
        write(repository, page_id, "кітап пен дәптер")
    for query, expected in (("кітап", 4), ('"кітап пен"', 5), ("жоқ", 3)):
        with counted(repository) as statements:
            answer = reader.get(f"/iiif/search/2/{work_id}?q={quote(query)}")
        assert answer.status_code == 200
        assert selects(statements) == expected
    with counted(repository) as statements:
        reader.get(f"/iiif/search/2/{work_id}/autocomplete?q={quote('кі')}")
    assert selects(statements) == 3
