"""Which small picture stands for a page."""

import pytest

from manifests.description import (
    ImageDescription,
    PageDescription,
    PaintingDescription,
    SoundDescription,
)
from manifests.thumbnails import page_thumbnail, thumbnail_size

POSTER = ImageDescription("poster", 640, 360)


@pytest.mark.parametrize(
    ("width", "height", "sizes", "expected"),
    [
        (3000, 4000, ((94, 125), (188, 250), (375, 500)), (188, 250)),
        (3000, 4000, ((375, 500), (188, 250)), (188, 250)),
        (3000, 4000, ((94, 125),), (150, 200)),
        (3000, 4000, (), (150, 200)),
        (100, 80, (), (100, 80)),
        (1, 1, (), (1, 1)),
        (4000, 1, (), (200, 1)),
        (1000, 1005, (), (199, 200)),
        (400, 401, ((200, 201), (400, 401)), (200, 201)),
    ],
)
def test_a_thumbnail_is_a_whole_picture_that_lies_ready(
    width: int, height: int, sizes: tuple[tuple[int, int], ...], expected: tuple[int, int]
) -> None:
    assert thumbnail_size(ImageDescription("i", width, height, sizes)) == expected


def test_a_page_that_is_heard_has_the_picture_of_its_poster() -> None:
    sound = PaintingDescription((SoundDescription("/a.mp3", 3.0, "audio/mpeg"),))
    painted = PaintingDescription((POSTER,))
    poster = PageDescription(id="p", label={}, width=640, height=360, paintings=(painted,))
    page = PageDescription(id="s", label={}, duration=3.0, paintings=(sound,), accompanying=poster)
    assert page_thumbnail(page) == POSTER
    assert page_thumbnail(PageDescription(id="s", label={}, paintings=(sound,))) is None
