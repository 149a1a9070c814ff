"""Who comes in, who does not, and what a request from elsewhere cannot do."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from repository.models import SignInAttempt, User
from repository.repository import Repository, open_repository
from repository.settings import Settings
from repository.users import set_password
from repository.web import create_app
from tests.repository.library import make_work
from tests.repository.web.conftest import PASSWORD
from tests.repository.web.sending import announce


def attempt(client: FlaskClient, name: str, password: str, **more: object) -> int:
    data = {"name": name, "password": password}
    return client.post("/en/sign-in", data=data, **more).status_code


def test_in_and_out(reader: FlaskClient) -> None:
    assert attempt(reader, "gulnara", "wrong") == 403
    assert reader.get("/en/studio/").status_code == 303
    answer = reader.post("/en/sign-in", data={"name": " gulnara ", "password": PASSWORD})
    assert answer.headers["Location"] == "/en/studio/"
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie
    assert reader.get("/en/studio/").status_code == 200
    reader.post("/en/sign-out")
    assert reader.get("/en/studio/").status_code == 303


def test_a_form_of_any_size_is_not_read(reader: FlaskClient) -> None:
    answer = reader.post("/ru/sign-in", data={"name": "x" * (1 << 20), "password": "y"})
    assert answer.status_code == 413
    assert "Слишком большой объём" in answer.text


def test_on_https_the_cookie_stays_there(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KERUEN_BASE_URL", "https://keruen.example")
    opened = open_repository(Settings())
    client = create_app(opened).test_client()
    data = {"name": "gulnara", "password": PASSWORD}
    assert "Secure" in client.post("/en/sign-in", data=data).headers["Set-Cookie"]
    opened.close()


@pytest.mark.parametrize(
    "elsewhere",
    ["//evil.example", "https://evil.example", "/\\evil.example", "/\t/evil.example", "evil",
     "/x\r\nSet-Cookie: a=b"],
)  # fmt: skip
def test_signing_in_leads_nowhere_else(app: Flask, elsewhere: str) -> None:
    data = {"name": "gulnara", "password": PASSWORD, "next": elsewhere}
    answer = app.test_client().post("/en/sign-in", data=data)
    assert answer.headers["Location"] == "/en/studio/"


def test_signing_in_leads_to_where_one_was_heading(app: Flask) -> None:
    client = app.test_client()
    asked = client.get("/ru/studio/works/new")
    assert asked.headers["Location"] == "/ru/sign-in?next=/ru/studio/works/new"
    data = {"name": "gulnara", "password": PASSWORD, "next": "/ru/studio/works/new"}
    assert client.post("/ru/sign-in", data=data).headers["Location"] == "/ru/studio/works/new"


@pytest.mark.parametrize("repository", ["sqlite", "postgresql"], indirect=True)
def test_guessing_is_stopped_and_others_still_come_in(app: Flask, repository: Repository) -> None:
    guesser = app.test_client()
    assert [attempt(guesser, "gulnara", f"guess {n}") for n in range(6)] == [403] * 5 + [429]
    answer = guesser.post("/ru/sign-in", data={"name": "gulnara", "password": PASSWORD})
    assert answer.status_code == 429
    assert "Слишком много попыток" in answer.text
    elsewhere = {"environ_base": {"REMOTE_ADDR": "203.0.113.9"}}
    assert attempt(app.test_client(), "gulnara", PASSWORD, **elsewhere) == 303
    assert attempt(guesser, "ivan", PASSWORD) == 303


def test_many_names_from_one_address_are_stopped(app: Flask, repository: Repository) -> None:
    client = app.test_client()
    with repository.database.write() as session:
        session.add_all(SignInAttempt(name=f"n{n}", address="127.0.0.1") for n in range(50))
    assert attempt(client, "ivan", PASSWORD) == 429


def test_a_success_forgets_the_failures(app: Flask, repository: Repository) -> None:
    client = app.test_client()
    for _ in range(3):
        attempt(client, "gulnara", "wrong")
    assert attempt(client, "gulnara", PASSWORD) == 303
    with repository.database.read() as session:
        assert session.scalars(select(SignInAttempt)).all() == []


def test_behind_a_proxy_the_visitors_address_counts(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KERUEN_PROXIES", "1")
    opened = open_repository(Settings())
    client = create_app(opened).test_client()
    for number in range(7):
        forged = {"headers": {"X-Forwarded-For": f"10.0.0.{number}, 203.0.113.{number}"}}
        assert attempt(client, "gulnara", "wrong", **forged) == 403
    opened.close()


def test_without_a_proxy_nobody_names_their_own_address(app: Flask) -> None:
    client = app.test_client()
    codes = [
        attempt(client, "gulnara", "wrong", headers={"X-Forwarded-For": f"203.0.113.{number}"})
        for number in range(6)
    ]
    assert codes[-1] == 429


def test_a_changed_password_ends_every_session(
    curator: FlaskClient, repository: Repository
) -> None:
    with repository.database.write() as session:
        user = session.scalars(select(User).where(User.name == "gulnara")).one()
        set_password(session, user, "another word entirely")
    assert curator.get("/en/studio/").status_code == 303


@pytest.mark.parametrize("cookie", ["x", "a.b.c", "\x00", "W10.x.y", "é" * 3000])
def test_forged_cookies_sign_nobody_in(app: Flask, cookie: str) -> None:
    client = app.test_client()
    headers = {"Cookie": f"keruen_session={cookie}"}
    assert client.get("/en/studio/", headers=headers).status_code == 303


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 303),
        ({"Sec-Fetch-Site": "none"}, 303),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"}, 403),
        ({"Origin": "http://localhost"}, 303),
        ({"Origin": "http://127.0.0.1:8000"}, 303),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({}, 303),
    ],
)
def test_requests_forged_elsewhere_are_refused(
    curator: FlaskClient, headers: dict[str, str], code: int
) -> None:
    assert curator.post("/en/sign-out", headers=headers).status_code == code


def test_every_page_says_what_it_may_do(reader: FlaskClient) -> None:
    for address in ("/en/", "/en/sign-in", "/en/nothing"):
        headers = reader.get(address).headers
        policy = headers["Content-Security-Policy"]
        assert "script-src 'self';" in policy
        assert "style-src 'self';" in policy
        assert "unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"]


def test_a_curator_edits_the_own_library_only(
    signed_in: Callable[[str], FlaskClient], repository: Repository
) -> None:
    work = make_work(repository, 1)
    changes = ("retry", "publish", "unpublish", "description")
    foreign = signed_in("ivan")
    assert foreign.get(f"/en/studio/works/{work}").status_code == 200
    for change in changes:
        answer = foreign.post(f"/en/studio/works/{work}/{change}", data={"page": "x"})
        assert answer.status_code == 403, change
    assert announce(foreign, work, 4, filename="a.jpg").status_code == 403
    assert signed_in("admin").post(f"/en/studio/works/{work}/unpublish").status_code == 303
    assert signed_in("gulnara").post(f"/en/studio/works/{work}/publish").status_code == 303
