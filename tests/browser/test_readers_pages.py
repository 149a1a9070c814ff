"""What holds on every page for readers: for every eye, on a phone, by keyboard, and light."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Response

from tests.browser.readers_pages import paths, things
from tests.browser.test_accessibility import MIRADOR, violations
from tests.site import Site

TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
LIGHT = 200_000  # bytes before pictures
# Where a key press leads, and whether it shows; the viewer's own buttons are not ours.
REACHABLE = """() => [...document.querySelectorAll(
    'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')]
  .filter(each => each.tabIndex >= 0 && !each.disabled && each.checkVisibility()
    && each.getClientRects().length && !each.closest('#viewer, [inert]'))
  .map(each => { each.dataset.stop = each.name && each.type == 'radio' ? each.name
    : String(++window.stops || (window.stops = 1)); return each.dataset.stop; })"""
STOPPED = """() => { const now = document.activeElement, style = getComputedStyle(now);
  const box = now.getBoundingClientRect();
  return [now.dataset.stop || '', now.outerHTML.slice(0, 120),
    style.outlineStyle != 'none' || style.boxShadow != 'none'
      || getComputedStyle(now, ':focus-visible').outlineStyle != 'none',
    box.bottom > 0 && box.top < innerHeight]; }"""

LOOKS: dict[str, tuple[str, dict[str, Any], str]] = {
    "kk, light, phone": ("kk", {"color_scheme": "light", "viewport": (360, 800)}, ""),
    "ru, dark, phone": ("ru", {"color_scheme": "dark", "viewport": (360, 800)}, ""),
    "en, dark, desk": ("en", {"color_scheme": "dark", "viewport": (1280, 800)}, ""),
    "ru, light, desk": ("ru", {"color_scheme": "light", "viewport": (1280, 800)}, ""),
    "ru, low vision, phone": ("ru", {"viewport": (360, 800)}, "200.black.hidden"),
}


def opened(new_page: Callable[..., Page], site: Site, look: str) -> tuple[Page, str]:
    """A page that looks so, and its language."""
    language, options, vision = LOOKS[look]
    width, height = options["viewport"]
    page = new_page(**options | {"viewport": {"width": width, "height": height}})
    if vision:
        cookie = {"name": "keruen_vision", "value": vision, "url": site.url}
        page.context.add_cookies([cookie])  # type: ignore[list-item]
    return page, language


@pytest.fixture(scope="module")
def every_path(browser: Any, site: Site, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    context = browser.new_context(base_url=site.url)
    known = things(context.new_page(), site)
    context.close()
    return list(paths(tmp_path_factory.mktemp("map"), known))


@pytest.mark.slow
@pytest.mark.parametrize("look", LOOKS)
def test_every_page_is_for_every_eye(
    new_page: Callable[..., Page], site: Site, every_path: list[str], look: str
) -> None:
    page, language = opened(new_page, site, look)
    wrong = []
    for path in every_path:
        page.goto(f"/{language}{path}")
        if "/works/" in path or "/embed/" in path:
            page.wait_for_load_state("networkidle")
        found = [line for line in violations(page) if line.split(":")[0] not in MIRADOR]
        if page.evaluate(TOO_WIDE) > 0:
            found.append("wider than the window")
        if page.locator("html").get_attribute("lang") != language:
            found.append("in another language")
        wrong += [(path, each) for each in found]
    assert wrong == []


@pytest.mark.slow
def test_every_page_is_light_and_open_to_the_keyboard(
    new_page: Callable[..., Page], site: Site, every_path: list[str]
) -> None:
    """Under 200 kB before pictures, as on a first visit; the viewer itself comes on top.

    By the tab key every link, button and field is come to, can be seen, and shows that it is.
    """
    page, _ = opened(new_page, site, "en, dark, desk")
    page.context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
    weights: dict[str, int] = {}

    def weigh(response: Response) -> None:
        if "/iiif/image/" not in response.url and "mirador" not in response.url:
            weights[response.url] = response.request.sizes()["responseBodySize"]

    page.on("response", weigh)
    wrong: list[Any] = []
    for path in every_path:
        page.goto(f"/kk{path}")
        page.wait_for_load_state("networkidle")
        if not 0 < sum(weights.values()) < LIGHT:
            wrong.append((path, dict(weights)))
        weights.clear()
        wrong += [(path, each) for each in unreached(page)]
    assert wrong == []


def unreached(page: Page) -> list[str]:
    """What the tab key does not come to, or where it cannot be seen that it did."""
    if page.locator("#viewer").count():
        page.locator("#viewer").evaluate("each => { each.inert = true }")
    left = set(page.evaluate(REACHABLE))
    wrong = []
    for _ in range(2 * len(left) + 5):
        page.keyboard.press("Tab")
        stop, markup, shows, seen = page.evaluate(STOPPED)
        if stop in left and not (shows and seen):
            wrong.append(f"not to be seen: {markup}")
        left.discard(stop)
        if not left:
            break
    missed = [
        page.locator(f'[data-stop="{each}"]').first.evaluate("e => e.outerHTML") for each in left
    ]
    return wrong + [f"not come to: {markup[:160]}" for markup in missed]
