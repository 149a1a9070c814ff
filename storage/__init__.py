"""Bytes under keys, on a local disk or in an S3-compatible bucket."""

from storage.base import Stat, Storage
from storage.errors import (
    InvalidKeyError,
    ObjectNotFoundError,
    StorageError,
    StorageFullError,
    StorageUnavailableError,
)
from storage.factory import open_storage

__all__ = [
    "InvalidKeyError",
    "ObjectNotFoundError",
    "Stat",
    "Storage",
    "StorageError",
    "StorageFullError",
    "StorageUnavailableError",
    "open_storage",
]
