"""Recipes of the IIIF Cookbook, as descriptions and what their documents have to hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from manifests.description import (
    CollectionDescription,
    ImageDescription,
    LanguageMap,
    MemberDescription,
    PageDescription,
    PaintingDescription,
    SoundDescription,
    VideoDescription,
    WorkDescription,
)
from tests.manifests.works import SIZES

CANVAS = "items[0]"
PAINTING = "items[0].items[0].items[0]"
NOTE = "items[0].annotations[0].items[0]"


@dataclass(frozen=True)
class Recipe:
    """One recipe: what is described, and the value at each path of the document."""

    number: str
    described: WorkDescription | CollectionDescription
    shows: Mapping[str, Any]
    members: Sequence[MemberDescription] = field(default=())


def en(text: str) -> LanguageMap:
    return {"en": [text]}


def image(name: str = "i1", width: int = 3000, height: int = 4000) -> ImageDescription:
    return ImageDescription(name, width, height, SIZES if (width, height) == (3000, 4000) else ())


def leaf(number: int = 1, **more: Any) -> PageDescription:
    """A page with its scan."""
    given: dict[str, Any] = {
        "id": f"p{number}",
        "label": en(f"Page {number}"),
        "width": 3000,
        "height": 4000,
        "paintings": (PaintingDescription((image(f"i{number}"),)),),
    }
    return PageDescription(**(given | more))


def leaves(count: int) -> tuple[PageDescription, ...]:
    return tuple(leaf(number) for number in range(1, count + 1))


def heard(duration: float = 1985.024, **more: Any) -> PageDescription:
    """A page with a sound."""
    sound = SoundDescription("/media/mahler.mp3", duration, "audio/mp4")
    given: dict[str, Any] = {
        "id": "s1",
        "label": en("Gustav Mahler, Symphony No. 3"),
        "duration": duration,
        "paintings": (PaintingDescription((sound,)),),
    }
    return PageDescription(**(given | more))


def seen(duration: float = 572.034, **more: Any) -> PageDescription:
    """A page with a film."""
    video = VideoDescription("/media/film.mp4", 640, 360, duration, "video/mp4")
    given: dict[str, Any] = {
        "id": "v1",
        "label": en("Film"),
        "width": 640,
        "height": 360,
        "duration": duration,
        "paintings": (PaintingDescription((video,)),),
    }
    return PageDescription(**(given | more))


def work(number: str, *pages: PageDescription, **more: Any) -> WorkDescription:
    """A work whose id is the recipe's number; of one page without more."""
    given: dict[str, Any] = {
        "id": f"r{number}",
        "label": en(f"Recipe {number}"),
        "pages": pages or leaves(1),
    }
    return WorkDescription(**(given | more))
