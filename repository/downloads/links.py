"""The way to a work's PDF, as its manifest says it."""

from manifests.description import Link

_WHOLE = {"kk": ["Бүкіл туынды PDF түрінде"], "ru": ["Всё произведение в PDF"],
    "en": ["The whole work as PDF"]}  # fmt: skip


def pdf_link(work_id: str) -> Link:
    """The PDF of a work; where none lies ready the address leads to the page that makes one."""
    return Link(f"/works/{work_id}/work.pdf", "Text", _WHOLE, "application/pdf")
