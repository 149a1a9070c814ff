"""The studio: where curators bring scans in, watch them become pages, and publish."""

from repository.web.studio import description, files, listing, work

BLUEPRINTS = (listing.blueprint, work.blueprint, files.blueprint, description.blueprint)

__all__ = ["BLUEPRINTS"]
