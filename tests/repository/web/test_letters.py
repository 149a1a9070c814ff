"""Readers write to libraries and ask for copies; libraries answer, by mail and on the page."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from repository.clock import now
from repository.correspondence.forgetting import forget_people
from repository.correspondence.outbox import send_waiting
from repository.correspondence.post import Post
from repository.institutions import find_institution
from repository.models import Delivery, DeliveryStep, Event, Feedback, Mail, Submission
from repository.repository import Repository
from repository.settings import Settings
from tests.repository.library import make_work
from tests.smtp import MailServer

both = pytest.mark.parametrize("repository", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[MailServer]:
    """A mail server that the site knows; asked for before the site."""
    with MailServer() as made:
        monkeypatch.setenv("KERUEN_MAIL_URL", made.url)
        monkeypatch.setenv("KERUEN_MAIL_FROM", "site@keruen.example")
        yield made


def deliver(repository: Repository) -> int:
    return send_waiting(repository.database, Post(Settings()))


def write(reader: FlaskClient, work: str, language: str = "ru", **changed: str) -> int:
    typed = {
        "topic": "text",
        "page": "7",
        "words": "Опечатка.",
        "email": "r@example.org",
        **changed,
    }
    return reader.post(f"/{language}/works/{work}/feedback", data=typed).status_code


def ask(reader: FlaskClient, work: str, language: str = "kk", **changed: str) -> str:
    """The address of the page on which the reader follows the request."""
    typed = {"pages": "5-12", "purpose": "Зерттеу", "name": "Абай", "email": "r@example.org"}
    answer = reader.post(f"/{language}/works/{work}/copy", data={**typed, **changed})
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]


def newest(client: FlaskClient, place: str) -> str:
    """The address of the newest entry of a list in the studio."""
    found = re.search(
        rf'href="(/en/studio/inbox/{place}/\w+)"',
        client.get(f"/en/studio/inbox/{place}".replace("/messages", "")).text,
    )
    assert found
    return found[1]


@both
def test_a_message_is_answered(
    server: MailServer, repository: Repository, reader: FlaskClient, curator: FlaskClient
) -> None:
    work = make_work(repository, 9, "Abai <b>")
    with repository.database.write() as session:
        find_institution(session, "nlrk").contact = "library@nlrk.example"
    form = reader.get(f"/ru/works/{work}/feedback?page=7").text
    assert 'value="7"' in form
    assert write(reader, work) == 303
    assert deliver(repository) == 1
    assert server.mails[0]["To"] == "library@nlrk.example"
    address = newest(curator, "messages")
    shown = curator.get(address).text
    assert "Опечатка." in shown
    assert "Page 7" in shown
    answer = curator.post(address, data={"state": "answered", "answer": "Спасибо!\nИсправили."})
    assert answer.status_code == 303
    assert deliver(repository) == 1
    mail = server.mails[1]
    assert (mail["To"], mail["From"]) == ("r@example.org", "site@keruen.example")
    assert mail["Subject"] == "Keruen: Ответ на ваше сообщение"
    body = mail.get_content()
    assert "Исправили." in body
    assert "> Опечатка." in body
    assert f"/ru/works/{work}" in body
    assert "answered" in curator.get("/en/studio/inbox").text
    with repository.database.read() as session:
        noted = session.scalars(select(Event).where(Event.subject_kind == "feedback")).all()
        assert noted[-1].action == "answered"
        assert noted[-1].institution_id == find_institution(session, "nlrk").id


@both
def test_a_request_goes_its_way(
    server: MailServer, repository: Repository, reader: FlaskClient, curator: FlaskClient
) -> None:
    work = make_work(repository, 2)
    page = ask(reader, work)
    assert "қабылданды" not in reader.get(page).text
    address = newest(curator, "copies")
    for state in ("accepted", "working", "sent"):
        data = {"state": state, "note": f"note {state}"}
        assert curator.post(address, data=data).status_code == 303
    assert deliver(repository) == 4
    subjects = [str(mail["Subject"]) for mail in server.mails]
    assert all(subject.startswith("Keruen: ") for subject in subjects)
    assert len(set(subjects)) == 4
    assert page in server.mails[-1].get_content()
    assert "note sent" in server.mails[-1].get_content()
    shown = reader.get(page)
    assert "note working" in shown.text
    assert shown.headers["Referrer-Policy"] == "no-referrer"
    assert shown.headers["X-Robots-Tag"] == "noindex"
    refused = curator.post(address, data={"state": "accepted"})
    assert refused.status_code == 409


def test_the_states_are_seen_without_any_mail(
    repository: Repository, reader: FlaskClient, curator: FlaskClient
) -> None:
    work = make_work(repository, 1)
    page = ask(reader, work, "en", email="")
    assert "No mail goes out" in curator.get("/en/studio/inbox/copies").text
    curator.post(newest(curator, "copies"), data={"state": "refused", "note": "In copyright"})
    assert "In copyright" in reader.get(page).text
    assert deliver(repository) == 0
    assert reader.get("/en/deliveries/nothing").status_code == 404


def test_another_library_sees_nothing(
    repository: Repository, reader: FlaskClient, curator: FlaskClient,
    signed_in: Callable[[str], FlaskClient],
) -> None:  # fmt: skip
    work = make_work(repository, 1)
    write(reader, work)
    ask(reader, work)
    omsk = signed_in("ivan")
    for place in ("messages", "copies"):
        address = newest(curator, place)
        assert omsk.get(address).status_code == 403
        assert omsk.post(address, data={"state": "closed", "x": "y"}).status_code in (400, 403)
        assert reader.get(address).status_code == 303
    assert work not in omsk.get("/en/studio/inbox").text
    assert "There is nothing here" in omsk.get("/en/studio/inbox").text
    assert newest(signed_in("admin"), "messages")


def test_a_robot_falls_into_the_trap(repository: Repository, reader: FlaskClient) -> None:
    work = make_work(repository, 1)
    assert write(reader, work, website="https://spam.example") == 303
    with repository.database.read() as session:
        assert session.scalars(select(Feedback)).all() == []


def test_nobody_floods_a_library(app: Flask, repository: Repository, reader: FlaskClient) -> None:
    work = make_work(repository, 1)
    assert [write(reader, work) for _ in range(6)] == [303] * 5 + [429]
    other = app.test_client()
    other.environ_base["REMOTE_ADDR"] = "10.1.1.1"
    assert write(other, work) == 303
    with repository.database.write() as session:
        senders = session.scalars(select(Submission.sender)).all()
        assert not any("127.0.0.1" in sender or "10.1.1.1" in sender for sender in senders)
        session.execute(update(Submission).values(moment=now() - timedelta(minutes=11)))
    assert write(reader, work) == 303


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"words": "  "}, "Напишите, что вы хотите сказать"),
        ({"words": "x" * 5001}, "не больше 5000"),
        ({"email": "nobody"}, "не похоже на адрес"),
        ({"email": "a@b.example\r\nBcc: all@example.org"}, "не похоже на адрес"),
        ({"email": "a@b.example, c@d.example"}, "не похоже на адрес"),
    ],
)
def test_what_is_wrong_is_said(
    repository: Repository, reader: FlaskClient, changed: dict[str, str], words: str
) -> None:
    work = make_work(repository, 1)
    typed = {"words": "Слова", "email": "", **changed}
    answer = reader.post(f"/ru/works/{work}/feedback", data=typed)
    assert answer.status_code == 422
    assert words in answer.text


def test_drafts_get_no_letters(repository: Repository, reader: FlaskClient) -> None:
    work = make_work(repository, 1, published=False)
    assert reader.get(f"/en/works/{work}/feedback").status_code == 404
    assert write(reader, work) == 404


def test_no_header_can_be_added_to_a_mail(
    server: MailServer, repository: Repository, reader: FlaskClient
) -> None:
    work = make_work(repository, 1, "Book\r\nBcc: all@example.org")
    with repository.database.write() as session:
        find_institution(session, "nlrk").contact = "library@nlrk.example"
    write(reader, work, words="Hello\r\n.\r\nMAIL FROM:<x@example.org>")
    assert deliver(repository) == 1
    recipients = [line.lower() for line in server.commands if line.upper().startswith("RCPT")]
    assert recipients == ["rcpt to:<library@nlrk.example>"]
    assert server.mails[0]["Bcc"] is None
    assert "Bcc: all@example.org" in server.mails[0]["Subject"]


def test_a_server_that_is_away_is_tried_again(
    server: MailServer, repository: Repository, reader: FlaskClient
) -> None:
    work = make_work(repository, 1)
    ask(reader, work)
    server.refusals["MAIL"] = 451
    assert deliver(repository) == 0
    with repository.database.write() as session:
        mail = session.scalars(select(Mail)).one()
        assert (mail.state, mail.attempts) == ("waiting", 1)
        assert mail.not_before > now() + timedelta(seconds=50)
        mail.not_before = now()
    server.refusals.clear()
    assert deliver(repository) == 1
    assert deliver(repository) == 0


def test_what_is_refused_for_good_is_not_tried_again(
    server: MailServer, repository: Repository, reader: FlaskClient, curator: FlaskClient
) -> None:
    ask(reader, make_work(repository, 1))
    server.refusals["RCPT"] = 550
    assert deliver(repository) == 0
    with repository.database.read() as session:
        mail = session.scalars(select(Mail)).one()
    assert (mail.state, mail.problem) == ("failed", "550 not today")


@both
def test_who_a_reader_is_is_forgotten(
    repository: Repository, reader: FlaskClient, curator: FlaskClient
) -> None:
    work = make_work(repository, 1)
    write(reader, work)
    page = ask(reader, work)
    assert forget_people(repository.database, days=180) == 0
    long_ago = now() - timedelta(days=181)
    with repository.database.write() as session:
        for table in (Feedback, Delivery):
            session.execute(update(table).values(modified=long_ago))
    assert forget_people(repository.database, days=180) == 2
    assert forget_people(repository.database, days=180) == 0
    with repository.database.read() as session:
        asked = session.scalars(select(Delivery)).one()
        message = session.scalars(select(Feedback)).one()
        assert session.scalars(select(DeliveryStep)).one().note == ""
    assert (asked.name, asked.email, asked.purpose) == ("", "", "")
    assert (message.words, message.email) == ("", "")
    assert reader.get(page).status_code == 200
    assert "Deleted, as it was promised" in curator.get(newest(curator, "copies")).text
