"""Descriptions that tests make documents of."""

from manifests.description import (
    ImageDescription,
    InstitutionDescription,
    LanguageMap,
    Link,
    MetadataEntry,
    PageDescription,
    PageReference,
    PaintingDescription,
    PictureDescription,
    SectionDescription,
    WorkDescription,
)

BASE = "https://keruen.example"
SIZES = ((188, 250), (375, 500), (750, 1000))
PUBLIC_DOMAIN = "http://creativecommons.org/publicdomain/mark/1.0/"


def three(kk: str, ru: str, en: str) -> LanguageMap:
    return {"kk": [kk], "ru": [ru], "en": [en]}


def scan(name: str, width: int = 3000, height: int = 4000) -> PaintingDescription:
    return PaintingDescription((ImageDescription(name, width, height, SIZES),))


def page(number: int) -> PageDescription:
    return PageDescription(
        id=f"p{number}",
        label={"none": [str(number)]},
        width=3000,
        height=4000,
        paintings=(scan(f"i{number}"),),
    )


def library() -> InstitutionDescription:
    name = three("Ұлттық кітапхана", "Национальная библиотека", "National Library")
    return InstitutionDescription(
        href="/institutions/nlrk",
        label=name,
        homepages=(Link("https://nlrk.example/", "Text", name, "text/html", ("kk", "ru", "en")),),
        logo=PictureDescription("/static/nlrk.png", 300, 120, "image/png"),
    )


def book(pages: int = 6, name: str = "book") -> WorkDescription:
    """A book with all that most books have."""
    return WorkDescription(
        id=name,
        label=three("Абай жолы", "Путь Абая", "The Path of Abai"),
        summary=three("Роман-эпопея", "Роман-эпопея", "An epic novel"),
        metadata=(
            MetadataEntry(
                three("Автор", "Автор", "Author"),
                three("Мұхтар Әуезов", "Мухтар Ауэзов", "Mukhtar Auezov"),
            ),
        ),
        required_statement=MetadataEntry(
            three("Дереккөз", "Источник", "Attribution"),
            three("Ұлттық кітапхана", "Национальная библиотека", "National Library"),
        ),
        rights=PUBLIC_DOMAIN,
        providers=(library(),),
        behaviors=("paged",),
        viewing_direction="left-to-right",
        pages=tuple(page(number) for number in range(1, pages + 1)),
        sections=(
            SectionDescription(
                id="contents",
                label=three("Мазмұны", "Содержание", "Contents"),
                items=tuple(PageReference(f"p{number}") for number in range(1, pages + 1)),
            ),
        ),
    )
