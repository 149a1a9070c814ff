"""One thing that can be asked of the API: its address, what it takes, what it answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

from pydantic import BaseModel

Method = Literal["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"]
View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True, eq=False)
class Operation:
    """`view` takes the parts of the path by name, then `sent` or `page` where there is one.

    `takes` is the class of the JSON body or `bytes` for a file; `query` names further parameters
    with what they are for. `changes` says that the thing is there already: then the client has
    to tell the state it knows by `If-Match`. `paged` answers take `limit` and `offset`. The view
    of a `raw` operation makes its answer itself; `headers` names what is asked for in the request,
    `media` is what a body of bytes is sent as. An `open` one takes no token: readers ask it, too.
    """

    method: Method
    path: str
    summary: str
    view: Callable[..., Any]
    answers: type[BaseModel] | None = None
    takes: type[Any] | None = None
    status: int = 200
    changes: bool = False
    paged: bool = False
    query: Mapping[str, str] = field(default_factory=dict)
    raw: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)
    media: str = "application/octet-stream"
    open: bool = False


class Operations:
    """The operations of one noun, in the order they are written."""

    def __init__(self) -> None:
        self.all: list[Operation] = []

    def __call__(
        self, method: Method, path: str, summary: str, **values: Any
    ) -> Callable[[View], View]:
        """Make an operation of a view."""

        def add(view: View) -> View:
            self.all.append(Operation(method, path, summary, view, **values))
            return view

        return add
