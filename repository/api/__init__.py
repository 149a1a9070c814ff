"""The JSON REST API for programs, `/api/v1`."""

from repository.api.blueprint import create_blueprint

__all__ = ["create_blueprint"]
