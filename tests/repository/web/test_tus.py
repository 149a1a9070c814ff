"""tus 1.0, sentence by sentence: https://tus.io/protocols/resumable-upload."""

import base64
import errno
import hashlib
import io
import os
import random
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from repository.clock import now
from repository.masters import master_key
from repository.models import Job, Master, Page, Upload, UploadState
from repository.repository import Repository
from repository.uploads import body_of, finishing, sweep_uploads
from repository.web import create_app
from tests.repository.web.conftest import PASSWORD
from tests.repository.web.sending import (
    JSON,
    PIECE,
    TUS,
    announce,
    begin,
    count,
    head,
    new_work,
    patch,
    remove,
    send,
    told,
)


@pytest.fixture
def work(curator: FlaskClient, repository: Repository) -> str:
    return new_work(curator, repository)


def arrived(repository: Repository) -> list[Path]:
    """The bytes of unfinished uploads on the disk."""
    return list((repository.settings.staging_dir / "uploads").glob("*.part"))


def checksum(body: bytes, algorithm: str = "sha256") -> str:
    digest = hashlib.new(algorithm, body, usedforsecurity=False).digest()
    return f"{algorithm} {base64.b64encode(digest).decode()}"


def master(repository: Repository, body: bytes) -> bytes:
    with repository.storage.open(master_key(hashlib.sha256(body).hexdigest())) as source:
        return source.read()


def upload_of(address: str) -> str:
    return address.rsplit("/", 1)[1]


# Core


def test_options_tell_what_is_there(curator: FlaskClient, work: str) -> None:
    addresses = [f"/ru/studio/works/{work}/uploads", begin(curator, work, 5)]
    for address in addresses:
        answer = curator.options(address)
        assert answer.status_code == 204
        assert answer.headers["Tus-Resumable"] == "1.0.0"
        assert answer.headers["Tus-Version"] == "1.0.0"
        assert answer.headers["Tus-Max-Size"] == "3000000"
        assert answer.headers["Tus-Checksum-Algorithm"] == "sha1,sha256"
        assert answer.headers["Tus-Extension"].split(",") == [
            "creation",
            "creation-with-upload",
            "checksum",
            "termination",
            "expiration",
        ]


def test_another_version_is_refused_and_nothing_is_done(
    curator: FlaskClient, repository: Repository, work: str
) -> None:
    address = begin(curator, work, 5)
    headers = {**JSON, "Upload-Offset": "0", "Content-Type": PIECE}
    asked = [("PATCH", "2.0.0"), ("PATCH", "1.0"), ("HEAD", "0.2.2"), ("DELETE", "")]
    for method, version in asked:
        given = {**headers, "Tus-Resumable": version} if version else headers
        answer = curator.open(address, method=method, data=b"scans", headers=given)
        assert answer.status_code == 412
        assert answer.headers["Tus-Version"] == "1.0.0"
        assert answer.headers["Tus-Resumable"] == "1.0.0"
    assert head(curator, address).headers["Upload-Offset"] == "0"
    assert count(repository, Page) == 0


def test_head_tells_offset_length_and_metadata_and_is_not_cached(
    curator: FlaskClient, work: str
) -> None:
    address = begin(curator, work, 9, "бет.tif", mark="m")
    patch(curator, address, 0, b"1234")
    answer = head(curator, address)
    assert answer.status_code == 200
    assert answer.headers["Upload-Offset"] == "4"
    assert answer.headers["Upload-Length"] == "9"
    assert answer.headers["Upload-Metadata"] == told(filename="бет.tif", mark="m")
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Tus-Resumable"] == "1.0.0"
    assert answer.data == b""


def test_patch_goes_on_where_it_was(
    curator: FlaskClient, repository: Repository, work: str
) -> None:
    address = begin(curator, work, 10)
    first = patch(curator, address, 0, b"01234")
    assert (first.status_code, first.headers["Upload-Offset"]) == (204, "5")
    assert "Upload-Outcome" not in first.headers
    last = patch(curator, address, 5, b"56789")
    assert (last.status_code, last.headers["Upload-Offset"]) == (204, "10")
    assert last.headers["Upload-Outcome"] == "made"
    assert master(repository, b"0123456789") == b"0123456789"
    assert arrived(repository) == []
    assert (count(repository, Page), count(repository, Job)) == (1, 1)


def test_a_wrong_offset_changes_nothing(
    curator: FlaskClient, repository: Repository, work: str
) -> None:
    address = begin(curator, work, 10)
    patch(curator, address, 0, b"0123")
    for offset in (0, 3, 5, 9, 10, 11):
        answer = patch(curator, address, offset, b"x")
        assert answer.status_code == 409
        assert answer.headers["Upload-Offset"] == "4"
    assert head(curator, address).headers["Upload-Offset"] == "4"
    assert arrived(repository)[0].read_bytes() == b"0123"


def test_offsets_and_lengths_are_numbers(curator: FlaskClient, work: str) -> None:
    address = begin(curator, work, 10)
    for odd in ("", "-1", "x", "1e3", "0x1", "9" * 30, "1.5", "+1"):
        assert patch(curator, address, odd, b"x").status_code == 400
        assert announce(curator, work, odd).status_code == 400


def test_pieces_have_their_own_type_and_a_length(curator: FlaskClient, work: str) -> None:
    address = begin(curator, work, 10)
    wrong = curator.patch(address, data=b"x", headers={**TUS, "Upload-Offset": "0"})
    assert wrong.status_code == 415
    chunked = curator.patch(
        address,
        input_stream=io.BytesIO(b"x"),
        headers={
            **TUS,
            "Upload-Offset": "0",
            "Content-Type": PIECE,
            "Transfer-Encoding": "chunked",
        },
    )
    assert chunked.status_code == 411


def test_more_than_was_said_is_refused_before_it_is_read(
    curator: FlaskClient, repository: Repository, work: str
) -> None:
    address = begin(curator, work, 10)
    answer = patch(curator, address, 0, b"x" * 11)
    assert answer.status_code == 413
    assert "10 байт" in answer.get_json()["error"]
    assert head(curator, address).headers["Upload-Offset"] == "0"
    assert arrived(repository) == []


def test_what_a_broken_line_brought_is_kept(
    curator: FlaskClient, repository: Repository, work: str
) -> None:
    address = begin(curator, work, 1000)
    curator.patch(
        address,
        input_stream=io.BytesIO(b"a" * 300),
        environ_overrides={"CONTENT_LENGTH": "1000"},
        headers={**TUS, "Upload-Offset": "0", "Content-Type": PIECE},
    )
    assert head(curator, address).headers["Upload-Offset"] == "300"
    assert patch(curator, address, 300, b"b" * 700).headers["Upload-Outcome"] == "made"
    assert master(repository, b"a" * 300 + b"b" * 700)


def test_a_method_may_come_in_a_header(
    curator: FlaskClient, repository: Repository, work: str
) -> None:
    address = begin(curator, work, 3)
    disguised = {**TUS, "Content-Type": PIECE, "Upload-Offset": "0"}
    answer = curator.post(
        address, data=b"abc", headers={**disguised, "X-HTTP-Method-Override": "PATCH"}
    )
    assert answer.headers["Upload-Outcome"] == "made"
    assert curator.post(address, headers=TUS).status_code == 405
    # A change stays a change whatever it is dressed as: another site's page cannot send it.
    forged = {**TUS, "X-HTTP-Method-Override": "DELETE", "Sec-Fetch-Site": "cross-site"}
    assert curator.head(address, headers=forged).status_code == 403
    assert head(curator, address).status_code == 200
    own = {**forged, "Sec-Fetch-Site": "same-origin"}
    assert curator.post(address, headers=own).status_code == 204
    assert count(repository, Upload) == 0


def test_other_sites_cannot_send(curator: FlaskClient, work: str) -> None:
    address = begin(curator, work, 3)
    for method in ("POST", "PATCH", "DELETE"):
        where = f"/ru/studio/works/{work}/uploads" if method == "POST" else address
        for forged in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
            headers = {**TUS, **forged, "Upload-Length": "3", "Upload-Offset": "0"}
            headers["Content-Type"] = PIECE
            answer = curator.open(where, method=method, headers=headers)
            assert answer.status_code == 403


# Creation


def test_a_new_upload_has_an_address_and_a_time(
    curator: FlaskClient, repository: Repository, work: str
) -> None:
    answer = announce(curator, work, 100, filename="a.tif")
    assert answer.status_code == 201
    assert answer.headers["Location"].startswith(f"/ru/studio/works/{work}/uploads/")
    until = parsedate_to_datetime(answer.headers["Upload-Expires"])
    assert timedelta(days=6.9) < until - now() < timedelta(days=7.1)
    assert head(curator, answer.headers["Location"]).headers["Upload-Offset"] == "0"


def test_the_limit_is_told_before_anything_is_sent(
    curator: FlaskClient, repository: Repository, work: str
) -> None:
    answer = announce(curator, work, 3_000_001, filename="big.tif")
    assert answer.status_code == 413
    assert "big.tif" in answer.get_json()["error"]
    assert announce(curator, work, 3_000_000).status_code == 201


def test_broken_metadata_are_refused(curator: FlaskClient, work: str) -> None:
    for sent in ("filename !", "a YQ==,a YQ==", "é YQ==", ", ,", "a " + "Y" * 5000, "a /w=="):
        answer = announce(curator, work, 5, {"Upload-Metadata": sent})
        assert answer.status_code == 400, sent
    for odd in ({"sha256": "x"}, {"key": "k" * 65}, {"mark": "\0"}):
        assert announce(curator, work, 5, **odd).status_code == 400
    assert announce(curator, work, 5, {"Upload-Metadata": "filename"}).status_code == 201


def test_a_lost_answer_begins_no_second_upload(
    curator: FlaskClient, repository: Repository, work: str
) -> None:
    first, second = (begin(curator, work, 5, key="k1") for _ in range(2))
    assert first == second
    assert begin(curator, work, 5, key="k2") != first
    assert count(repository, Upload) == 2


def test_the_first_piece_may_come_along(
    curator: FlaskClient, repository: Repository, work: str
) -> None:
    where = f"/ru/studio/works/{work}/uploads"
    headers = {**TUS, "Upload-Length": "6", "Upload-Metadata": told(filename="a.tif")}
    piece = {**headers, "Content-Type": PIECE}
    half = curator.post(where, data=b"abc", headers=piece)
    assert (half.status_code, half.headers["Upload-Offset"]) == (201, "3")
    done = patch(curator, half.headers["Location"], 3, b"def")
    assert done.headers["Upload-Outcome"] == "made"
    longer = curator.post(where, data=b"1234567", headers=piece)
    assert longer.status_code == 413
    other = curator.post(where, data=b"abc", headers={**headers, "Content-Type": "text/plain"})
    assert other.status_code == 415


def test_an_empty_file_is_done_at_once(
    curator: FlaskClient, repository: Repository, work: str
) -> None:
    answer = announce(curator, work, 0, filename="empty.tif")
    assert (answer.status_code, answer.headers["Upload-Outcome"]) == (201, "made")
    assert count(repository, Page) == 1


# Checksum


def test_pieces_are_verified(curator: FlaskClient, repository: Repository, work: str) -> None:
    address = begin(curator, work, 6)
    right = patch(curator, address, 0, b"abc", Upload_Checksum=checksum(b"abc", "sha1"))
    assert right.headers["Upload-Offset"] == "3"
    for algorithm in ("sha1", "sha256"):
        wrong = patch(curator, address, 3, b"dex", Upload_Checksum=checksum(b"def", algorithm))
        assert wrong.status_code == 460
        assert head(curator, address).headers["Upload-Offset"] == "3"
    last = patch(curator, address, 3, b"def", Upload_Checksum=checksum(b"def"))
    assert last.headers["Upload-Outcome"] == "made"
    assert master(repository, b"abcdef") == b"abcdef"


def test_half_a_verified_piece_is_not_kept(
    curator: FlaskClient, repository: Repository, work: str
) -> None:
    address = begin(curator, work, 100)
    cut = curator.patch(
        address,
        input_stream=io.BytesIO(b"a" * 50),
        environ_overrides={"CONTENT_LENGTH": "100"},
        headers={
            **TUS,
            "Upload-Offset": "0",
            "Content-Type": PIECE,
            "Upload-Checksum": checksum(b"a" * 100),
        },
    )
    assert cut.status_code == 400
    assert head(curator, address).headers["Upload-Offset"] == "0"


def test_unverified_bytes_of_a_killed_server_do_not_count(
    curator: FlaskClient, repository: Repository, work: str
) -> None:
    address = begin(curator, work, 6)
    patch(curator, address, 0, b"abc")
    body = body_of(repository.settings, upload_of(address))
    with body.writing() as writer:
        writer.doubt()
        writer.write(b"xx")
    assert head(curator, address).headers["Upload-Offset"] == "3"
    assert patch(curator, address, 3, b"def").headers["Upload-Outcome"] == "made"
    assert master(repository, b"abcdef") == b"abcdef"


def test_a_checksum_that_is_none_is_refused(curator: FlaskClient, work: str) -> None:
    address = begin(curator, work, 3)
    for sent in ("md5 YQ==", "sha1", "sha256 YQ==", "sha1 ?", ""):
        assert patch(curator, address, 0, b"abc", Upload_Checksum=sent).status_code == 400
    assert head(curator, address).headers["Upload-Offset"] == "0"


def test_a_file_is_the_one_announced(
    curator: FlaskClient, repository: Repository, work: str
) -> None:
    right = hashlib.sha256(b"scan").hexdigest()
    assert send(curator, work, "1.tif", b"scan", sha256=right).status_code == 204
    answer = send(curator, work, "2.tif", b"scam", sha256=right)
    assert answer.status_code == 422
    assert "2.tif" in answer.get_json()["error"]
    assert count(repository, Page) == 1


# Termination and expiration


def test_a_removed_upload_is_gone(curator: FlaskClient, repository: Repository, work: str) -> None:
    address = begin(curator, work, 10)
    patch(curator, address, 0, b"abc")
    answer = curator.delete(address, headers=TUS)
    assert (answer.status_code, answer.headers["Tus-Resumable"]) == (204, "1.0.0")
    assert arrived(repository) == []
    assert head(curator, address).status_code == 404
    assert patch(curator, address, 3, b"d").status_code == 404
    assert curator.delete(address, headers=TUS).status_code == 404


def let_pass(repository: Repository, days: float) -> None:
    with repository.database.write() as session:
        for upload in session.scalars(select(Upload)):
            upload.expires -= timedelta(days=days)


def test_an_expired_upload_is_told_and_swept(
    curator: FlaskClient, repository: Repository, work: str
) -> None:
    address = begin(curator, work, 10)
    patch(curator, address, 0, b"abc")
    sweep_uploads(repository)
    assert head(curator, address).headers["Upload-Offset"] == "3"
    let_pass(repository, 8)
    answer = patch(curator, address, 3, b"defghij")
    assert answer.status_code == 410
    assert head(curator, address).status_code == 410
    assert sweep_uploads(repository) == 1
    assert arrived(repository) == []
    assert head(curator, address).status_code == 410
    let_pass(repository, 8)
    sweep_uploads(repository)
    assert head(curator, address).status_code == 404


def test_sending_keeps_an_upload_longer(
    curator: FlaskClient, repository: Repository, work: str
) -> None:
    address = begin(curator, work, 10)
    let_pass(repository, 6)
    until = parsedate_to_datetime(patch(curator, address, 0, b"a").headers["Upload-Expires"])
    assert until - now() > timedelta(days=6.9)


def test_bytes_of_nobody_are_swept(curator: FlaskClient, repository: Repository, work: str) -> None:
    address = begin(curator, work, 10)
    patch(curator, address, 0, b"abc")
    left = body_of(repository.settings, "nobodys")
    with left.writing() as writer:
        writer.write(b"x")
    for path in arrived(repository):
        os.utime(path, (0, 0))
    sweep_uploads(repository)
    assert [path.stem for path in arrived(repository)] == [upload_of(address)]


# Once, whatever happens


def test_cuts_at_random_places_give_the_same_file(
    curator: FlaskClient, repository: Repository, work: str
) -> None:
    chance = random.Random(20_26)
    for number in range(12):
        whole = chance.randbytes(chance.randrange(1, 400_000))
        address = begin(curator, work, len(whole), f"{number}.tif")
        while (offset := int(head(curator, address).headers["Upload-Offset"])) < len(whole):
            length = min(len(whole) - offset, chance.choice([1, 65_536, 65_537, 200_000]))
            there = chance.randrange(length + 1)
            curator.patch(
                address,
                input_stream=io.BytesIO(whole[offset : offset + there]),
                environ_overrides={"CONTENT_LENGTH": str(length)},
                headers={**TUS, "Upload-Offset": str(offset), "Content-Type": PIECE},
            )
        assert master(repository, whole) == whole
    assert count(repository, Page) == 12
    assert arrived(repository) == []


def test_a_repeated_end_makes_one_page(
    curator: FlaskClient, repository: Repository, work: str
) -> None:
    address = begin(curator, work, 4)
    pages = {patch(curator, address, 0, b"scan").headers["Upload-Page"]}
    pages |= {head(curator, address).headers["Upload-Page"] for _ in range(3)}
    pages.add(patch(curator, address, 4, b"").headers["Upload-Page"])
    assert len(pages) == 1
    assert patch(curator, address, 4, b"more").status_code == 409
    assert (count(repository, Page), count(repository, Job)) == (1, 1)


@pytest.mark.parametrize("by", ["head", "sweep"])
@pytest.mark.parametrize("where", ["store_file", "put_files"])
def test_a_server_killed_at_the_end_makes_one_page(
    curator: FlaskClient,
    repository: Repository,
    work: str,
    monkeypatch: pytest.MonkeyPatch,
    by: str,
    where: str,
) -> None:
    address = begin(curator, work, 4)
    with monkeypatch.context() as patched:
        patched.setattr(finishing, where, killed)
        with pytest.raises(KeyboardInterrupt):
            patch(curator, address, 0, b"scan")
    assert (count(repository, Page), count(repository, Master)) == (0, 0)
    if by == "sweep":
        long_ago = now() - timedelta(minutes=5)
        with repository.database.write() as session:
            session.execute(update(Upload).values(changed=long_ago))
        assert sweep_uploads(repository) == 1
    assert head(curator, address).headers["Upload-Outcome"] == "made"
    assert (count(repository, Page), count(repository, Job)) == (1, 1)
    assert arrived(repository) == []


def killed(*_: object) -> Any:
    raise KeyboardInterrupt


@pytest.mark.parametrize("repository", ["sqlite", "postgresql"], indirect=True)
def test_two_at_once_do_not_mix(
    app: Flask, signed_in: Callable[[str], FlaskClient], repository: Repository
) -> None:
    work = new_work(signed_in("gulnara"), repository)
    whole = random.Random(7).randbytes(900_000)
    address = begin(signed_in("gulnara"), work, len(whole))

    def sending(client: FlaskClient) -> None:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            answer = head(client, address)
            if answer.headers.get("Upload-Outcome"):
                return
            if answer.status_code == 200:
                offset = int(answer.headers["Upload-Offset"])
                patch(client, address, offset, whole[offset : offset + 100_000])

    threads = [threading.Thread(target=sending, args=(signed_in("gulnara"),)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(90)
    assert master(repository, whole) == whole
    assert (count(repository, Page), count(repository, Job)) == (1, 1)


def test_who_is_silent_loses_the_upload_and_writes_no_more(
    curator: FlaskClient, repository: Repository, work: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = begin(curator, work, 6)
    body = body_of(repository.settings, upload_of(address))
    with body.writing() as writer:
        writer.write(b"abc")
        busy = patch(curator, address, 3, b"def")
        assert busy.status_code == 423
        monkeypatch.setattr("repository.uploads.body._SILENCE", 0)
        assert patch(curator, address, 3, b"d").headers["Upload-Offset"] == "4"
        with pytest.raises(Exception, match="upload-busy"):
            writer.write(b"late")
    assert patch(curator, address, 4, b"ef").headers["Upload-Outcome"] == "made"
    assert master(repository, b"abcdef") == b"abcdef"


def test_a_new_server_goes_on(curator: FlaskClient, repository: Repository, work: str) -> None:
    address = begin(curator, work, 6)
    patch(curator, address, 0, b"abc")
    client = create_app(repository).test_client()
    client.post("/en/sign-in", data={"name": "gulnara", "password": PASSWORD})
    assert head(client, address).headers["Upload-Offset"] == "3"
    assert patch(client, address, 3, b"def").headers["Upload-Outcome"] == "made"


def test_a_work_that_is_gone_takes_its_uploads_along(
    curator: FlaskClient, repository: Repository, work: str
) -> None:
    page = send(curator, work, "1.tif").headers["Upload-Page"]
    address = begin(curator, work, 5, page=page)
    remove(curator, work, page)
    answer = patch(curator, address, 0, b"other")
    assert answer.status_code == 404
    assert head(curator, address).status_code == 410
    assert arrived(repository) == []


# Room


def test_a_full_disk_keeps_what_is_there(
    curator: FlaskClient, repository: Repository, work: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = begin(curator, work, 200_000)
    written = os.write
    room = [100_000]

    def write(file: int, data: Any) -> int:
        if len(data) > 1000 and room[0] < len(data):
            raise OSError(errno.ENOSPC, "No space left on device")
        room[0] -= len(data)
        return written(file, data)

    with monkeypatch.context() as patched:
        patched.setattr("os.write", write)
        answer = patch(curator, address, 0, b"a" * 200_000)
    assert answer.status_code == 507
    assert "Полученное сохранено" in answer.get_json()["error"]
    offset = int(head(curator, address).headers["Upload-Offset"])
    assert offset == 65_536
    done = patch(curator, address, offset, b"a" * (200_000 - offset))
    assert done.headers["Upload-Outcome"] == "made"
    assert master(repository, b"a" * 200_000)


def test_what_is_unfinished_has_a_limit(
    curator: FlaskClient,
    signed_in: Callable[[str], FlaskClient],
    repository: Repository,
    work: str,
) -> None:
    limits = {"unfinished_per_user": 5_000_000, "unfinished_whole": 7_000_000}
    repository.settings.__dict__.update(limits)
    address = begin(curator, work, 3_000_000)
    answer = announce(curator, work, 2_500_000)
    assert answer.status_code == 413
    assert "0.005 GB" in answer.get_json()["error"]
    begin(curator, work, 2_000_000)
    admin = signed_in("admin")
    assert announce(admin, work, 2_500_000).status_code == 507
    curator.delete(address, headers=TUS)
    assert announce(admin, work, 2_500_000).status_code == 201


def test_what_expired_no_longer_counts(
    curator: FlaskClient, repository: Repository, work: str
) -> None:
    repository.settings.__dict__["unfinished_per_user"] = 10
    begin(curator, work, 10)
    assert announce(curator, work, 1).status_code == 413
    let_pass(repository, 8)
    assert announce(curator, work, 1).status_code == 201
    with repository.database.read() as session:
        assert _states(session) <= {UploadState.OPEN, UploadState.EXPIRED}


def _states(session: Session) -> set[UploadState]:
    return set(session.scalars(select(Upload.state)))
