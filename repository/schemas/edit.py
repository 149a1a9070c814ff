"""Changes of many works as they are sent."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from repository.schemas.values import Id, Sent

Short = Annotated[str, StringConstraints(max_length=100)]


class SelectionIn(Sent):
    """Which works: all filters have to fit; `works` names them one by one."""

    institution: Short = ""
    collection: Short = ""
    state: Literal["", "draft", "published"] = ""
    type: Short = ""
    language: Short = ""
    missing: Annotated[Short, Field(description="a part, or part:language")] = ""
    text: Annotated[str, StringConstraints(max_length=500)] = ""
    works: Annotated[list[Id], Field(max_length=5000)] = Field(default_factory=list)


class EditIn(Sent):
    """One action on one part of many descriptions."""

    selection: SelectionIn
    part: Short
    action: Literal["set", "add", "remove", "replace"]
    language: Short = ""
    value: Annotated[str, StringConstraints(max_length=20_000)] = ""
    find: Annotated[str, StringConstraints(max_length=20_000)] = ""
