"""Presentation documents over HTTP."""

import gzip
import json
from dataclasses import replace
from typing import Any

import pytest
import zstandard
from flask.testing import FlaskClient

from manifests import Revision
from manifests.description import (
    CollectionDescription,
    MemberDescription,
    PageReference,
    SectionDescription,
    WorkDescription,
)
from tests.manifests.catalogue import Shelf
from tests.manifests.documents import ALL
from tests.manifests.recipes import Recipe
from tests.manifests.works import BASE, three

MANIFEST = "/iiif/presentation/3/book/manifest"
OURS = BASE + "/iiif/presentation/"
LD_JSON = 'application/ld+json;profile="http://iiif.io/api/presentation/3/context.json"'


def test_a_manifest_comes_as_json_ld_for_every_site(client: FlaskClient) -> None:
    response = client.get(MANIFEST)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == LD_JSON
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.json is not None
    assert response.json["id"] == BASE + MANIFEST


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("application/json", "application/json"),
        ("application/json;q=0.5, application/ld+json", LD_JSON),
        ("*/*", LD_JSON),
        ("text/html,application/xml;q=0.9,*/*;q=0.8", LD_JSON),
        ("nonsense/;;;=", LD_JSON),
    ],
)
def test_the_media_type_follows_accept(client: FlaskClient, accept: str, expected: str) -> None:
    response = client.get(MANIFEST, headers={"Accept": accept})
    assert response.headers["Content-Type"] == expected
    assert "Accept" in response.headers["Vary"]


@pytest.mark.parametrize(
    ("coding", "unpack"),
    [
        ("zstd", lambda data: zstandard.ZstdDecompressor().decompress(data)),
        ("gzip", gzip.decompress),
    ],
)
def test_a_manifest_is_compressed_as_the_client_takes_it(
    client: FlaskClient, coding: str, unpack: Any
) -> None:
    plain = client.get(MANIFEST)
    response = client.get(MANIFEST, headers={"Accept-Encoding": coding})
    assert response.headers["Content-Encoding"] == coding
    assert unpack(response.data) == plain.data
    assert len(response.data) < len(plain.data) / 3
    assert response.headers["ETag"] != plain.headers["ETag"]


def test_zstd_is_liked_best_and_nothing_is_forced_on_a_client(client: FlaskClient) -> None:
    many = client.get(MANIFEST, headers={"Accept-Encoding": "gzip, deflate, br, zstd"})
    assert many.headers["Content-Encoding"] == "zstd"
    none = client.get(MANIFEST, headers={"Accept-Encoding": "br"})
    assert "Content-Encoding" not in none.headers


def test_an_unchanged_manifest_is_not_built_to_say_so(client: FlaskClient, shelf: Shelf) -> None:
    tag = client.get(MANIFEST).headers["ETag"]
    shelf.asked.clear()
    response = client.get(MANIFEST, headers={"If-None-Match": f'"other", W/{tag}'})
    assert response.status_code == 304
    assert response.data == b""
    assert response.headers["ETag"] == tag
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert shelf.asked == ["work_revision"]


def test_a_manifest_is_built_once_for_each_state(client: FlaskClient, shelf: Shelf) -> None:
    first = client.get(MANIFEST)
    assert client.get(MANIFEST).data == first.data
    assert shelf.asked.count("work") == 1
    shelf.works["book"] = replace(shelf.works["book"], label=three("а", "б", "c"))
    shelf.revisions["book"] = Revision("2")
    changed = client.get(MANIFEST, headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200
    assert changed.json is not None
    assert changed.json["label"]["en"] == ["c"]


def test_what_is_not_public_is_kept_out_of_shared_caches(client: FlaskClient, shelf: Shelf) -> None:
    assert client.get(MANIFEST).headers["Cache-Control"] == "public, no-cache"
    shelf.revisions["book"] = Revision("2", public=False)
    assert client.get(MANIFEST).headers["Cache-Control"] == "private, no-store"


def test_head_and_options_answer_without_a_body(client: FlaskClient, shelf: Shelf) -> None:
    head = client.head(MANIFEST)
    assert head.status_code == 200
    assert head.data == b""
    assert int(head.headers["Content-Length"]) == len(client.get(MANIFEST).data)
    shelf.asked.clear()
    options = client.options(MANIFEST, headers={"Origin": "https://viewer.example"})
    assert options.status_code == 204
    assert "Authorization" in options.headers["Access-Control-Allow-Headers"]
    assert options.headers["Access-Control-Allow-Origin"] == "*"
    assert shelf.asked == []


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_other_methods_are_refused_with_cors(client: FlaskClient, method: str) -> None:
    response = getattr(client, method)(MANIFEST)
    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert response.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        "//",
        "3/nothing/manifest",
        "3/book/manifest/",
        "3//manifest",
        "3/book//manifest",
        "4/book/manifest",
        "3/book/canvas/nothing",
        "3/book/canvas",
        "3/book/manifest/more",
        "3/..%2F..%2Fbook/manifest",
        "3/book/canvas/p1/../p2",
        "3/collection/nothing",
        "3/collection/nothing/1-500",
        "3/" + "a/" * 3000,
        "3/%00/manifest",
        "3/" + "b" * 3000 + "/manifest",
    ],
)
def test_unknown_addresses_are_not_found_as_json_with_cors(client: FlaskClient, path: str) -> None:
    response = client.get("/iiif/presentation/" + path)
    assert response.status_code == 404
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Content-Type"] == "application/problem+json"
    assert json.loads(response.data) == {"status": 404, "title": "Not Found"}


def test_the_gate_decides_who_sees_what(client: FlaskClient, shelf: Shelf) -> None:
    shelf.gone.add("old")
    assert client.get("/iiif/presentation/3/old/manifest").status_code == 410
    shelf.restricted["book"] = "Bearer key"
    unknown = client.get(MANIFEST)
    assert unknown.status_code == 401
    assert unknown.headers["WWW-Authenticate"] == "Bearer"
    wrong = client.get(MANIFEST, headers={"Authorization": "Bearer other"})
    assert wrong.status_code == 403
    assert wrong.headers["Access-Control-Allow-Origin"] == "*"
    assert client.get(MANIFEST, headers={"Authorization": "Bearer key"}).status_code == 200


def test_every_part_answers_at_its_own_address(client: FlaskClient) -> None:
    manifest: dict[str, Any] = client.get(MANIFEST).get_json()
    canvas = manifest["items"][2]
    painted = canvas["items"][0]
    for part in (canvas, painted, painted["items"][0], manifest["structures"][0]):
        response = client.get(part["id"].removeprefix(BASE))
        assert response.status_code == 200, part["id"]
        document: dict[str, Any] = response.get_json()
        assert document.pop("@context") == manifest["@context"]
        whole = {"id": manifest["id"], "type": "Manifest", "label": manifest["label"]}
        assert document.pop("partOf") == [whole]
        assert document == part


def members(count: int) -> list[MemberDescription]:
    return [MemberDescription(f"w{n}", "work", {"none": [f"{n}"]}) for n in range(1, count + 1)]


def add_collection(shelf: Shelf, count: int) -> None:
    label = three("Кітаптар", "Книги", "Books")
    described = CollectionDescription(id="books", label=label, total=count)
    shelf.add_collection(described, members(count))


@pytest.mark.parametrize("count", [0, 1, 500])
def test_a_small_collection_names_its_members(
    client: FlaskClient, shelf: Shelf, count: int
) -> None:
    add_collection(shelf, count)
    document: dict[str, Any] = client.get("/iiif/presentation/3/collection/books").get_json()
    assert len(document["items"]) == count
    assert all(item["type"] == "Manifest" for item in document["items"])
    assert document["metadata"][-1]["value"] == {"none": [str(count)]}
    assert client.get("/iiif/presentation/3/collection/books/1-500").status_code == 404


@pytest.mark.parametrize("count", [501, 1300, 250_001])
def test_a_large_collection_is_parted_and_holds_every_member_once(
    client: FlaskClient, shelf: Shelf, count: int
) -> None:
    add_collection(shelf, count)
    waiting = [BASE + "/iiif/presentation/3/collection/books"]
    found = 0
    while waiting:
        address = waiting.pop()
        document: dict[str, Any] = client.get(address.removeprefix(BASE)).get_json()
        assert document["id"] == address
        assert 1 <= len(document["items"]) <= 500
        for item in document["items"]:
            if item["type"] == "Collection":
                waiting.append(item["id"])
            else:
                found += 1
    assert found == count


def test_a_page_of_a_large_collection_asks_for_its_members_only(
    client: FlaskClient, shelf: Shelf
) -> None:
    add_collection(shelf, 100_000)
    shelf.asked.clear()
    client.get("/iiif/presentation/3/collection/books/99501-100000")
    assert shelf.asked == ["collection_revision", "collection", "members 99501-100000"]
    shelf.asked.clear()
    whole: dict[str, Any] = client.get("/iiif/presentation/3/collection/books").get_json()
    assert shelf.asked == ["collection_revision", "collection"]
    assert len(whole["items"]) == 200
    assert whole["items"][1]["label"]["en"] == ["Books (501–1000)"]


def own_addresses(value: Any) -> set[str]:
    """Every address of ours in a document that must answer: ids, and strings that name pages."""
    if isinstance(value, list):
        return {address for item in value for address in own_addresses(item)}
    if not isinstance(value, dict):
        return set()
    found = {value[key] for key in ("id", "@id") if str(value.get(key)).startswith(OURS)}
    return found | {address for item in value.values() for address in own_addresses(item)}


@pytest.mark.parametrize("recipe", [r for r in ALL if isinstance(r.described, WorkDescription)])
@pytest.mark.parametrize("version", [2, 3])
def test_every_own_id_answers_with_the_same_id(
    client: FlaskClient, shelf: Shelf, recipe: Recipe, version: int
) -> None:
    assert isinstance(recipe.described, WorkDescription)
    shelf.add(recipe.described)
    shelf.add_collection(CollectionDescription(id="books", label={"en": ["B"]}, total=0), ())
    waiting = {f"{OURS}{version}/{recipe.described.id}/manifest"}
    seen: set[str] = set()
    while waiting:
        address = waiting.pop()
        seen.add(address)
        response = client.get(address.removeprefix(BASE))
        assert response.status_code == 200, address
        document: dict[str, Any] = response.get_json()
        assert "@context" in document
        assert document.get("id", document.get("@id")) == address
        waiting |= {found.partition("#")[0] for found in own_addresses(document)} - seen
    assert len(seen) >= 3


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("*/*", "type"),
        ('application/ld+json;profile="http://iiif.io/api/presentation/3/context.json"', "type"),
        ('application/ld+json;profile="http://iiif.io/api/presentation/2/context.json"', "@type"),
        (
            'application/ld+json;profile="http://iiif.io/api/presentation/2/context.json";q=0.3,'
            + LD_JSON,
            "type",
        ),
    ],
)
@pytest.mark.parametrize("path", ["book/manifest", "collection/books"])
def test_one_address_answers_in_the_version_that_is_accepted(
    client: FlaskClient, shelf: Shelf, path: str, accept: str, kind: str
) -> None:
    """Recipe 0057."""
    add_collection(shelf, 2)
    response = client.get(f"/iiif/presentation/{path}", headers={"Accept": accept})
    assert kind in response.get_json()
    assert "presentation/2" in response.headers["Content-Type"] or kind == "type"
    assert "Accept" in response.headers["Vary"]
    document: dict[str, Any] = response.get_json()
    assert response.headers["Content-Location"] == document.get("id", document.get("@id"))


def test_an_annotation_page_on_its_own_tells_where_its_canvas_is(
    client: FlaskClient, shelf: Shelf
) -> None:
    """Recipe 0306."""
    linked = next(recipe for recipe in ALL if recipe.number == "0306")
    assert isinstance(linked.described, WorkDescription)
    shelf.add(linked.described)
    page: dict[str, Any] = client.get("/iiif/presentation/3/r0306/annotations/p1/notes").get_json()
    source = page["items"][0]["target"]["source"]
    assert source["partOf"] == [{"id": f"{OURS}3/r0306/manifest", "type": "Manifest"}]


def test_a_document_that_iiif_refuses_is_an_error_of_ours_and_is_logged(
    client: FlaskClient, shelf: Shelf, caplog: pytest.LogCaptureFixture
) -> None:
    broken = replace(shelf.works["book"], rights="no address")
    shelf.add(broken)
    response = client.get(MANIFEST)
    assert response.status_code == 500
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "rights" in caplog.text
    assert "rights" not in response.text


def nested(depth: int) -> SectionDescription:
    section = SectionDescription(id="s", label={"en": ["S"]}, items=(PageReference("p1"),))
    for level in range(depth):
        section = SectionDescription(id=f"s{level}", label={"en": ["S"]}, items=(section,))
    return section


@pytest.mark.parametrize("version", [2, 3])
def test_bottomless_sections_end_as_an_error(
    client: FlaskClient, shelf: Shelf, caplog: pytest.LogCaptureFixture, version: int
) -> None:
    shelf.add(replace(shelf.works["book"], sections=(nested(3000),)))
    assert client.get(f"/iiif/presentation/{version}/book/manifest").status_code == 500
    assert "more than 100 deep" in caplog.text
