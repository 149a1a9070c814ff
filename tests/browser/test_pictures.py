"""The pictures of the main pages: those in `docs/pictures` are all that can be taken, and no more.

`python -m tests.browser.pictures` takes them for the documentation, in all languages.
"""

from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser

from tests.browser.pictures import FOLDER, take_all


def shades(path: Path) -> int:
    with Image.open(path) as picture:
        return len(picture.getcolors() or [])


@pytest.mark.slow
def test_every_picture_can_be_taken_again(browser: Browser, tmp_path: Path) -> None:
    taken = tmp_path / "pictures"
    take_all(browser, tmp_path, taken, ["kk"])
    names = {path.name for path in taken.iterdir()}
    assert names == {path.name for path in FOLDER.glob("*-kk.png")}
    assert [path.name for path in taken.iterdir() if shades(path) < 8] == []
    russian, english = (
        {path.name for path in FOLDER.glob(f"*-{code}.png")} for code in ("ru", "en")
    )
    same = {name for name in names if "-phone-" not in name}
    assert {name.replace("-kk.", "-ru.") for name in same} <= russian
    assert {name.replace("-kk.", "-en.") for name in same} <= english
