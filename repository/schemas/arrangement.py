"""Changes of how a work is put in order, as they are sent."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from repository.schemas.section import SectionIn
from repository.schemas.values import LARGEST, Direction, Id, Sent

Style = Literal[
    "arabic", "roman", "roman-upper", "cyrillic", "cyrillic-letters", "latin-letters",
    "arabic-indic", "persian", "leaves", "leaves-ab", "leaves-ob", "text", "none",
]  # fmt: skip
Layout = Literal["paged", "individuals", "continuous"]
_Affix = Annotated[str, StringConstraints(max_length=100, strip_whitespace=False)]
_Pages = Annotated[list[Id], Field(min_length=1, max_length=20_000)]


class Run(Sent):
    """How a run of pages is labelled, for example from `i` on, or `1r`, `1v`, `2r`.

    `leaves` count two pages each, as 1r 1v, 1a 1b or 1 and 1 об.; `side` is where they begin.
    `text` labels all pages alike by `prefix` and `suffix`; `none` takes labels away.
    """

    style: Style
    start: Annotated[int, Field(strict=True, ge=1, le=50_000)] = 1
    step: Annotated[int, Field(strict=True, ge=1, le=2)] = 1
    side: Literal["front", "back"] = "front"
    prefix: _Affix = ""
    suffix: _Affix = ""


class Move(Sent):
    """Move pages, in their order, before another page, or to the end."""

    kind: Literal["move"]
    pages: _Pages
    before: Id | None = None


class Label(Sent):
    """Label pages, in their order, as a run."""

    kind: Literal["label"]
    pages: _Pages
    run: Run


class Turn(Sent):
    """Turn pages clockwise; their masters stay as they are."""

    kind: Literal["turn"]
    pages: _Pages
    degrees: Literal[90, 180, 270]


class Split(Sent):
    """Make two pages of each that shows two; its master stays one.

    `gutter` is where, in parts of the width; `first` the half that is read first, by itself the
    one where reading begins.
    """

    kind: Literal["split"]
    pages: Annotated[list[Id], Field(min_length=1, max_length=2000)]
    gutter: Annotated[float, Field(ge=0.02, le=0.98)] = 0.5
    first: Literal["left", "right"] | None = None


class Remove(Sent):
    """Take pages out of the work; `restore` brings them back."""

    kind: Literal["remove"]
    pages: _Pages


class Behave(Sent):
    """Say, or say no longer, that pages are inserts that take no part in spreads, or spreads."""

    kind: Literal["behave"]
    pages: _Pages
    behavior: Literal["non-paged", "facing-pages"]
    on: bool


class Present(Sent):
    """Say how viewers show the work; what is left out stays as it is."""

    kind: Literal["present"]
    viewing_direction: Direction = "left-to-right"
    layout: Layout | None = None
    start_page: Id | None = None
    thumbnail_page: Id | None = None


class Contents(Sent):
    """Replace the table of contents; sections that are sent with their `id` keep it."""

    kind: Literal["contents"]
    sections: Annotated[list[SectionIn], Field(max_length=20_000)]


class Restore(Sent):
    """Bring back an earlier version: all of it, or only the order or the description."""

    kind: Literal["restore"]
    version: Annotated[int, Field(strict=True, ge=1, le=LARGEST)]
    what: Literal["all", "order", "description"] = "all"


Change = Annotated[
    Move | Label | Turn | Split | Remove | Behave | Present | Contents | Restore,
    Field(discriminator="kind"),
]


class ArrangementIn(Sent):
    """A change of the arrangement that stood at `revision` when its sender last saw it."""

    revision: Annotated[int, Field(strict=True, ge=0, le=LARGEST)]
    change: Change
