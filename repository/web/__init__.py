"""The web pages: what readers browse and where curators work."""

from repository.web.app import create_app

__all__ = ["create_app"]
