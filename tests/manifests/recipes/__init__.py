"""Every recipe of the IIIF Cookbook that the catalogue's model can produce."""

from tests.manifests.recipes import images, maps, sounds, words
from tests.manifests.recipes.recipe import Recipe

__all__ = ["RECIPES", "Recipe"]

RECIPES = (*images.RECIPES, *sounds.RECIPES, *words.RECIPES, *maps.RECIPES)
