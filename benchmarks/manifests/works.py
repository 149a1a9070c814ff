"""Books of any length, as the catalogue describes them."""

from manifests.description import (
    ImageDescription,
    MetadataEntry,
    PageDescription,
    PageReference,
    PaintingDescription,
    SectionDescription,
    WorkDescription,
)

CHAPTER = 20
"""Pages in a section."""
SIZES = ((188, 250), (375, 500), (750, 1000))
TITLE = {"kk": ["Абай жолы"], "ru": ["Путь Абая"], "en": ["The Path of Abai"]}


def book(pages: int) -> WorkDescription:
    """A book of so many scans, with a section for every twenty."""
    return WorkDescription(
        id=f"book{pages}",
        label=TITLE,
        summary=TITLE,
        metadata=(MetadataEntry(TITLE, TITLE),) * 10,
        required_statement=MetadataEntry(TITLE, TITLE),
        rights="http://creativecommons.org/publicdomain/mark/1.0/",
        behaviors=("paged",),
        pages=tuple(_page(number) for number in range(pages)),
        sections=(
            SectionDescription(
                id="contents",
                label=TITLE,
                items=tuple(_chapter(start, pages) for start in range(0, pages, CHAPTER)),
            ),
        ),
    )


def _page(number: int) -> PageDescription:
    image = ImageDescription(f"i{number}", 3000, 4000, SIZES)
    return PageDescription(
        id=f"p{number}",
        label={"none": [str(number + 1)]},
        width=3000,
        height=4000,
        paintings=(PaintingDescription((image,)),),
    )


def _chapter(start: int, pages: int) -> SectionDescription:
    stop = min(start + CHAPTER, pages)
    return SectionDescription(
        id=f"s{start}",
        label={"kk": [f"{start}-тарау"], "en": [f"Chapter {start}"]},
        items=tuple(PageReference(f"p{number}") for number in range(start, stop)),
    )
