"""`python -m benchmarks.text FOLDER`: how many letters are recognised wrongly.

FOLDER holds pages with what is written on them: `page1.tif` beside `page1.gt.txt`. Every page is
read as it is and as a scan of 120 dpi, by each preparation in the languages first named, and as it
is in each choice of languages by the preparation that Keruen uses.
"""

import argparse
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import pyvips

from benchmarks.text.rate import error_rate
from repository.texts.alto_reading import read_alto
from workers.page_picture import BEST, Preparation, prepared
from workers.tesseract import recognise, version

PREPARATIONS = {
    "as it is": Preparation(text_height=0, even=False),
    "evenly lit": Preparation(text_height=0, even=True),
    "letters of 20 px": Preparation(text_height=20, even=False),
    "letters of 24 px": Preparation(text_height=24, even=False),
    "letters of 24 px, evenly lit": Preparation(text_height=24, even=True),
    "letters of 30 px, evenly lit": Preparation(text_height=30, even=True),
}
_SMALL = 0.4  # of the size: 120 dpi


@dataclass(frozen=True, slots=True)
class Page:
    """A page in one size, with what is written on it."""

    name: str
    picture: pyvips.Image
    written: str


def main() -> None:
    """Print a table for preparations and one for languages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--languages", default="kaz,kaz+rus,rus+kaz,kaz+rus+eng,rus")
    given = parser.parse_args()
    choices = given.languages.split(",")
    whole = [_page(path) for path in sorted(given.folder.glob("*.gt.txt"))]
    sizes = {"as it is": whole, "120 dpi": [_smaller(page) for page in whole]}
    print(f"{version()}, {len(whole)} pages\n")
    print("| preparation | " + " | ".join(f"{size}, {choices[0]}" for size in sizes) + " |")
    print("|---" * (len(sizes) + 1) + "|")
    for name, how in PREPARATIONS.items():
        cells = [_measured(pages, how, choices[0]) for pages in sizes.values()]
        mark = " (used)" if how == BEST else ""
        print(f"| {name}{mark} | " + " | ".join(cells) + " |", flush=True)
    print("\n| languages | as it is |\n|---|---|")
    for languages in choices:
        print(f"| {languages} | {_measured(whole, BEST, languages)} |", flush=True)


def _page(written: Path) -> Page:
    name = written.name.removesuffix(".gt.txt")
    path = next(p for p in written.parent.glob(f"{name}.*") if p.suffix in (".tif", ".jpg", ".png"))
    # As in a stored pyramid: JPEG of the usual quality.
    stored = pyvips.Image.new_from_file(str(path)).jpegsave_buffer(Q=87)
    return Page(name, pyvips.Image.new_from_buffer(stored, ""), written.read_text())


def _smaller(page: Page) -> Page:
    stored = page.picture.resize(_SMALL).jpegsave_buffer(Q=87)
    return Page(page.name, pyvips.Image.new_from_buffer(stored, ""), page.written)


def _measured(pages: list[Page], how: Preparation, languages: str) -> str:
    """Error rates of the pages and the seconds that all of them took."""
    started = time.monotonic()
    rates = [_rate(page, how, languages) for page in pages]
    spent = (time.monotonic() - started) / len(pages)
    return ", ".join(f"{100 * rate:.2f} %" for rate in rates) + f"; {spent:.1f} s"


def _rate(page: Page, how: Preparation, languages: str) -> float:
    with tempfile.TemporaryDirectory(prefix="keruen-text-") as folder:
        picture = Path(folder, "page.png")
        prepared(page.picture, how).pngsave(str(picture), compression=1)
        alto = recognise(picture, languages.split("+"))
    width, height = page.picture.width, page.picture.height
    return error_rate(page.written, read_alto(alto, page.name, width, height).text)


if __name__ == "__main__":
    main()
