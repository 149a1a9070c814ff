"""The IIIF servers within the site: pictures, manifests and collections, behind one gate."""

from flask import Flask

from imageserver.front import quick_door, tile_front
from imageserver.mirror import Mirror
from imageserver.routes import create_blueprint as pictures
from imageserver.service import ImageService
from manifests.routes import create_blueprint as documents
from manifests.search_routes import create_search_blueprint as searches
from repository.documents import DiskDocuments
from repository.images import CatalogueImages
from repository.media import CatalogueMedia
from repository.presentation import CataloguePresentation
from repository.repository import Repository
from repository.settings import Settings
from repository.texts.catalogue import CatalogueTexts
from repository.web import media
from repository.web.sessions import Sessions


def serve_iiif(app: Flask, repository: Repository, sessions: Sessions) -> None:
    """Answer everything under `/iiif/` and `/media/`, stored tiles before Flask is reached.

    Drafts are answered to those whom `sessions` knows as curators. For a server with an event loop
    `app.extensions["quick_door"]` is an `imageserver.front.QuickDoor`.
    """
    address = repository.settings.public_url
    presentation = CataloguePresentation(repository.database, sessions.is_curator)
    images = CatalogueImages(repository.database, sessions.is_curator)
    service = ImageService(
        images, repository.storage, base_url=address, mirror=_mirror(repository.settings)
    )
    folder = repository.settings.data_dir.absolute() / "documents"
    kept = DiskDocuments(folder, repository.settings.document_cache)
    texts = CatalogueTexts(repository.database)
    app.register_blueprint(documents(presentation, address, kept, texts))
    app.register_blueprint(searches(presentation, texts, address))
    app.register_blueprint(pictures(service))
    recordings = CatalogueMedia(repository.database, sessions.is_curator)
    app.register_blueprint(media.create_blueprint(recordings, repository.storage))
    app.extensions["quick_door"] = quick_door(service)
    app.wsgi_app = tile_front(app.wsgi_app, service)  # type: ignore[assignment, method-assign]


def _mirror(settings: Settings) -> Mirror | None:
    """A place on this machine for tiles that lie in a bucket."""
    if not settings.tile_cache or not settings.storage_address.startswith("s3:"):
        return None
    return Mirror(settings.data_dir.absolute() / "tiles", settings.tile_cache)
