"""The catalogue's tables."""

from repository.models.article import (
    Article,
    ArticleAddress,
    ArticleKind,
    ArticlePicture,
    ArticleVersion,
    SiteText,
)
from repository.models.attempt import SignInAttempt
from repository.models.authority import Authority, AuthorityKind, AuthorityName, WorkAuthority
from repository.models.base import Base
from repository.models.batch import Batch, BatchKind, BatchRow, BatchState
from repository.models.browser_session import BrowserSession
from repository.models.collection import Collection, CollectionMember
from repository.models.download import Download
from repository.models.edit import Edit, EditedWork, EditState
from repository.models.event import Event
from repository.models.file import Derivative, Master
from repository.models.institution import Institution
from repository.models.invitation import Invitation
from repository.models.job import Job, JobState
from repository.models.letter import (
    Delivery,
    DeliveryState,
    DeliveryStep,
    Feedback,
    FeedbackState,
    Mail,
    MailState,
    Submission,
)
from repository.models.page import Page, PageImage, SharedPage
from repository.models.recording import Caption, Medium, MediumKind
from repository.models.revision import CatalogueRevision
from repository.models.search import (
    SearchFacet,
    SearchPage,
    SearchStart,
    SearchState,
    SearchValue,
    SearchWork,
)
from repository.models.section import Section, SectionPage
from repository.models.text import PageText, TextCorrection, TextSource
from repository.models.token import Token
from repository.models.tombstone import Tombstone
from repository.models.upload import Upload, UploadOutcome, UploadState
from repository.models.user import Role, User
from repository.models.version import RemovedPage, Version
from repository.models.visit import Usage, Visit, VisitSalt, VisitSession
from repository.models.work import Work, WorkState

__all__ = [
    "Article",
    "ArticleAddress",
    "ArticleKind",
    "ArticlePicture",
    "ArticleVersion",
    "Authority",
    "AuthorityKind",
    "AuthorityName",
    "Base",
    "Batch",
    "BatchKind",
    "BatchRow",
    "BatchState",
    "BrowserSession",
    "Caption",
    "CatalogueRevision",
    "Collection",
    "CollectionMember",
    "Delivery",
    "DeliveryState",
    "DeliveryStep",
    "Derivative",
    "Download",
    "Edit",
    "EditState",
    "EditedWork",
    "Event",
    "Feedback",
    "FeedbackState",
    "Institution",
    "Invitation",
    "Job",
    "JobState",
    "Mail",
    "MailState",
    "Master",
    "Medium",
    "MediumKind",
    "Page",
    "PageImage",
    "PageText",
    "RemovedPage",
    "Role",
    "SearchFacet",
    "SearchPage",
    "SearchStart",
    "SearchState",
    "SearchValue",
    "SearchWork",
    "Section",
    "SectionPage",
    "SharedPage",
    "SignInAttempt",
    "SiteText",
    "Submission",
    "TextCorrection",
    "TextSource",
    "Token",
    "Tombstone",
    "Upload",
    "UploadOutcome",
    "UploadState",
    "Usage",
    "User",
    "Version",
    "Visit",
    "VisitSalt",
    "VisitSession",
    "Work",
    "WorkAuthority",
    "WorkState",
]
