"""What may be said of the catalogue's things from outside: by the REST API, by `work.json`."""

from repository.schemas.collection import CollectionChange, CollectionIn, MemberIn, MembersIn
from repository.schemas.errors import Fault, FaultyError, faults_of
from repository.schemas.institution import InstitutionChange, InstitutionIn
from repository.schemas.page import ImageChange, ImageIn, OrderIn, PageChange, PageIn
from repository.schemas.section import ContentsIn, SectionChange, SectionIn, SectionPageIn
from repository.schemas.work import WorkChange, WorkIn

__all__ = [
    "CollectionChange",
    "CollectionIn",
    "ContentsIn",
    "Fault",
    "FaultyError",
    "ImageChange",
    "ImageIn",
    "InstitutionChange",
    "InstitutionIn",
    "MemberIn",
    "MembersIn",
    "OrderIn",
    "PageChange",
    "PageIn",
    "SectionChange",
    "SectionIn",
    "SectionPageIn",
    "WorkChange",
    "WorkIn",
    "faults_of",
]
