"""A book put in order, and the pictures of the studio's tabs that show it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page
from sqlalchemy import select

from repository.arranging.arrange import arrange
from repository.arranging.places import page_order
from repository.models import User, Work
from repository.repository import open_repository
from repository.schemas.arrangement import ArrangementIn
from repository.settings import Settings
from tests.browser.long_work import long_work

TITLES = (
    {"kk": ["Алғы сөз"], "ru": ["Предисловие"], "en": ["Preface"]},
    {"kk": ["Бірінші бөлім"], "ru": ["Часть первая"], "en": ["Part one"]},
    {"kk": ["Кестелер"], "ru": ["Таблицы"], "en": ["Plates"]},
)


def arranged_book(data_dir: Path) -> str:
    """The id of a draft of 40 pages: labelled, with sections, some pages moved and marked."""
    work_id = long_work(data_dir, 40, "Жеті жарғы")
    opened = open_repository(Settings(data_dir=data_dir))
    for change in (_move, _roman, _arabic, _plates, _present, _contents):
        with opened.database.write() as session:
            work = session.get_one(Work, work_id)
            user = session.scalar(select(User.id).where(User.name == "gulnara"))
            sent = {"revision": work.arrangement, "change": change(page_order(session, work_id))}
            arrange(session, work, user, ArrangementIn.model_validate(sent))
    opened.close()
    return work_id


def take_tabs(page: Page, work: str, language: str, take: Callable[[Page, str], None]) -> None:
    """The tabs "Pages", "Table of contents" and "History" of the book."""
    page.goto(f"/{language}/studio/works/{work}")
    cells = page.locator("[data-grid] li")
    cells.nth(2).click()
    cells.nth(5).click(modifiers=["Shift"])
    page.locator("details.run summary").click()
    page.evaluate("scrollTo(0, document.querySelector('.present').offsetTop - 60)")
    take(page, "studio-pages")
    page.goto(f"/{language}/studio/works/{work}/contents")
    page.locator("[data-tree] li").nth(1).click()
    page.evaluate("scrollTo(0, 0)")
    take(page, "studio-contents")
    page.goto(f"/{language}/studio/works/{work}/history")
    take(page, "studio-history")


def _move(order: list[str]) -> dict[str, Any]:
    return {"kind": "move", "pages": order[20:22], "before": order[1]}


def _roman(order: list[str]) -> dict[str, Any]:
    return {"kind": "label", "pages": order[:8], "run": {"style": "roman"}}


def _arabic(order: list[str]) -> dict[str, Any]:
    return {"kind": "label", "pages": order[8:36], "run": {"style": "arabic"}}


def _plates(order: list[str]) -> dict[str, Any]:
    return {"kind": "behave", "pages": order[36:], "behavior": "non-paged", "on": True}


def _present(order: list[str]) -> dict[str, Any]:
    return {"kind": "present", "layout": "paged", "start_page": order[2]}


def _contents(order: list[str]) -> dict[str, Any]:
    runs = (order[:8], order[8:36], order[36:])
    sections = [
        {"label": title, "items": [{"page": page} for page in pages]}
        for title, pages in zip(TITLES, runs, strict=True)
    ]
    return {"kind": "contents", "sections": sections}
