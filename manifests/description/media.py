"""Files that can be painted on a page: pictures, sounds and films, and which part of them."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from manifests.description.text import LanguageMap


@dataclass(frozen=True, slots=True)
class Fragment:
    """Part of a page: a rectangle in its pixels, a span of time in seconds, or both.

    A span without `end` runs to the end of the page; https://www.w3.org/TR/media-frags/.
    """

    xywh: tuple[int, int, int, int] | None = None
    start: float | None = None
    end: float | None = None


@dataclass(frozen=True, slots=True)
class ImageDescription:
    """A picture of our own image server; all sizes are (width, height) in pixels.

    `sizes` are the whole pictures that the image server advertises in `info.json`, in any order:
    thumbnails are chosen from them, so that they are copied out and not computed. `format` is
    that of the full picture: `image/png` for what would lose by JPEG.
    """

    id: str
    width: int
    height: int
    sizes: tuple[tuple[int, int], ...] = ()
    format: Literal["image/jpeg", "image/png"] = "image/jpeg"
    label: LanguageMap | None = None


@dataclass(frozen=True, slots=True)
class RemoteService:
    """An image service of another server: its base address, and what it says of itself."""

    href: str
    type: Literal["ImageService1", "ImageService2", "ImageService3"]
    profile: str


@dataclass(frozen=True, slots=True)
class PictureDescription:
    """A picture at an address of its own, without our image server: a partner's, or a logo."""

    href: str
    width: int
    height: int
    format: str = "image/jpeg"
    services: tuple[RemoteService, ...] = ()
    label: LanguageMap | None = None


@dataclass(frozen=True, slots=True)
class SoundDescription:
    """A recording that browsers play; `duration` in seconds, measured and not from a catalogue."""

    href: str
    duration: float
    format: str
    label: LanguageMap | None = None


@dataclass(frozen=True, slots=True)
class VideoDescription:
    """A film that browsers play; `duration` in seconds, width and height in pixels."""

    href: str
    width: int
    height: int
    duration: float
    format: str
    label: LanguageMap | None = None


StillDescription: TypeAlias = ImageDescription | PictureDescription
MediumDescription: TypeAlias = StillDescription | SoundDescription | VideoDescription


@dataclass(frozen=True, slots=True)
class PaintingDescription:
    """What is painted where on a page.

    More than one of `media` is a choice for the reader, the first shown by default, each with a
    label. `target` is the part of the page they cover, the whole page without it. `crop` is the
    rectangle (x, y, width, height) of the picture that is shown, in the picture's pixels.
    """

    media: tuple[MediumDescription, ...]
    target: Fragment | None = None
    crop: tuple[int, int, int, int] | None = None
