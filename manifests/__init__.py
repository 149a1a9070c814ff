"""IIIF Presentation documents from plain descriptions."""

from manifests.catalogue import (
    DocumentStore,
    PresentationCatalogue,
    Revision,
    TextCatalogue,
    Visitor,
)
from manifests.errors import (
    DocumentGoneError,
    DocumentNotFoundError,
    ForbiddenError,
    InvalidDocumentError,
    LoginRequiredError,
    PresentationError,
)
from manifests.routes import create_blueprint
from manifests.store import MemoryDocuments

__all__ = [
    "DocumentGoneError",
    "DocumentNotFoundError",
    "DocumentStore",
    "ForbiddenError",
    "InvalidDocumentError",
    "LoginRequiredError",
    "MemoryDocuments",
    "PresentationCatalogue",
    "PresentationError",
    "Revision",
    "TextCatalogue",
    "Visitor",
    "create_blueprint",
]
