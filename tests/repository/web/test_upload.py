"""Bringing in scans: the draft, its pages, what is there already, who may."""

import threading
import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from repository.models import Job, JobState, Master, Page, Upload, Work
from repository.pages import page_statuses
from repository.repository import Repository
from tests.repository.web.sending import (
    JSON,
    announce,
    begin,
    count,
    draft,
    head,
    new_work,
    patch,
    remove,
    send,
)


def pages_of(repository: Repository, work: str) -> list[str]:
    with repository.database.read() as session:
        return [page.file_name for page in page_statuses(session, work)]


def test_the_draft_appears_with_the_first_file(
    curator: FlaskClient, repository: Repository
) -> None:
    about = {"title": "Абай жолы", "title-language": "kk"}
    answer = draft(curator, repository, **about).get_json()
    work = answer["work"]
    for name in ("page 1.tif", "page 10.tif", "page 2.tif"):
        sent = send(curator, work, name, name.encode())
        assert sent.headers["Upload-Outcome"] == "made"
    with repository.database.read() as session:
        assert session.get_one(Work, work).label == {"kk": ["Абай жолы"]}
    assert pages_of(repository, work) == ["page 1.tif", "page 2.tif", "page 10.tif"]
    status = curator.get(answer["status"], headers=JSON)
    assert status.get_json()["counts"]["waiting"] == 3
    again = {"If-None-Match": status.headers["ETag"]}
    assert curator.get(answer["status"], headers=again).status_code == 304


def test_a_draft_is_called_something(curator: FlaskClient, repository: Repository) -> None:
    called: list[tuple[dict[str, str], dict[str, list[str]]]] = [
        ({}, {"none": ["page 1"]}),
        ({"folder": "Абай жолы/../x"}, {"none": ["x"]}),
        ({"title": "  T  ", "title-language": "xx"}, {"en": ["T"]}),
    ]
    for fields, label in called:
        work = draft(curator, repository, **fields).get_json()["work"]
        with repository.database.read() as session:
            assert session.get_one(Work, work).label == label


def test_a_lost_answer_makes_no_second_draft(curator: FlaskClient, repository: Repository) -> None:
    key = str(uuid.uuid4())
    first, second = (draft(curator, repository, key=key).get_json() for _ in range(2))
    assert first["work"] == second["work"]
    assert count(repository, Work) == 1


def test_the_same_file_is_no_second_page_and_another_replaces_it(
    curator: FlaskClient, repository: Repository
) -> None:
    work = new_work(curator, repository)
    outcomes = [
        send(curator, work, name, body).headers
        for name, body in [("1.tif", b"a"), ("1.tif", b"a"), ("1.tif", b"b"), ("copy.tif", b"b")]
    ]
    assert [h["Upload-Outcome"] for h in outcomes] == ["made", "same", "replaced", "already"]
    assert len({h["Upload-Page"] for h in outcomes}) == 1
    assert pages_of(repository, work) == ["1.tif"]
    assert count(repository, Master) == 2


def test_a_page_gets_another_scan(curator: FlaskClient, repository: Repository) -> None:
    work = new_work(curator, repository)
    page = send(curator, work, "1.tif", b"a").headers["Upload-Page"]
    send(curator, work, "2.tif", b"b")
    # A curator who says where it belongs gets it there, also when another page has it.
    better = send(curator, work, "better.tif", b"b", page=page)
    assert better.headers["Upload-Outcome"] == "replaced"
    assert better.headers["Upload-Page"] == page
    assert pages_of(repository, work) == ["1.tif", "2.tif"]
    assert send(curator, work, "x.tif", b"b", page=page).headers["Upload-Outcome"] == "same"


def test_a_twin_is_kept_when_it_is_wanted(curator: FlaskClient, repository: Repository) -> None:
    work = new_work(curator, repository)
    send(curator, work, "1.tif", b"blank")
    address = begin(curator, work, 5, "2.tif")
    assert patch(curator, address, 0, b"blank").headers["Upload-Outcome"] == "already"
    pages = [curator.post(f"{address}/keep", headers=JSON).get_json()["page"] for _ in range(2)]
    assert pages[0] == pages[1]
    assert pages_of(repository, work) == ["1.tif", "2.tif"]


def test_names_are_only_names(curator: FlaskClient, repository: Repository) -> None:
    work = new_work(curator, repository)
    kept = {
        "../../etc/passwd": "passwd",
        "C:\\scans\\бет 1.tif": "бет 1.tif",
        "a\x00\x1b[31mb.tif": "a[31mb.tif",
        "<script>alert(1)</script>": "script>",
        "": "?",
        "я" * 999: "я" * 255,
    }
    for number, name in enumerate(kept):
        assert send(curator, work, name, bytes([number])).status_code == 204
    assert sorted(pages_of(repository, work)) == sorted(kept.values())
    assert "<script>alert" not in curator.get(f"/en/studio/works/{work}").text


def test_what_was_sent_is_known(curator: FlaskClient, repository: Repository) -> None:
    work = new_work(curator, repository)
    page = send(curator, work, "1.tif", b"one", mark="1.tif|3|7").headers["Upload-Page"]
    address = begin(curator, work, 10, "2.tif", mark="2.tif|10|7")
    patch(curator, address, 0, b"half")
    known = curator.get(f"/ru/studio/works/{work}/uploads", headers=JSON).get_json()
    (unfinished,) = known["unfinished"]
    assert (unfinished["offset"], unfinished["size"], unfinished["address"]) == (4, 10, address)
    assert unfinished["mark"] == "2.tif|10|7"
    (finished,) = known["finished"]
    assert (finished["page"], finished["mark"]) == (page, "1.tif|3|7")
    # A page that was removed can be sent again.
    remove(curator, work, page)
    known = curator.get(f"/ru/studio/works/{work}/uploads", headers=JSON).get_json()
    assert known["finished"] == []


def test_bad_captions_are_refused_and_gone(curator: FlaskClient, repository: Repository) -> None:
    work = new_work(curator, repository)
    address = begin(curator, work, 3, "talk.kk.vtt")
    answer = patch(curator, address, 0, b"no!")
    assert answer.status_code == 422
    assert "talk.kk.vtt" in answer.get_json()["error"]
    assert head(curator, address).status_code == 410
    good = b"WEBVTT\n\n00:00.000 --> 00:01.000\nwords\n"
    assert send(curator, work, "talk.kk.vtt", good).headers["Upload-Outcome"] == "captions"


def test_only_for_those_who_may(
    reader: FlaskClient, signed_in: Callable[[str], FlaskClient], repository: Repository
) -> None:
    answer = draft(reader, repository)
    assert answer.status_code == 401
    assert "Sign in again" in answer.get_json()["error"]
    ivan, admin = signed_in("ivan"), signed_in("admin")
    assert draft(ivan, repository).status_code == 403
    assert draft(admin, repository, institution="nowhere").status_code == 404
    assert draft(admin, repository, key="x").status_code == 400
    assert count(repository, Work) == 0
    gulnara = signed_in("gulnara")
    work = new_work(gulnara, repository)
    address = begin(gulnara, work, 5)
    assert announce(reader, work, 5).status_code == 401
    assert announce(ivan, work, 5).status_code == 403
    assert patch(ivan, address, 0, b"scans").status_code == 403
    # Who may change the work still has no business with what another sends.
    for client in (ivan, admin):
        assert head(client, address).status_code in (403, 404)
    assert head(admin, address).status_code == 404
    assert patch(admin, address, 0, b"scans").status_code == 404
    assert patch(gulnara, address, 0, b"scans").status_code == 204
    assert count(repository, Upload) == 1


def test_pages_of_other_works_are_out_of_reach(
    curator: FlaskClient, repository: Repository
) -> None:
    mine, others = new_work(curator, repository), new_work(curator, repository)
    other = send(curator, others, "o.tif").headers["Upload-Page"]
    assert announce(curator, mine, 4, filename="a.tif", page=other).status_code == 404
    address = begin(curator, others, 5)
    assert head(curator, address.replace(others, mine)).status_code == 404
    answer = curator.post(f"/en/studio/works/{mine}/retry", data={"page": other})
    assert answer.status_code == 404
    assert count(repository, Page) == 1


@pytest.mark.parametrize("repository", ["sqlite", "postgresql"], indirect=True)
def test_many_at_once_keep_their_order(
    app: Flask, signed_in: Callable[[str], FlaskClient], repository: Repository
) -> None:
    work = new_work(signed_in("gulnara"), repository)
    clients = [signed_in("gulnara") for _ in range(4)]
    codes: list[int] = []

    def sending(client: FlaskClient, numbers: range) -> None:
        for number in numbers:
            answer = send(client, work, f"page {number}.tif", str(number).encode())
            codes.append(answer.status_code)

    # Every page is sent twice, by two at once.
    threads = [
        threading.Thread(target=sending, args=(client, range(1 + start % 2, 13, 2)))
        for start, client in enumerate(clients)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert codes == [204] * 24
    with repository.database.read() as session:
        pages = page_statuses(session, work)
    assert [page.file_name for page in pages] == [f"page {n}.tif" for n in range(1, 13)]
    assert [page.position for page in pages] == list(range(1, 13))


def test_a_script_asks_for_what_is_new_only(
    curator: FlaskClient, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = draft(curator, repository).get_json()
    address = answer["status"]
    send(curator, answer["work"], "1.tif")
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
    work = new_work(curator, repository)
    for number in (1, 2):
        send(curator, work, f"page {number}.tif", str(number).encode())
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
