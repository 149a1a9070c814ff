"""Documents of version 2.1, held against the rules of its specification."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.manifests.documents import ALL, BOOK, name, version2, version3
from tests.manifests.recipes import RECIPES, Recipe
from tests.manifests.works import BASE

REQUIRED = {
    "sc:Collection": {"@id", "label"},
    "sc:Manifest": {"@id", "label", "sequences"},
    "sc:Sequence": {"canvases"},
    "sc:Canvas": {"@id", "label", "width", "height"},
    "sc:Range": {"@id", "label"},
    "oa:Annotation": {"motivation", "resource", "on"},
    "dctypes:Image": {"@id", "format", "width", "height"},
}
NOT_IN_VERSION_2 = {"id", "type", "items", "summary", "rights", "navPlace", "duration", "provider"}


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from nodes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from nodes(inner)


def by_number(number: str) -> dict[str, Any]:
    return version2(next(recipe for recipe in RECIPES if recipe.number == number))


@pytest.mark.parametrize("recipe", ALL, ids=name)
def test_every_class_has_what_it_must_have(recipe: Recipe) -> None:
    document = version2(recipe)
    ranges = document.get("structures", [])
    for node in [document, *ranges, *nodes(document.get("sequences", []))]:
        kind = node.get("@type", "")
        missing = REQUIRED.get(kind, set()) - node.keys()
        assert not missing, (kind, missing)
        assert not NOT_IN_VERSION_2 & node.keys(), node


@pytest.mark.parametrize("recipe", ALL, ids=name)
def test_no_address_of_version_3_slips_in(recipe: Recipe) -> None:
    text = str(version2(recipe))
    assert "/iiif/presentation/3/" not in text
    assert "/iiif/image/3/" not in text
    assert "/iiif/presentation/2/" not in str(version3(recipe))


def test_pages_are_painted_through_image_services_of_version_2() -> None:
    canvas = version2(BOOK)["sequences"][0]["canvases"][0]
    image = canvas["images"][0]
    assert image["on"] == canvas["@id"]
    assert image["resource"]["@id"] == f"{BASE}/iiif/image/2/i1/full/full/0/default.jpg"
    assert image["resource"]["service"] == {
        "@context": "http://iiif.io/api/image/2/context.json",
        "@id": f"{BASE}/iiif/image/2/i1",
        "profile": "http://iiif.io/api/image/2/level2.json",
    }


def test_texts_carry_their_language() -> None:
    document = version2(BOOK)
    assert {"@value": "Абай жолы", "@language": "kk"} in document["label"]
    assert len(document["attribution"]) == 3
    assert document["license"] == "http://creativecommons.org/publicdomain/mark/1.0/"
    assert document["viewingHint"] == "paged"
    assert document["logo"][0]["@id"] == f"{BASE}/static/nlrk.png"


def test_sections_are_a_flat_list_that_keeps_the_tree() -> None:
    ranges = {r["@id"].rsplit("/", 1)[1]: r for r in by_number("0024")["structures"]}
    assert list(ranges) == ["toc", "r1", "r2", "r3", "r4"]
    assert ranges["toc"]["ranges"] == [ranges["r1"]["@id"], ranges["r2"]["@id"]]
    assert ranges["r1"]["canvases"][1] == ranges["r3"]["canvases"][0]


def test_a_choice_has_a_default() -> None:
    resource = by_number("0033")["sequences"][0]["canvases"][0]["images"][0]["resource"]
    assert resource["@type"] == "oa:Choice"
    assert resource["item"][0]["label"] == {"@value": "X-ray", "@language": "en"}


def test_a_film_is_a_poster_with_a_link() -> None:
    canvas = by_number("0013")["sequences"][0]["canvases"][0]
    assert canvas["images"][0]["on"] == canvas["@id"]
    assert canvas["rendering"][0]["@id"] == f"{BASE}/media/film.mp4"
    assert canvas["rendering"][0]["format"] == "video/mp4"


def test_collections_tell_their_total() -> None:
    document = by_number("0030")
    assert document["total"] == 2
    assert document["viewingHint"] == "multi-part"
    assert document["manifests"][0]["@id"] == f"{BASE}/iiif/presentation/2/v1/manifest"
