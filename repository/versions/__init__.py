"""Every state of a work's description and order: who made it, when, and how to have it back."""

from repository.versions.recording import record
from repository.versions.snapshot import Snapshot, take

__all__ = ["Snapshot", "record", "take"]
