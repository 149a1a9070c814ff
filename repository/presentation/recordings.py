"""Pages that sound or move, as their canvases describe them."""

from collections.abc import Sequence

from manifests.description import (
    Caption,
    ImageDescription,
    LanguageMap,
    Link,
    PageDescription,
    PaintingDescription,
    SoundDescription,
    VideoDescription,
)
from repository.captions import TEXT
from repository.models import Caption as CaptionRow
from repository.models import Derivative, Medium, MediumKind, Page
from repository.presentation.described import common, image
from repository.recordings import medium_href, text_name

_CAPTIONS = {"kk": "Субтитрлер", "ru": "Субтитры", "en": "Captions"}
_TRANSCRIPT = {"kk": ["Мәтіні"], "ru": ["Текст записи"], "en": ["Transcript"]}
_NEED_SIZE = {"paged", "continuous", "individuals", "unordered"}


def recording(
    page: Page,
    position: int,
    medium: Medium,
    poster: Derivative | None,
    captions: Sequence[CaptionRow],
) -> PageDescription:
    """A page with a recording: its poster comes before a film and goes with a sound.

    One body only: viewers in use cannot choose between recordings.
    """
    label = page.label or {"none": [str(position)]}
    is_film = medium.kind == MediumKind.VIDEO
    picture = _picture(f"{page.id}-poster", label, image(poster)) if poster else None
    said = common(page)
    said["renderings"] += tuple(_transcript(caption) for caption in captions)
    return PageDescription(
        id=page.id,
        label=label,
        width=medium.width,
        height=medium.height,
        duration=medium.duration,
        paintings=(PaintingDescription((_body(medium),)),),
        captions=tuple(_caption(caption) for caption in captions),
        placeholder=picture if is_film else None,
        accompanying=None if is_film else picture,
        **said,
    )


def fit_behaviors(behaviors: tuple[str, ...], pages: Sequence[PageDescription]) -> tuple[str, ...]:
    """Those behaviours of a work that its pages can have: Presentation API 3.0, section 3.4.2.

    Turning leaves takes pages with a size, and means nothing where all of them are recordings.
    """
    only_recordings = bool(pages) and all(page.duration is not None for page in pages)
    if only_recordings or any(page.width is None for page in pages):
        return tuple(each for each in behaviors if each not in _NEED_SIZE)
    return behaviors


def _body(medium: Medium) -> SoundDescription | VideoDescription:
    href = medium_href(medium.id, medium.file_name)
    if medium.width is None or medium.height is None:
        return SoundDescription(href, medium.duration, medium.format)
    return VideoDescription(href, medium.width, medium.height, medium.duration, medium.format)


def _picture(picture_id: str, label: LanguageMap, poster: ImageDescription) -> PageDescription:
    return PageDescription(
        id=picture_id,
        label=label,
        width=poster.width,
        height=poster.height,
        paintings=(PaintingDescription((poster,)),),
    )


def _caption(caption: CaptionRow) -> Caption:
    language = caption.language if caption.language in _CAPTIONS else "en"
    label = {language: [_CAPTIONS[language]]}
    return Caption(medium_href(caption.id, caption.file_name), caption.language, label)


def _transcript(caption: CaptionRow) -> Link:
    href = medium_href(caption.id, text_name(caption.file_name))
    return Link(href, "Text", _TRANSCRIPT, TEXT, (caption.language,))
