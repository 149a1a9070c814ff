"""How bad input ends: its page fails for a plain reason, the others are done, nobody dies."""

import io
import shutil
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from repository.models import JobState
from repository.pages import page_statuses
from repository.reasons import sentence
from repository.repository import open_repository
from repository.settings import Settings
from tests.site import Site
from tests.walks.conftest import SAMPLE

GOOD = (SAMPLE / "topaz_1944" / "ttt_0059.tif").read_bytes()
SVG = b"""<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>&x;</text></svg>"""


def png(width: int, height: int, rows: int) -> bytes:
    """A PNG that says it is this large and holds only so many black rows."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    data = zlib.compress(b"\0" * (width + 1) * rows, 9)
    head = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header)
    return head + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def jpeg() -> bytes:
    buffer = io.BytesIO()
    Image.effect_noise((900, 700), 90).save(buffer, "JPEG")
    return buffer.getvalue()


BAD: dict[str, tuple[bytes, set[str]]] = {
    "b-truncated.tif": (GOOD[: len(GOOD) // 2], {"truncated", "damaged"}),
    "c-truncated.jpg": (jpeg()[:30_000], {"truncated"}),
    "d-empty.jpg": (b"", {"empty-file"}),
    "e-text.jpg": (b"Not a picture at all.\n" * 50, {"not-an-image"}),
    "f-giant.png": (png(70_000, 70_000, 1), {"too-many-pixels"}),
    "g-bomb.png": (png(30_000, 30_000, 2000), {"truncated", "damaged"}),
    "h-entity.png": (SVG, {"not-an-image", "unsupported-format"}),
    "i-Қазақша \x1b[31m\u202eтаңба.jpg": (jpeg()[:20_000], {"truncated"}),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "scans"
    made.mkdir()
    (made / "a-good.tif").write_bytes(GOOD)
    for name, (data, _codes) in BAD.items():
        (made / name).write_bytes(data)
    (made / "z-good.tif").write_bytes(GOOD + b" ")
    return made


def pages(site: Site, work_id: str) -> dict[str, tuple[JobState, str | None]]:
    """State and reason of each page by file name."""
    opened = open_repository(Settings.model_validate(settings(site)))
    with opened.database.read() as session:
        found = {
            page.file_name: (page.state, page.reason["code"] if page.reason else None)
            for page in page_statuses(session, work_id)
        }
    opened.close()
    return found


def settings(site: Site) -> dict[str, str]:
    return {
        name.removeprefix("KERUEN_").lower(): value
        for name, value in site.environment.items()
        if name.startswith("KERUEN_")
    }


def test_each_bad_file_fails_alone_and_can_be_replaced(
    new_site: Callable[..., Site], folder: Path
) -> None:
    site = new_site()
    site.start()
    workers = set(site.processes("celery"))
    outcome = site.bring(str(folder), "--publish", "--wait", code=1)
    assert outcome["pages"] == len(BAD) + 2
    assert outcome["failed"] == len(BAD)
    found = pages(site, outcome["id"])
    assert found["a-good.tif"][0] == found["z-good.tif"][0] == JobState.DONE
    for name, (_data, codes) in BAD.items():
        shown = "".join(c for c in name if c not in "\x1b\u202e")
        state, code = found[shown]
        assert state == JobState.FAILED
        assert code in codes, f"{shown}: {code}"
        for language in ("kk", "ru", "en"):
            assert len(sentence(code, {}, language)) > 10
    assert site.get(outcome["manifest"]).status == 404, "a failed page keeps a work unpublished"
    assert workers <= set(site.processes("celery")), "no worker died of it"

    for name in BAD:
        (folder / name).unlink()
        shutil.copy(SAMPLE / "topaz_1944" / "ttt_0060.tif", folder / name)
    again = site.bring(str(folder), "--publish", "--wait")
    assert again["id"] == outcome["id"]
    assert (again["pages"], again["failed"]) == (len(BAD) + 2, 0)
    assert len(site.get(again["manifest"]).json()["items"]) == len(BAD) + 2
