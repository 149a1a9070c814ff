"""Taking in scans: streamed, limited, refused in words, and nothing left of what failed."""

import errno
import io
import os
import threading
import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from repository.models import Institution, Job, JobState, Master, Page, Work
from repository.pages import page_statuses
from repository.repository import Repository
from repository.web import create_app

JSON = {"Accept": "application/json"}


def library(repository: Repository, slug: str = "nlrk") -> str:
    with repository.database.read() as session:
        return session.scalars(select(Institution.id).where(Institution.slug == slug)).one()


def begin(client: FlaskClient, repository: Repository, body: bytes = b"first", **query: Any) -> Any:
    asked = {
        "institution": library(repository),
        "key": str(uuid.uuid4()),
        "name": "page 1.tif",
        **query,
    }
    return client.post("/en/studio/works/new", query_string=asked, data=body, headers=JSON)


def send(client: FlaskClient, work: str, name: str, body: bytes = b"scan", **query: Any) -> Any:
    asked = {"name": name, **query}
    address = f"/ru/studio/works/{work}/files"
    return client.post(address, query_string=asked, data=body, headers=JSON)


def left_over(repository: Repository) -> list[Path]:
    return list(repository.settings.staging_dir.iterdir())


def count(repository: Repository, model: Any) -> int:
    with repository.database.read() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def test_the_draft_appears_with_the_first_file(
    curator: FlaskClient, repository: Repository
) -> None:
    answer = begin(
        curator, repository, title="Абай жолы", **dict[str, Any]({"title-language": "kk"})
    )
    assert answer.status_code == 200
    work = answer.get_json()["work"]
    assert answer.get_json()["page"]["name"] == "page 1.tif"
    assert answer.get_json()["page"]["state"] == "waiting"
    assert send(curator, work, "page 10.tif").status_code == 200
    assert send(curator, work, "page 2.tif").status_code == 200
    with repository.database.read() as session:
        assert session.get_one(Work, work).label == {"kk": ["Абай жолы"]}
        names = [page.file_name for page in page_statuses(session, work)]
    assert names == ["page 1.tif", "page 2.tif", "page 10.tif"]
    assert left_over(repository) == []
    status = curator.get(answer.get_json()["status"], headers=JSON)
    assert status.get_json()["counts"]["waiting"] == 3
    again = {"If-None-Match": status.headers["ETag"]}
    assert curator.get(answer.get_json()["status"], headers=again).status_code == 304


@pytest.mark.parametrize(
    ("query", "label"),
    [
        ({}, {"none": ["page 1"]}),
        ({"folder": "Абай жолы/../x"}, {"none": ["x"]}),
        ({"title": "  T  ", "title-language": "xx"}, {"en": ["T"]}),
    ],
)
def test_a_draft_is_called_something(
    curator: FlaskClient, repository: Repository, query: dict[str, Any], label: dict[str, Any]
) -> None:
    work = begin(curator, repository, **query).json["work"]
    with repository.database.read() as session:
        assert session.get_one(Work, work).label == label


def test_a_lost_answer_makes_no_second_draft(curator: FlaskClient, repository: Repository) -> None:
    key = str(uuid.uuid4())
    first = begin(curator, repository, key=key)
    second = begin(curator, repository, key=key)
    assert first.get_json()["work"] == second.get_json()["work"]
    assert count(repository, Page) == 1


def test_the_same_file_is_no_second_page_and_another_replaces_it(
    curator: FlaskClient, repository: Repository
) -> None:
    work = begin(curator, repository).json["work"]
    first = send(curator, work, "page 2.tif", b"a").json["page"]
    assert send(curator, work, "page 2.tif", b"a").json["page"]["id"] == first["id"]
    assert count(repository, Page) == 2
    other = send(curator, work, "better.tif", b"b", page=first["id"]).json["page"]
    assert (other["id"], other["name"]) == (first["id"], "page 2.tif")
    assert count(repository, Page) == 2
    assert count(repository, Master) == 3


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\scans\\бет 1.tif", "бет 1.tif"),
        ("a\x00\x1b[31mb.tif", "a[31mb.tif"),
        ("<script>alert(1)</script>", "script>"),
        ("", "?"),
        ("я" * 999, "я" * 255),
    ],
)
def test_names_are_only_names(
    curator: FlaskClient, repository: Repository, name: str, kept: str
) -> None:
    answer = begin(curator, repository, name=name)
    assert answer.get_json()["page"]["name"] == kept
    html = curator.get(answer.get_json()["address"]).text
    assert "<script>alert" not in html


def test_a_file_over_the_limit_is_refused_in_words(
    curator: FlaskClient, repository: Repository
) -> None:
    work = begin(curator, repository).json["work"]
    answer = send(curator, work, "big.tif", b"x" * 3_000_001)
    assert answer.status_code == 413
    assert answer.get_json()["error"] == "Принимаются файлы размером до 3 МБ."
    assert send(curator, work, "just.tif", b"x" * 3_000_000).status_code == 200
    assert count(repository, Page) == 2
    assert left_over(repository) == []


def test_a_sender_that_goes_away_leaves_nothing(app: Flask, curator: FlaskClient) -> None:
    repository: Repository = app.extensions["repository"]
    work = begin(curator, repository).json["work"]
    answer = curator.post(
        f"/en/studio/works/{work}/files?name=half.tif",
        input_stream=io.BytesIO(b"half of it"),
        environ_overrides={"CONTENT_LENGTH": "1000000"},
        headers=JSON,
    )
    assert answer.status_code == 400
    assert left_over(repository) == []
    assert count(repository, Page) == 1


def test_a_body_of_unknown_length_is_refused(curator: FlaskClient, repository: Repository) -> None:
    work = begin(curator, repository).json["work"]
    answer = curator.post(
        f"/en/studio/works/{work}/files?name=a.tif",
        input_stream=io.BytesIO(b"some"),
        headers={**JSON, "Transfer-Encoding": "chunked"},
    )
    assert answer.status_code == 411


def test_a_full_disk_is_told_and_nothing_is_left(
    curator: FlaskClient, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = begin(curator, repository).json["work"]
    opened = Path.open

    def full(path: Path, mode: str = "r", *more: Any, **options: Any) -> Any:
        target = opened(path, mode, *more, **options)
        if mode == "xb" and path.name.startswith("upload-"):
            target.close()
            return Full(path)
        return target

    monkeypatch.setattr(Path, "open", full)
    answer = send(curator, work, "page 2.tif")
    assert answer.status_code == 507
    assert "Диск сервера заполнен" in answer.get_json()["error"]
    assert left_over(repository) == []
    assert count(repository, Page) == 1


class Full(io.FileIO):
    """A file on a disk without room: nobody can fill the disk of the machine that tests."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "wb")

    def write(self, _data: Any, /) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")


def test_what_a_killed_server_left_is_removed(repository: Repository) -> None:
    old, new = (repository.settings.staging_dir / f"upload-{name}" for name in ("old", "new"))
    for path in (old, new):
        path.touch()
    os.utime(old, (0, 0))
    create_app(repository)
    assert left_over(repository) == [new]


def test_only_for_those_who_may(
    reader: FlaskClient, signed_in: Callable[[str], FlaskClient], repository: Repository
) -> None:
    answer = begin(reader, repository)
    assert answer.status_code == 401
    assert "Sign in again" in answer.get_json()["error"]
    assert begin(signed_in("ivan"), repository).status_code == 403
    assert begin(signed_in("admin"), repository, institution="nowhere").status_code == 404
    assert begin(signed_in("admin"), repository, key="x").status_code == 400
    assert count(repository, Work) == 0
    assert count(repository, Master) == 0


def test_pages_of_other_works_are_out_of_reach(
    curator: FlaskClient, repository: Repository
) -> None:
    mine = begin(curator, repository).json["work"]
    other = begin(curator, repository, b"other").json["page"]["id"]
    assert send(curator, mine, "a.tif", page=other).status_code == 404
    for change in ("retry", "remove"):
        answer = curator.post(f"/en/studio/works/{mine}/{change}", data={"page": other})
        assert answer.status_code == 404
    assert count(repository, Page) == 2


@pytest.mark.parametrize("repository", ["sqlite", "postgresql"], indirect=True)
def test_many_at_once_keep_their_order(
    app: Flask, signed_in: Callable[[str], FlaskClient], repository: Repository
) -> None:
    work = begin(signed_in("gulnara"), repository).json["work"]
    clients = [signed_in("gulnara") for _ in range(4)]
    codes: list[int] = []

    def sending(client: FlaskClient, numbers: range) -> None:
        for number in numbers:
            answer = send(client, work, f"page {number}.tif", str(number).encode())
            codes.append(answer.status_code)

    # Every page is sent twice, by two at once.
    threads = [
        threading.Thread(target=sending, args=(client, range(2 + start % 2, 14, 2)))
        for start, client in enumerate(clients)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert codes == [200] * 24
    with repository.database.read() as session:
        pages = page_statuses(session, work)
    assert [page.file_name for page in pages] == [f"page {n}.tif" for n in range(1, 14)]
    assert [page.position for page in pages] == list(range(1, 14))


def test_a_script_asks_for_what_is_new_only(
    curator: FlaskClient, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = begin(curator, repository).get_json()["status"]
    monkeypatch.setattr("repository.web.studio.work._OVERLAP", timedelta(0))
    since = curator.get(address, headers=JSON).headers["X-Since"]
    nothing = curator.get(address, query_string={"since": since}, headers=JSON)
    assert nothing.get_json()["pages"] == []
    assert nothing.get_json()["counts"]["waiting"] == 1
    with repository.database.write() as session:
        session.scalars(select(Job)).one().state = JobState.RUNNING
    news = curator.get(address, query_string={"since": since}, headers=JSON).get_json()
    assert [page["state"] for page in news["pages"]] == ["running"]
    for odd in ("yesterday", "nan", "1e99"):
        assert len(curator.get(address, query_string={"since": odd}).get_json()["pages"]) == 1


def test_failed_pages_are_tried_again(curator: FlaskClient, repository: Repository) -> None:
    work = begin(curator, repository).json["work"]
    send(curator, work, "page 2.tif", b"2")
    with repository.database.write() as session:
        for job in session.scalars(select(Job)):
            job.state = JobState.FAILED
            job.reason = {"code": "damaged", "params": {}}
    status = curator.get(f"/kk/studio/works/{work}/status", headers=JSON).get_json()
    assert status["counts"]["failed"] == 2
    assert "Файл бүлінген" in status["pages"][0]["reason"]
    answer = curator.post(f"/kk/studio/works/{work}/publish")
    assert answer.status_code == 409
    assert "page 2.tif" in answer.text
    page = status["pages"][0]["id"]
    curator.post(f"/kk/studio/works/{work}/retry", data={"page": page})
    status = curator.get(f"/kk/studio/works/{work}/status", headers=JSON).get_json()
    assert [each["state"] for each in status["pages"]] == ["waiting", "failed"]
    curator.post(f"/kk/studio/works/{work}/retry")
    status = curator.get(f"/kk/studio/works/{work}/status", headers=JSON).get_json()
    assert [each["state"] for each in status["pages"]] == ["waiting", "waiting"]


def test_descriptions_are_checked(curator: FlaskClient, repository: Repository) -> None:
    answer = begin(curator, repository)
    work = answer.get_json()["work"]
    html = curator.get(answer.get_json()["address"] + "/description").text
    seen = html.split('name="seen" value="')[1].split('"')[0]
    address = f"/en/studio/works/{work}/description"
    for wrong in (
        {"seen": seen, "label-ru": "  "},
        {"seen": seen, "label-ru": "Т", "rights": "https://evil.example"},
        {"seen": "x", "label-ru": "Т"},
    ):
        assert curator.post(address, data=wrong).status_code == 409
    assert curator.post(address, data={"seen": seen, "label-ru": "Т"}).status_code == 303
    with repository.database.read() as session:
        assert session.get_one(Work, work).label == {"ru": ["Т"]}
