"""Sound and film: a folder of recordings goes in, what every browser plays comes out."""

import hashlib
import os
import shutil
import signal
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from manifests.check import check
from repository.models import JobState
from repository.reasons import sentence
from tests.recordings import AAC, H264, LANGUAGES, SPEECH, captions, ffmpeg, film, tone
from tests.site import Site
from tests.walks.conftest import SAMPLE
from tests.walks.test_hostile import pages

PLAIN = (*H264, *AAC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A page, a sound and a film, with captions."""
    made = tmp_path / "meeting"
    made.mkdir()
    shutil.copy(SAMPLE / "kant_1784" / "0007.jpg", made / "1.jpg")
    shutil.copy(SPEECH, made / "2-сөз.opus")
    film(made / "3-film.mov", *PLAIN, seconds=4)
    for language in LANGUAGES:
        shutil.copy(captions(language), made / f"2-сөз.{language}.vtt")
    shutil.copy(captions("kk"), made / "3-film.kk.vtt")
    return made


def body(canvas: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = canvas["items"][0]["items"][0]["body"]
    return found


def read_in_parts(site: Site, address: str, step: int) -> bytes:
    """The file as a browser gets it: part by part."""
    data = b""
    while True:
        headers = {"Range": f"bytes={len(data)}-{len(data) + step - 1}"}
        answer = site.get(address, headers)
        assert answer.status == 206
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        data += answer.body
        if len(data) == int(answer.headers["Content-Range"].rpartition("/")[2]):
            return data


def test_pages_sound_and_film_are_one_work(site: Site, folder: Path, tmp_path: Path) -> None:
    site.start()
    outcome = site.bring(str(folder), "--publish", "--wait")
    assert (outcome["pages"], outcome["failed"]) == (3, 0)
    manifest = site.get(outcome["manifest"]).json()
    assert check(manifest) == []
    page, sound, film_canvas = manifest["items"]
    assert body(page)["type"] == "Image"

    assert body(sound)["type"] == "Sound"
    assert sound["duration"] == pytest.approx(14.11, abs=0.05)
    notes = [note["body"] for note in sound["annotations"][0]["items"]]
    assert [note["language"] for note in notes] == list(LANGUAGES)
    for note in notes:
        answer = site.get(note["id"])
        assert answer.headers["Content-Type"] == "text/vtt"
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.body == captions(note["language"]).read_bytes()

    assert body(film_canvas)["type"] == "Video"
    assert (film_canvas["width"], film_canvas["height"]) == (320, 180)
    assert film_canvas["duration"] == pytest.approx(4, abs=0.1)
    poster = body(film_canvas["placeholderCanvas"])
    assert site.get(poster["id"]).body.startswith(b"\xff\xd8")
    info = site.get(poster["service"][0]["id"] + "/info.json").json()
    assert (info["width"], info["height"]) == (320, 180)
    for node in (sound, film_canvas, film_canvas["placeholderCanvas"]):
        assert site.get(node["id"]).json()["id"] == node["id"]

    for canvas in (sound, film_canvas):
        check_delivery(site, body(canvas), tmp_path)
    assert site.stop() == 0


def check_delivery(site: Site, medium: dict[str, Any], tmp_path: Path) -> None:
    """The parts make the whole, which is what it says it is."""
    whole = site.get(medium["id"])
    assert whole.headers["Content-Type"] == medium["format"]
    parts = read_in_parts(site, medium["id"], 20_000)
    assert hashlib.sha256(parts).digest() == hashlib.sha256(whole.body).digest()
    path = tmp_path / "got.mp4"
    path.write_bytes(parts)
    ffmpeg("-xerror", "-i", path, "-f", "null", "-")
    assert site.get(medium["id"], {"If-None-Match": whole.headers["ETag"]}).status == 304
    beyond = site.get(medium["id"], {"Range": f"bytes={len(parts)}-"})
    assert beyond.status == 416
    assert beyond.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("part", ["Range: bytes=0-\r\n", ""])
def test_readers_who_do_not_read_do_not_stop_the_site(
    new_site: Callable[..., Site], tmp_path: Path, part: str
) -> None:
    """Players fetch a little, then wait: there may be more of them than threads."""
    bits = ("-b:v", "40M", "-minrate", "40M", "-maxrate", "40M", "-bufsize", "40M")
    filled = (*bits, "-x264-params", "nal-hrd=cbr")
    large = film(tmp_path / "large.mp4", *PLAIN, *filled, seconds=8)
    assert large.stat().st_size > 30_000_000
    site = new_site()
    outcome = site.bring(str(large), "--publish", "--wait")
    site.start()
    (canvas,) = site.get(outcome["manifest"]).json()["items"]
    path = body(canvas)["id"].removeprefix(site.url)
    readers = []
    for _ in range(40):
        reader = socket.create_connection(("127.0.0.1", site.port), timeout=10)
        reader.sendall(f"GET {path} HTTP/1.1\r\nHost: here\r\n{part}\r\n".encode())
        assert reader.recv(12) in (b"HTTP/1.1 200", b"HTTP/1.1 206", b"HTTP/1.1 503")
        readers.append(reader)
    assert site.get("/health/live").status == 200
    for reader in readers:
        reader.close()


def test_importing_again_changes_nothing_but_what_changed(
    new_site: Callable[..., Site], folder: Path
) -> None:
    site = new_site()
    site.bring(str(folder), "--publish", "--wait")
    site.start()
    first = site.bring(str(folder), "--publish", "--wait")
    before = site.get(first["manifest"]).json()["items"]
    assert len(before[2]["annotations"][0]["items"]) == 1
    shutil.copy(captions("ru"), folder / "3-film.ru.vtt")
    film(folder / "3-film.mov", *PLAIN, seconds=2)
    again = site.bring(str(folder), "--publish", "--wait")
    assert again["id"] == first["id"]
    after = site.get(first["manifest"]).json()["items"]
    assert body(after[1])["id"] == body(before[1])["id"]
    assert body(after[2])["id"] != body(before[2])["id"]
    assert len(after[2]["annotations"][0]["items"]) == 2
    assert site.get(body(before[2])["id"]).status == 404


def test_a_single_recording_brings_its_captions(
    new_site: Callable[..., Site], folder: Path
) -> None:
    site = new_site()
    outcome = site.bring(str(folder / "3-film.mov"), "--publish", "--wait")
    site.start()
    (canvas,) = site.get(outcome["manifest"]).json()["items"]
    assert len(canvas["annotations"][0]["items"]) == 1


def test_a_mistake_in_captions_is_told_before_anything_is_kept(
    new_site: Callable[..., Site], folder: Path
) -> None:
    site = new_site()
    (folder / "3-film.kk.vtt").write_text("WEBVTT\n\n00:00:01,000 --> 00:00:02,000\nSubRip\n")
    site.keruen("import", str(folder), code=1)
    (folder / "3-film.kk.vtt").unlink()
    assert site.bring(str(folder), "--wait")["pages"] == 3


def hostile(folder: Path) -> dict[str, set[str]]:
    """Files that are no recordings, or bad ones; the codes they may fail with."""
    whole = film(folder / "whole.mp4", *PLAIN, "-movflags", "+faststart", seconds=20)
    data = whole.read_bytes()
    whole.unlink()
    one = tone(folder / "one.wav")
    tracks = [part for _ in range(100) for part in ("-map", "0:a")]
    ffmpeg("-i", one, *tracks, "-c:a", "pcm_s16le", folder / "f-tracks.mkv")
    (folder / "g-nothing.wav").write_bytes(one.read_bytes()[:44])
    one.unlink()
    (folder / "b-truncated.mp4").write_bytes(data[: len(data) // 2])
    (folder / "c-list.mp4").write_text("#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n")
    (folder / "d-list.mov").write_text("ffconcat version 1.0\nfile http://127.0.0.1:1/a\n")
    (folder / "e-text.mp3").write_text("Not a sound at all.\n" * 50)
    (folder / "h-mark.mp3").write_bytes(b"ID3" + b"\0" * 5000)
    (folder / "i-other.mkv").write_bytes(b"\x30\x26\xb2\x75\x8e\x66\xcf\x11" + b"\0" * 100)
    return {
        "b-truncated.mp4": {"truncated-recording"},
        "c-list.mp4": {"not-an-image"},
        "d-list.mov": {"not-an-image"},
        "e-text.mp3": {"not-an-image"},
        "f-tracks.mkv": {"too-many-streams"},
        "g-nothing.wav": {"empty-recording", "damaged-recording"},
        "h-mark.mp3": {"empty-recording", "damaged-recording"},
        "i-other.mkv": {"unsupported-recording"},
    }


def test_each_bad_recording_fails_alone_and_can_be_replaced(
    new_site: Callable[..., Site], tmp_path: Path
) -> None:
    site, folder = new_site(), tmp_path / "recordings"
    folder.mkdir()
    bad = hostile(folder)
    tone(folder / "a-good.flac")
    site.start()
    workers = set(site.processes("celery"))
    outcome = site.bring(str(folder), "--publish", "--wait", code=1)
    assert outcome["failed"] == len(bad)
    found = pages(site, outcome["id"])
    assert found["a-good.flac"][0] == JobState.DONE
    for name, codes in bad.items():
        state, code = found[name]
        assert state == JobState.FAILED
        assert code in codes, f"{name}: {code}"
        assert all(len(sentence(code, {}, language)) > 10 for language in LANGUAGES)
    assert site.get(outcome["manifest"]).status == 404
    assert workers <= set(site.processes("celery")), "no worker died of it"
    for number, name in enumerate(bad, start=1):
        tone(folder / "new.wav", seconds=number / 4)
        (folder / "new.wav").rename(folder / name)
    again = site.bring(str(folder), "--publish", "--wait")
    assert (again["id"], again["failed"]) == (outcome["id"], 0)


def encoders(site: Site) -> dict[int, int]:
    """The ffmpeg processes that the site's workers have started, with their worker."""
    workers = set(site.processes("celery"))
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = stat.read_text().rpartition(")")
        except OSError:
            continue
        parent = int(rest.split()[1])
        if parent in workers and name.endswith("(ffmpeg"):
            found[int(stat.parent.name)] = parent
    return found


def test_a_killed_worker_takes_its_encoder_along(
    new_site: Callable[..., Site], tmp_path: Path
) -> None:
    site = new_site({"KERUEN_WORKER_PROCESSES": "1"})
    path = film(tmp_path / "slow.mkv", "-c:v", "mpeg4", seconds=300, size="1280x720")
    site.start()
    site.bring(str(path))
    deadline = time.monotonic() + 30
    while not (started := encoders(site)) and time.monotonic() < deadline:
        time.sleep(0.05)
    ((encoder, worker),) = started.items()
    os.kill(worker, signal.SIGKILL)
    while Path(f"/proc/{encoder}/exe").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not Path(f"/proc/{encoder}/exe").exists()


def test_without_ffmpeg_the_page_says_so(
    new_site: Callable[..., Site], folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    site = new_site({"PATH": str(tmp_path / "empty")})
    outcome = site.bring(str(folder), "--wait", code=1)
    assert outcome["failed"] == 2
    found = pages(site, outcome["id"])
    assert found["3-film.mov"] == (JobState.FAILED, "no-ffmpeg")
    assert found["1.jpg"][0] == JobState.DONE
    said = site.keruen("doctor", code=1)
    assert "BAD  film" in said
    assert "install ffmpeg" in said
