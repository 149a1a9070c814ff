"""The catalogue's tables."""

from repository.models.attempt import SignInAttempt
from repository.models.base import Base
from repository.models.collection import Collection, CollectionMember
from repository.models.file import Derivative, Master
from repository.models.institution import Institution
from repository.models.job import Job, JobState
from repository.models.revision import CatalogueRevision
from repository.models.user import Role, User
from repository.models.work import Page, Work, WorkState

__all__ = [
    "Base",
    "CatalogueRevision",
    "Collection",
    "CollectionMember",
    "Derivative",
    "Institution",
    "Job",
    "JobState",
    "Master",
    "Page",
    "Role",
    "SignInAttempt",
    "User",
    "Work",
    "WorkState",
]
