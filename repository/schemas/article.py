"""The site's own pages as they are sent."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from repository.schemas.values import LanguageMap, Sent, Slug

Markdown = Annotated[str, StringConstraints(max_length=100_000)]


class ArticleChange(Sent):
    """A change of a page: fields that are left out stay as they are."""

    kind: Literal["page", "document", "news", "stage"] = "page"
    slug: Slug = ""
    title: LanguageMap = Field(default_factory=dict)
    body: dict[Literal["kk", "ru", "en"], Markdown] = Field(
        default_factory=dict, description="Markdown for each language"
    )
    date: Annotated[str, StringConstraints(max_length=40)] | None = Field(
        None, description="EDTF: 2008, 2008-10, 2008-10-30 or two of them with a slash"
    )
    position: Annotated[int, Field(strict=True, ge=0, le=10_000)] = 0
    published: bool = False


class ArticleIn(ArticleChange):
    """A new page."""

    slug: Slug
    title: LanguageMap


class SiteChange(Sent):
    """What the site is called: fields that are left out stay as they are."""

    title: LanguageMap | None = None
    sentence: LanguageMap | None = None
    demonstration: bool = False


class FeedbackChange(Sent):
    """The library's answer to a message; without one it can be closed or taken up again."""

    state: Literal["new", "answered", "closed"]
    answer: Annotated[str, StringConstraints(max_length=5000)] = ""


class DeliveryChange(Sent):
    """The next state of a request, with what the reader is told."""

    state: Literal["accepted", "working", "sent", "refused"]
    note: Annotated[str, StringConstraints(max_length=5000)] = ""
