"""What can be said of a work, a page, a section or a collection alike."""

from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from repository.models.base import LanguageMap


class Described:
    """The descriptive and linking properties of the Presentation API 3.0, sections 3.1 to 3.3.

    `metadata_` is a list of `{"label": language map, "value": language map}`, each with an optional
    `term` that says which of `repository.fields` it is, `code` (of a language or a type), `role`
    (of a person) and `authorities` (ids of the persons, places and subjects it names).
    `homepages`, `see_also` and `renderings` are lists of `{"href", "type", "label", "format",
    "languages", "profile"}`, of which the last three may be missing; `places` of
    `{"label": language map, "geometry": GeoJSON}`.
    `behaviors` are the words of section 3.4.2; `rights` is one URI.
    """

    summary: Mapped[LanguageMap | None]
    metadata_: Mapped[list[Any]] = mapped_column("metadata", default=list)
    required_statement: Mapped[dict[str, Any] | None]
    rights: Mapped[str | None] = mapped_column(String(500))
    homepages: Mapped[list[Any]] = mapped_column(default=list)
    see_also: Mapped[list[Any]] = mapped_column(default=list)
    renderings: Mapped[list[Any]] = mapped_column(default=list)
    nav_date: Mapped[datetime | None]
    places: Mapped[list[Any]] = mapped_column(default=list)
    behaviors: Mapped[list[Any]] = mapped_column(default=list)
