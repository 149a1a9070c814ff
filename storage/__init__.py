"""Bytes under keys, on a local disk or in an S3-compatible bucket."""

from storage.base import Ranges, Stat, Storage, holds
from storage.errors import (
    InvalidKeyError,
    ObjectNotFoundError,
    StorageError,
    StorageFullError,
    StorageUnavailableError,
)
from storage.factory import open_storage
from storage.page_cache import let_go, read_at_hand

__all__ = [
    "InvalidKeyError",
    "ObjectNotFoundError",
    "Ranges",
    "Stat",
    "Storage",
    "StorageError",
    "StorageFullError",
    "StorageUnavailableError",
    "holds",
    "let_go",
    "open_storage",
    "read_at_hand",
]
