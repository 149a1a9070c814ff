"""The recipes of the IIIF Cookbook that the catalogue's model has to be able to produce."""

import pytest

from manifests.check import check
from tests.manifests.documents import ALL, name, value_at, version2, version3
from tests.manifests.recipes import RECIPES, Recipe

NEEDED = {
    *("0001", "0004", "0005", "0006", "0007", "0008", "0009", "0010", "0011", "0024", "0027"),
    *("0029", "0030", "0031", "0032", "0033", "0035", "0036", "0046", "0047", "0053", "0117"),
    *("0118", "0202", "0230", "0232", "0234", "0283", "0299"),
    *("0002", "0003", "0013", "0014", "0015", "0017", "0026", "0064", "0065", "0074", "0219"),
    *("0229", "0231", "0434"),
    *("0021", "0025", "0068", "0261", "0266", "0269", "0306", "0309"),
    *("0139", "0154", "0240", "0318"),
}
"""Books, recordings, text and maps; 0057, two versions at one address, is a matter of routes."""


def test_no_recipe_is_left_out() -> None:
    assert {recipe.number for recipe in RECIPES} >= NEEDED


@pytest.mark.parametrize("recipe", RECIPES, ids=name)
def test_a_description_produces_the_recipe(recipe: Recipe) -> None:
    document = version3(recipe)
    for path, expected in recipe.shows.items():
        assert value_at(document, path) == expected, path


@pytest.mark.parametrize("recipe", ALL, ids=name)
def test_every_document_passes_our_own_check(recipe: Recipe) -> None:
    assert check(version3(recipe)) == []


@pytest.mark.parametrize("recipe", ALL, ids=name)
def test_every_document_exists_in_version_2(recipe: Recipe) -> None:
    document = version2(recipe)
    assert document["@context"] == "http://iiif.io/api/presentation/2/context.json"
    assert document["@type"] in ("sc:Manifest", "sc:Collection")
