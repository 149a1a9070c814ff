"""What the catalogue refuses, and why.

RepositoryError
├── SettingsError
├── NotFoundError
│   └── GoneError
├── RefusedError
└── QueueUnavailableError
"""

from collections.abc import Mapping, Sequence


class RepositoryError(Exception):
    """Base of all errors of this package."""


class SettingsError(RepositoryError):
    """Settings in the environment are wrong; `lines` says which and why, one line each."""

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = tuple(lines)


class NotFoundError(RepositoryError):
    """You asked for an institution, collection, work, page or image that is not there."""


class GoneError(NotFoundError):
    """You asked for a work that was published once and is deleted for good."""


class RefusedError(RepositoryError):
    """What you sent cannot be taken; `code` names the sentence of `repository.reasons`."""

    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(f"{code}: {params}" if params else code)
        self.code = code
        self.params: Mapping[str, str | int] = params


class ClaimLostError(RepositoryError):
    """Your lease on a job ran out and another worker has it; what you made must not be kept."""


class DatabaseUnavailableError(RepositoryError):
    """The database does not answer or stays locked; the same call may succeed later."""
