"""The studio: where curators bring scans in, watch them become pages, and publish."""

from repository.web.studio import (
    arrangement,
    contents,
    description,
    files,
    history,
    inbox,
    listing,
    people,
    profile,
    site_articles,
    site_settings,
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
    people.blueprint,
    profile.blueprint,
    uploads.blueprint,
    inbox.blueprint,
    site_articles.blueprint,
    site_settings.blueprint,
)

__all__ = ["BLUEPRINTS"]
