"""The ways to the texts of pages and works, as manifests say them."""

from manifests.description import Link

ALTO = "http://www.loc.gov/standards/alto/v4/alto-4-4.xsd"
_TEXT = {"kk": ["Мәтін"], "ru": ["Текст"], "en": ["Text"]}
_ALTO = {"kk": ["ALTO мәтіні"], "ru": ["Текст в ALTO"], "en": ["Text as ALTO"]}
_ALL = {"kk": ["Барлық мәтін"], "ru": ["Весь текст"], "en": ["The whole text"]}
_ALL_ALTO = {"kk": ["Барлық ALTO"], "ru": ["Весь текст в ALTO"], "en": ["The whole text as ALTO"]}


def text_link(work_id: str, page_id: str) -> Link:
    """The plain text of a page."""
    return Link(f"/works/{work_id}/pages/{page_id}/text", "Text", _TEXT, "text/plain")


def alto_link(work_id: str, page_id: str) -> Link:
    """The ALTO of a page."""
    href = f"/works/{work_id}/pages/{page_id}/text.alto.xml"
    return Link(href, "Dataset", _ALTO, "application/xml", profile=ALTO)


def work_links(work_id: str) -> tuple[Link, Link]:
    """The plain text of a work, and the ALTO of all its pages."""
    return (
        Link(f"/works/{work_id}/text.txt", "Text", _ALL, "text/plain"),
        Link(f"/works/{work_id}/text.alto.zip", "Dataset", _ALL_ALTO, "application/zip"),
    )
