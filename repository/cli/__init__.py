"""The command `keruen`: one module for each family of commands."""

from repository.cli.main import main

__all__ = ["main"]
