"""One view of a work."""

from __future__ import annotations

from dataclasses import dataclass

from manifests.description.annotation import AnnotationPages, Caption
from manifests.description.described import Described
from manifests.description.media import PaintingDescription


@dataclass(frozen=True, slots=True, kw_only=True)
class PageDescription(Described):
    """A leaf, a photograph, a recording: a Canvas, with or without something painted on it.

    Width and height in pixels are for what is seen, `duration` in seconds for what takes time: a
    picture has the first two, a sound the last, a film all three. A page whose scan is missing
    has no paintings and keeps its size. `placeholder` is shown before a sound or film starts,
    `accompanying` while it plays; neither has one of its own.
    """

    width: int | None = None
    height: int | None = None
    duration: float | None = None
    paintings: tuple[PaintingDescription, ...] = ()
    captions: tuple[Caption, ...] = ()
    annotation_pages: tuple[AnnotationPages, ...] = ()
    placeholder: PageDescription | None = None
    accompanying: PageDescription | None = None
