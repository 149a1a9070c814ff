"""Documents of both versions, made as the routes make them, and values inside them."""

import re
from typing import Any

from manifests import presentation2, presentation3
from manifests.description import WorkDescription
from tests.manifests.recipes import RECIPES, Recipe
from tests.manifests.works import BASE, book

_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")


def version3(recipe: Recipe) -> dict[str, Any]:
    if isinstance(recipe.described, WorkDescription):
        return presentation3.manifest(recipe.described, BASE)
    return presentation3.collection(recipe.described, recipe.members, BASE)


def version2(recipe: Recipe) -> dict[str, Any]:
    if isinstance(recipe.described, WorkDescription):
        return presentation2.manifest(recipe.described, BASE)
    return presentation2.collection(recipe.described, recipe.members, BASE)


def value_at(document: Any, path: str) -> Any:
    """The value at a path such as `items[0].label.en`."""
    for name, index in _STEP.findall(path):
        document = document[int(index)] if index else document[name]
    return document


BOOK = Recipe("book", book(), {})
ALL = (*RECIPES, BOOK)


def name(recipe: Recipe) -> str:
    return recipe.described.id
