"""The catalogue as IIIF Presentation describes it."""

from repository.presentation.catalogue import CataloguePresentation

__all__ = ["CataloguePresentation"]
