"""Every state of a work's description and order: who made it, when, and how to have it back."""

from repository.versions.describing import record_descriptions
from repository.versions.listing import changes_since, count_versions, list_changes
from repository.versions.recording import newest, newest_number, record, version_of
from repository.versions.snapshot import Snapshot, take, unpack

__all__ = [
    "Snapshot",
    "changes_since",
    "count_versions",
    "list_changes",
    "newest",
    "newest_number",
    "record",
    "record_descriptions",
    "take",
    "unpack",
    "version_of",
]
