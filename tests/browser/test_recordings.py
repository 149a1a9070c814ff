"""Sound and film in a real browser: in Mirador, and without JavaScript."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.recordings import AAC, H264, LANGUAGES, SPEECH, captions, film
from tests.site import Site

# Mirador gives the source of a film no key, and React's development build says so.
MIRADORS_OWN = 'Each child in a list should have a unique "key" prop'
PLAYED = """async (medium) => {
  medium.muted = true;
  await medium.play();
  while (medium.currentTime < 0.5) await new Promise((done) => setTimeout(done, 50));
  medium.pause();
  const tracks = [...medium.textTracks];
  for (const track of tracks) track.mode = "showing";
  for (let n = 0; n < 100 && tracks.some((track) => !track.cues?.length); n += 1) {
    await new Promise((done) => setTimeout(done, 50));
  }
  return {
    duration: medium.duration,
    width: medium.videoWidth ?? 0,
    tracks: tracks.map((track) => [track.language, track.cues.length]),
  };
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A running site with one work: a sound and a film."""
    made = Site(tmp_path_factory.mktemp("recordings"))
    folder = made.folder / "meeting"
    folder.mkdir()
    shutil.copy(SPEECH, folder / "1-speech.opus")
    film(folder / "2-film.mov", *H264, *AAC, seconds=4)
    for language in LANGUAGES:
        shutil.copy(captions(language), folder / f"1-speech.{language}.vtt")
        shutil.copy(captions(language), folder / f"2-film.{language}.vtt")
    made.start()
    made.bring(str(folder), "--publish", "--wait", "--collection", "recordings")
    yield made
    made.kill()


@pytest.fixture
def work(site: Site) -> str:
    """The path of the work's page, without a language."""
    collection = site.get("/iiif/presentation/3/collection/top").json()["items"][0]["id"]
    for _ in range(2):
        found = site.get(collection).json()["items"][0]
        collection = found["id"]
    identity = found["id"].removesuffix("/manifest").rpartition("/")[2]
    return f"/works/{identity}"


def played(page: Page, selector: str) -> dict[str, object]:
    """What the player knows after it has played for half a second."""
    medium = page.locator(selector)
    expect(medium).to_be_attached()
    result: dict[str, object] = medium.evaluate(PLAYED)
    return result


def test_mirador_plays_a_sound(page: Page, work: str) -> None:
    page.goto(f"/kk{work}#1")
    found = played(page, "#viewer audio")
    assert found["duration"] == pytest.approx(14.11, abs=0.05)
    assert found["tracks"] == [[language, 3] for language in LANGUAGES]


def test_mirador_plays_a_film(page: Page, work: str, allowed: list[str]) -> None:
    allowed.append(MIRADORS_OWN)
    page.goto(f"/ru{work}#2")
    found = played(page, "#viewer video")
    assert found["duration"] == pytest.approx(4, abs=0.1)
    assert found["width"] == 320
    assert found["tracks"] == [[language, 3] for language in LANGUAGES]


def test_recordings_are_links_without_javascript(
    new_page: Callable[..., Page], work: str, tmp_path: Path
) -> None:
    page = new_page(java_script_enabled=False, locale="en-GB")
    page.goto(f"/en{work}")
    expect(page.locator(".sights")).to_contain_text("Sound, 0:14")
    expect(page.locator(".sights")).to_contain_text("Film, 0:04")
    links = page.locator(".sights a[href^='/media/']")
    assert links.count() == 2
    for link in links.all():
        address = link.get_attribute("href")
        assert address is not None
        assert page.request.get(address).headers["content-type"] in ("audio/mp4", "video/mp4")
    page.locator(".sights a").first.click()
    expect(page.locator(".sheet audio")).to_be_visible()
    expect(page.locator(".sheet a[hreflang=kk]")).to_have_text("Transcript, Қазақша")
    page.locator("[rel=next]").first.click()
    expect(page.locator(".sheet video")).to_be_visible()
