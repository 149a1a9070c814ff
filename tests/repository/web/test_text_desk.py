"""The studio's desk on which the text of a page is set right, and the same by REST."""

import io
import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from repository.jobs import RECOGNISE, TEXT
from repository.models import Event, Job, PageText, TextCorrection
from repository.repository import Repository
from repository.texts.alto_writing import write_alto
from repository.texts.keeping import transcript_of
from repository.tokens import add_token
from tests.repository.library import make_work
from tests.repository.written import pages_of, transcript, write


@pytest.fixture
def page(repository: Repository) -> tuple[str, str]:
    """A work and its only page, with a text."""
    work_id = make_work(repository, 1)
    (page_id,) = pages_of(repository, work_id)
    write(repository, page_id, "Қазакстан халкы", "екінші жол", "үшінші")
    return work_id, page_id


def text_of(repository: Repository, page_id: str) -> PageText:
    with repository.database.read() as session:
        row = session.get_one(PageText, page_id)
        session.refresh(row, ["lines"])
        return row


def desk(page: tuple[str, str]) -> str:
    return f"/en/studio/works/{page[0]}/text/{page[1]}"


def test_a_line_is_set_right(
    curator: FlaskClient, repository: Repository, page: tuple[str, str]
) -> None:
    shown = curator.get(desk(page)).get_data(as_text=True)
    assert 'name="line-1" value="Қазакстан халкы"' in shown
    assert re.search(r"/iiif/image/3/\w+/94,94,812,52/812,/0/default.jpg", shown)
    sent = {"seen": "1", "line-1": "Қазақстан  халқы", "line-2": "екінші жол", "line-3": ""}
    answer = curator.post(desk(page), data=sent)
    assert answer.status_code == 303
    row = text_of(repository, page[1])
    assert row.text == "Қазақстан халқы\nекінші жол"
    assert (row.corrected, row.revision) == (2, 2)
    first = next(transcript_of(row).lines)
    # As many words as before: they keep their places.
    old = next(transcript("Қазакстан халкы").lines)
    assert [word.box for word in first.words] == [word.box for word in old.words]
    with repository.database.read() as session:
        made = session.scalars(select(TextCorrection).order_by(TextCorrection.before)).all()
        assert [(each.before, each.after) for each in made] == [
            ("Қазакстан халкы", "Қазақстан халқы"),
            ("үшінші", ""),
        ]
        noted = session.scalars(select(Event.action)).all()
        assert "text-corrected" in noted
    again = curator.get(desk(page)).get_data(as_text=True)
    assert "gulnara" in again
    assert "<ins>Қазақстан халқы</ins>" in again


def test_nothing_is_overwritten_that_somebody_else_wrote(
    curator: FlaskClient, repository: Repository, page: tuple[str, str]
) -> None:
    write(repository, page[1], "Басқа жол")
    answer = curator.post(desk(page), data={"seen": "1", "line-1": "Менің жолым"})
    assert answer.status_code == 409
    shown = answer.get_data(as_text=True)
    assert "has changed since you read it" in shown
    assert 'value="Менің жолым"' in shown
    assert text_of(repository, page[1]).text == "Басқа жол"


def test_only_the_owners_change_texts(
    signed_in: Callable[[str], FlaskClient], repository: Repository, page: tuple[str, str]
) -> None:
    other = signed_in("ivan")
    assert 'name="line-1"' in other.get(desk(page)).get_data(as_text=True)
    assert "Save lines" not in other.get(desk(page)).get_data(as_text=True)
    for path in ("", "/recognise", "/file", "/remove"):
        assert other.post(desk(page) + path, data={"seen": "1", "line-1": "x"}).status_code == 403
    assert other.post(f"/en/studio/works/{page[0]}/text").status_code == 403
    assert text_of(repository, page[1]).revision == 1


def test_pages_without_a_text_are_recognised(
    curator: FlaskClient, repository: Repository, page: tuple[str, str]
) -> None:
    other = make_work(repository, 2)
    assert "no text" in curator.get(f"/en/studio/works/{other}/text").get_data(as_text=True)
    assert curator.post(f"/en/studio/works/{other}/text").status_code == 303
    assert curator.post(f"/en/studio/works/{other}/text").status_code == 303
    assert curator.post(f"/en/studio/works/{page[0]}/text").status_code == 303
    assert curator.post(desk(page) + "/recognise").status_code == 303
    with repository.database.read() as session:
        asked = session.execute(select(Job.page_id, Job.queue).where(Job.kind == RECOGNISE))
        assert sorted(tuple(row) for row in asked) == sorted(
            (page_id, TEXT) for page_id in [*pages_of(repository, other), page[1]]
        )
    shown = curator.get(f"/en/studio/works/{other}/text").get_data(as_text=True)
    assert shown.count("is being recognised") == 2


def test_a_file_brings_a_text_and_wrong_ones_are_refused(
    curator: FlaskClient, repository: Repository, page: tuple[str, str]
) -> None:
    alto = (
        write_alto(transcript("ALTO жолы"))
        .replace(b'"1000"', b'"2000"')
        .replace(b'"1500"', b'"3000"')
    )
    taken = curator.post(desk(page) + "/file", data={"file": (io.BytesIO(alto), "p1.xml")})
    assert taken.status_code == 303
    row = text_of(repository, page[1])
    assert (row.text, row.source, row.width) == ("ALTO жолы", "alto", 1000)
    line = next(transcript_of(row).lines)
    # The file speaks of a picture of twice the size.
    assert tuple(line.box) == (50, 50, 400, 20)
    assert row.original_key
    assert repository.storage.read(row.original_key) == alto
    for data, words in [
        (b"<html>", "neither ALTO nor hOCR"),
        (b"<alto><Layout/></alto>", "has 0 pages"),
        (b"<alto", "no well-formed XML"),
        (alto.replace(b'"3000"', b'"300"'), "another shape"),
        (alto.replace(b"pixel", b"cubit"), "unknown unit"),
        (b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><alto>&b;</alto>', "0 pages"),
        (b"<alto>" * 5000, "no well-formed XML"),
    ]:
        sent = {"file": (io.BytesIO(data), "p1.xml")}
        refused = curator.post(desk(page) + "/file", data=sent)
        assert refused.status_code == 422
        assert words in refused.get_data(as_text=True)
    assert text_of(repository, page[1]).text == "ALTO жолы"


def test_the_same_by_rest(app: Flask, repository: Repository, page: tuple[str, str]) -> None:
    with repository.database.write() as session:
        key = add_token(session, "gulnara", "texts")
    client = app.test_client()
    headers = {"Authorization": f"Bearer {key}"}
    address = f"/api/v1/works/{page[0]}/pages/{page[1]}/text"
    read = client.get(address, headers=headers)
    assert read.json is not None
    assert read.json["lines"][1] == {
        "number": 2,
        "text": "екінші жол",
        "box": [100, 150, 800, 40],
        "corrected": False,
    }
    change = {"lines": {"2": "екінші жаңа жол"}}
    assert client.patch(address, json=change, headers=headers).status_code == 428
    tagged = headers | {"If-Match": read.headers["ETag"]}
    changed = client.patch(address, json=change, headers=tagged)
    assert changed.json is not None
    assert changed.json["lines"][1]["text"] == "екінші жаңа жол"
    assert changed.json["lines"][1]["corrected"] is True
    assert client.patch(address, json=change, headers=tagged).status_code == 412
    tagged = headers | {"If-Match": changed.headers["ETag"]}
    assert client.patch(address, json={"lines": {"9": "x"}}, headers=tagged).status_code == 422
    alto = write_alto(transcript("бірінші", "екінші", "соңғы"))
    given = client.put(f"{address}?name=p.xml", data=alto, headers=headers)
    assert given.json is not None
    assert given.json["text"] == "бірінші\nекінші жаңа жол\nсоңғы"
    assert client.put(address, data=b"x", headers=headers).status_code == 422
    asked = client.post(address.replace("/text", "/recognition"), headers=headers)
    assert (asked.status_code, asked.json and asked.json["job"]) == (202, "waiting")
    whole = client.post(
        f"/api/v1/works/{page[0]}/recognition", json={"again": True}, headers=headers
    )
    assert (whole.status_code, whole.json) == (202, {"pages": 0})
    gone = client.delete(address, headers=headers | {"If-Match": "*"})
    assert gone.status_code == 204
    empty = client.get(address, headers=headers)
    assert empty.json is not None
    assert (empty.json["text"], empty.json["source"]) == ("", None)
