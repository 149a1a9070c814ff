"""Bytes under keys, on a local disk or in an S3-compatible bucket."""

from storage.at_hand import read_at_hand
from storage.base import Ranges, Stat, Storage, holds
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
    "Ranges",
    "Stat",
    "Storage",
    "StorageError",
    "StorageFullError",
    "StorageUnavailableError",
    "holds",
    "open_storage",
    "read_at_hand",
]
