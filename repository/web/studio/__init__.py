"""The studio: where curators bring scans in, watch them become pages, and publish."""

from repository.web.studio import (
    arrangement,
    batches,
    contents,
    dashboard,
    description,
    files,
    history,
    inbox,
    libraries,
    listing,
    log,
    people,
    profile,
    record,
    shelves,
    site_articles,
    site_settings,
    texts,
    uploads,
    work,
)

BLUEPRINTS = (
    listing.blueprint,
    work.blueprint,
    files.blueprint,
    arrangement.blueprint,
    contents.blueprint,
    description.blueprint,
    history.blueprint,
    texts.blueprint,
    people.blueprint,
    profile.blueprint,
    uploads.blueprint,
    inbox.blueprint,
    batches.blueprint,
    record.blueprint,
    site_articles.blueprint,
    site_settings.blueprint,
    dashboard.blueprint,
    libraries.blueprint,
    log.blueprint,
    shelves.blueprint,
)

__all__ = ["BLUEPRINTS"]
