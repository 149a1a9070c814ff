"""Every page for readers, by the site's own map of addresses: a new page is never forgotten."""

import re
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page

from repository.migration import migrate
from repository.repository import open_repository
from repository.settings import Settings
from repository.web.app import create_app
from tests.site import Site

# Rules that answer with something else than a page to look at.
FILES = ("/news/feed.atom", "/search/suggestions", ".csv", "/citation.<name>", "/pages/")
# One address more for the pages that look different when there is nothing, or much, to show.
MORE = ("/search?q=1784", "/search?q=йцукен", "/search?type=book&from=1700", "/embed/{work}?page=2")
SLUGS = {
    "collections": "books",
    "institutions": "nlrk",
    "about": "protocol-on-joining",
    "news": "seminar-in-kostanay",
}


def rules(folder: Path) -> list[str]:
    """The rules of all pages for readers, without the language in front."""
    repository = open_repository(Settings(data_dir=folder, _env_file=None))
    migrate(repository.database)
    app = create_app(repository)
    repository.close()
    found = {
        rule.rule.partition(">")[2]
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/<any(") and "GET" in (rule.methods or ())
    }
    return sorted(
        rule for rule in found if not rule.startswith("/studio") and not rule.endswith(FILES)
    )


def things(page: Page, site: Site) -> dict[str, str]:
    """What stands in the rules: a work with pages, somebody's request for a copy, an invitation."""
    page.goto("/en/collections/books")
    page.locator(".card").first.click()
    page.wait_for_url("**/en/works/*")
    work = page.url.rpartition("/")[2]
    page.goto(f"/en/works/{work}/copy")
    page.locator("[name=purpose]").fill("A lesson")
    page.locator("form.letter button").click()
    page.wait_for_url("**/deliveries/*")
    link = site.keruen("user", "invite", "--role", "curator", "--institution", "nlrk")
    return {
        "work": work,
        "secret": page.url.rpartition("/")[2],
        "key": link.strip().rpartition("/")[2],
        "number": "2",
    }


def paths(folder: Path, known: dict[str, str]) -> Iterator[str]:
    """The address of every page, without the language in front.

    Raises `KeyError` for a rule that needs something nobody has made for it.
    """
    for rule in rules(folder):
        section = rule.split("/")[1]
        values = known | {"slug": SLUGS.get(section, ""), "work_id": known["work"]}
        yield re.sub(r"<(?:\w+:)?(\w+)>", "{\\1}", rule).format(**values)
    yield from (more.format(**known) for more in MORE)
