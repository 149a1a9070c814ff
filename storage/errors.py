"""What can go wrong with stored bytes; back ends translate their SDK's errors into these.

StorageError
├── InvalidKeyError
├── ObjectNotFoundError
├── StorageFullError
└── StorageUnavailableError
"""


class StorageError(Exception):
    """Base of all errors of this package."""


class InvalidKeyError(StorageError):
    """You passed a key that is empty, absolute, climbs out (`..`) or holds other characters."""


class ObjectNotFoundError(StorageError):
    """Nothing is stored under this key."""


class StorageFullError(StorageError):
    """There is no room left for what you put; nothing was kept of it."""


class StorageUnavailableError(StorageError):
    """The storage did not answer in time or refused; the same call may succeed later."""
