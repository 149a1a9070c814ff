"""Recordings over HTTP: whole, in parts, and refused, always with CORS."""

import re
from collections.abc import Callable
from email.utils import format_datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from repository.captions import keep_captions, put_captions, read_captions
from repository.ingest import Played, frame_of, keep_recording
from repository.institutions import ensure_institution
from repository.jobs import BATCH, claim
from repository.masters import StoredFile
from repository.models import Caption, Medium, Work
from repository.pages import put_files
from repository.repository import Repository
from repository.web.media import MOST
from repository.works import create_work, unpublish
from tests.recordings import captions
from tests.repository.web.sending import send

DATA = bytes(range(256)) * 6000  # several blocks
SIZE = len(DATA)


@pytest.fixture
def address(repository: Repository) -> str:
    """A published film of `DATA` with captions."""
    repository.storage.put("media/a.mp4", DATA)
    file = read_captions(captions("kk"), "film.kk.vtt")
    keep_captions(repository.storage, file)
    with repository.database.write() as session:
        library = ensure_institution(session, "nlrk", {})
        work = create_work(session, library.id, {"en": ["Film"]})
        work.publish_when_ready = True
        put_captions(session, work, [file])
        (page,) = put_files(session, work, [StoredFile("film.mov", "a" * 64, 1)], BATCH)
    held = claim(repository.database, page.job_id or "", 60)
    assert held is not None
    made = Played(
        *("video/mp4", "video/mp4", "mp4", "media/a.mp4"), SIZE, 9.5, 320, 180, poster=None
    )
    keep_recording(repository.database, held, frame_of(repository.database, held), made)
    with repository.database.read() as session:
        return f"/media/{session.scalars(select(Medium.id)).one()}/film.mp4"


def test_the_whole(reader: FlaskClient, address: str) -> None:
    answer = reader.get(address)
    assert answer.status_code == 200
    assert answer.data == DATA
    headers = answer.headers
    assert headers["Content-Type"] == "video/mp4"
    assert headers["Content-Length"] == str(SIZE)
    assert headers["Accept-Ranges"] == "bytes"
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert "Content-Range" in headers["Access-Control-Expose-Headers"]
    assert headers["Cache-Control"] == "public, max-age=31536000, s-maxage=45, immutable"
    assert headers["ETag"].startswith('"')


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-", 0, SIZE - 1),
        ("bytes=0-0", 0, 0),
        ("bytes=100-199", 100, 199),
        ("bytes=500000-600000", 500_000, 600_000),
        (f"bytes={SIZE - 1}-", SIZE - 1, SIZE - 1),
        ("bytes=-5", SIZE - 5, SIZE - 1),
        (f"bytes=-{SIZE * 2}", 0, SIZE - 1),
        (f"bytes=10-{SIZE * 2}", 10, SIZE - 1),
        ("Bytes= 1-2 ", 1, 2),
    ],
)
def test_parts(reader: FlaskClient, address: str, asked: str, first: int, last: int) -> None:
    answer = reader.get(address, headers={"Range": asked})
    assert answer.status_code == 206
    assert answer.headers["Content-Range"] == f"bytes {first}-{last}/{SIZE}"
    assert answer.headers["Content-Length"] == str(last - first + 1)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.data == DATA[first : last + 1]


def test_large_files_are_sent_in_parts_that_bind_nothing(
    repository: Repository, reader: FlaskClient, address: str
) -> None:
    data = DATA * 4
    repository.storage.put("media/a.mp4", data)
    with repository.database.write() as session:
        session.scalars(select(Medium)).one().size = len(data)
    got = b""
    while len(got) < len(data):
        answer = reader.get(address, headers={"Range": f"bytes={len(got)}-"})
        assert answer.status_code == 206
        first, last, size = map(int, re.findall(r"[0-9]+", answer.headers["Content-Range"]))
        assert (first, size) == (len(got), len(data))
        assert len(answer.data) == last - first + 1 <= MOST
        got += answer.data
    assert got == data
    waiting = [reader.get(address, buffered=False) for _ in range(3)]
    assert [answer.status_code for answer in waiting] == [200, 200, 503]
    assert waiting[2].headers["Access-Control-Allow-Origin"] == "*"
    assert waiting[0].data == data
    for answer in waiting:
        answer.close()
    assert reader.get(address).data == data


@pytest.mark.parametrize(
    "asked",
    ["", "bytes", "bytes=", "bytes=-", "bytes=9-1", "bytes=a-b", "bytes=1-2,5-9", "items=1-2",
     "bytes=٠-٩", "bytes=" + "9" * 40 + "-", "bytes=0x1-2", "bytes=+1-2"],
)  # fmt: skip
def test_what_cannot_be_read_is_ignored(reader: FlaskClient, address: str, asked: str) -> None:
    headers = {"Range": asked.encode().decode("latin-1")}
    answer = reader.get(address, headers=headers)
    assert answer.status_code == 200
    assert len(answer.data) == SIZE


@pytest.mark.parametrize("asked", [f"bytes={SIZE}-", f"bytes={SIZE * 3}-{SIZE * 4}", "bytes=-0"])
def test_a_part_outside_of_it(reader: FlaskClient, address: str, asked: str) -> None:
    answer = reader.get(address, headers={"Range": asked})
    assert answer.status_code == 416
    assert answer.headers["Content-Range"] == f"bytes */{SIZE}"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "no-store" in answer.headers["Cache-Control"]


def test_if_range(reader: FlaskClient, address: str) -> None:
    whole = reader.get(address)
    etag, modified = whole.headers["ETag"], whole.headers["Last-Modified"]
    for mark, status in ((etag, 206), (modified, 206), ('"other"', 200), (f"W/{etag}", 200),
                         ("Mon, 01 Jan 2001 00:00:00 GMT", 200), ("nonsense", 200)):  # fmt: skip
        answer = reader.get(address, headers={"Range": "bytes=0-9", "If-Range": mark})
        assert answer.status_code == status, mark


def test_what_the_client_has_is_not_sent_again(reader: FlaskClient, address: str) -> None:
    whole = reader.get(address)
    for headers in (
        {"If-None-Match": whole.headers["ETag"]},
        {"If-None-Match": whole.headers["ETag"], "Range": "bytes=0-9"},
        {"If-Modified-Since": whole.headers["Last-Modified"]},
    ):
        answer = reader.get(address, headers=headers)
        assert answer.status_code == 304
        assert answer.data == b""
        assert answer.headers["ETag"] == whole.headers["ETag"]
        assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_head_tells_of_the_whole(reader: FlaskClient, address: str) -> None:
    for headers in ({}, {"Range": "bytes=0-9"}):
        answer = reader.head(address, headers=headers)
        assert answer.status_code == 200
        assert answer.data == b""
        assert answer.headers["Content-Length"] == str(SIZE)
        assert answer.headers["Content-Type"] == "video/mp4"


@pytest.mark.parametrize(
    "path",
    ["/media/", "/media/x", "/media/x/", "/media/nosuchthing/film.mp4", "/media/a/b/c",
     "/media//film.mp4", "/media/../film.mp4", "/media/x/%2e%2e%2fpasswd", "/media/x/%00",
     "/media/" + "x" * 3000, "/media/x/" + "y" * 3000],
)  # fmt: skip
def test_what_is_not_there(reader: FlaskClient, address: str, path: str) -> None:
    answer = reader.get(path)
    assert answer.status_code == 404
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.mimetype == "text/plain"


def test_another_name_is_another_address(reader: FlaskClient, address: str) -> None:
    assert reader.get(address.replace("film.mp4", "other.mp4")).status_code == 404


def test_other_methods(reader: FlaskClient, address: str) -> None:
    answer = reader.open(address, method="OPTIONS")
    assert answer.status_code == 204
    assert "range" in answer.headers["Access-Control-Allow-Headers"]
    for method in ("POST", "PUT", "DELETE"):
        answer = reader.open(address, method=method)
        assert answer.status_code == 405
        assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"
        assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_drafts_are_for_those_who_are_signed_in(
    repository: Repository, reader: FlaskClient, curator: FlaskClient, address: str
) -> None:
    with repository.database.write() as session:
        unpublish(session, session.scalars(select(Work)).one())
    assert reader.get(address).status_code == 404
    answer = curator.get(address)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-cache"


def test_captions_and_their_words(
    repository: Repository, reader: FlaskClient, address: str
) -> None:
    with repository.database.read() as session:
        caption = session.scalars(select(Caption)).one()
    answer = reader.get(f"/media/{caption.id}/film.kk.vtt")
    assert answer.headers["Content-Type"] == "text/vtt"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.data == captions("kk").read_bytes()
    text = reader.get(f"/media/{caption.id}/film.kk.txt")
    assert text.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert text.text.startswith("«Шекарадағы кездесулер» жобасының мақсаты –\n")
    assert text.headers["ETag"] != answer.headers["ETag"]


def test_what_is_lost_in_storage_is_said(
    repository: Repository, reader: FlaskClient, address: str
) -> None:
    repository.storage.delete("media/a.mp4")
    answer = reader.get(address)
    assert answer.status_code == 503
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_captions_are_taken_in_by_the_studio(
    repository: Repository, signed_in: Callable[[str], FlaskClient], address: str
) -> None:
    with repository.database.read() as session:
        work = session.scalars(select(Work)).one()
    client = signed_in("gulnara")
    body = captions("ru").read_bytes()
    assert send(client, work.id, "film.ru.vtt", body).headers["Upload-Outcome"] == "captions"
    for name, sent in (("film.vtt", body), ("film.ru.vtt", b"1\nnot WebVTT\n")):
        answer = send(client, work.id, name, sent)
        assert answer.status_code == 422
        assert name in answer.get_json()["error"]
    with repository.database.read() as session:
        assert set(session.scalars(select(Caption.language))) == {"kk", "ru"}


def test_the_plain_pages_have_a_player(
    repository: Repository, reader: FlaskClient, address: str
) -> None:
    with repository.database.read() as session:
        work = session.scalars(select(Work)).one()
    listed = reader.get(f"/en/works/{work.id}")
    assert f'href="{address}"' in listed.text
    assert "Film, 0:10" in listed.text
    assert "media-src 'self'" in listed.headers["Content-Security-Policy"]
    page = reader.get(f"/en/works/{work.id}/pages/1").text
    assert f'<source src="{address}" type="video/mp4">' in page
    assert 'srclang="kk"' in page


def test_a_date_in_another_zone_is_the_same_moment(reader: FlaskClient, address: str) -> None:
    modified = reader.get(address).last_modified
    assert modified is not None
    headers = {"Range": "bytes=0-9", "If-Range": format_datetime(modified)}
    assert reader.get(address, headers=headers).status_code == 206
