"""What the image server asks of the catalogue, and the gate that every picture passes."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol

from imageserver.layout import Layout


class Visitor(NamedTuple):
    """Who asks, as far as the request tells: the raw values of two HTTP headers, "" when absent."""

    cookie: str = ""
    authorization: str = ""


@dataclass(frozen=True, slots=True)
class ImageRecord:
    """One stored picture: everything `info.json` says of it without opening it.

    `key` names the pyramidal TIFF in storage, `layout` its sizes in pixels. `public` is false for
    what this visitor may see and a shared cache may not keep. `modified` is in UTC.
    """

    id: str
    key: str
    layout: Layout
    modified: datetime
    public: bool = True
    rights: str | None = None
    part_of: tuple[str, ...] = ()


class ImageCatalogue(Protocol):
    """Where image records come from; implemented by the repository."""

    def image(self, image_id: str, visitor: Visitor) -> ImageRecord:
        """The record this visitor may see.

        Raises `ImageNotFoundError` for an unknown id and for what is not published to this
        visitor, `LoginRequiredError` or `ForbiddenError` for what is published but restricted.
        """
        ...

    def at_hand(self, image_id: str) -> ImageRecord | None:
        """A record that everybody may see, if it is in memory; None where it must be looked up.

        Never waits, for the event loop calls it.
        """
        ...
