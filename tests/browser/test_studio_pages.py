"""Every page of the studio, found by the addresses it has: axe, and no wider than a phone."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

from repository.repository import open_repository
from repository.settings import Settings
from repository.web.app import create_app
from tests.browser.conftest import sign_in
from tests.browser.furnished import furnish
from tests.browser.test_accessibility import violations
from tests.site import Site

TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# What a script asks for, or what is kept as a file.
NO_PAGES = re.compile(r"\.csv$|/(status|uploads|arrangement|labels|bookmarks|suggest)(/|$)")


def addresses(data_dir: Path, ids: dict[str, str]) -> list[str]:
    """The address of every page of the studio, about what `ids` names."""
    opened = open_repository(Settings(data_dir=data_dir))
    rules = create_app(opened).url_map.iter_rules()
    found = {
        rule.rule
        for rule in rules
        if rule.rule.startswith("/studio") and "GET" in (rule.methods or ())
    }
    opened.close()
    return sorted(_fill(rule, ids) for rule in found if not NO_PAGES.search(rule))


def _fill(rule: str, ids: dict[str, str]) -> str:
    """`<item_id>` is named by the part of the address before it, all others by themselves."""
    rule = re.sub(r"(\w+)/<item_id>", lambda match: f"{match[1]}/{ids[match[1]]}", rule)
    return re.sub(r"<(\w+)_id>", lambda match: ids[match[1]], rule)


def test_every_page_of_the_studio(
    new_page: Callable[..., Page], site: Site, tmp_path: Path
) -> None:
    data_dir = site.folder / "data"
    pages = addresses(data_dir, furnish(data_dir, tmp_path / "disc"))
    assert len(pages) >= 30
    page = new_page(viewport={"width": 360, "height": 800})
    sign_in(page, "administrator", "ru")
    wrong: dict[str, list[str]] = {}
    for number, address in enumerate(pages):
        page.emulate_media(color_scheme="dark" if number % 2 else "light")
        answer = page.goto(f"/ru{address}")
        assert answer is not None
        assert answer.status == 200, address
        found = violations(page)
        if (wide := page.evaluate(TOO_WIDE)) > 0:
            found.append(f"{wide} pixels wider than the screen")
        if page.locator('.studio-bar [aria-current="page"]').count() != 1:
            found.append("not at one place of the bar")
        if found:
            wrong[address] = found
    assert wrong == {}
