"""People: invited by a link, given roles, shut out; their own account."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from repository.clock import now
from repository.models import BrowserSession, Event, Institution, Invitation, Token, User
from repository.repository import Repository
from repository.tokens import add_token
from tests.repository.web.conftest import PASSWORD

both = pytest.mark.parametrize("repository", ["sqlite", "postgresql"], indirect=True)
SignIn = Callable[[str], FlaskClient]
GOOD = "seven dry wells"


def library(repository: Repository, slug: str) -> str:
    with repository.database.read() as session:
        return session.scalars(select(Institution.id).where(Institution.slug == slug)).one()


def user_id(repository: Repository, name: str) -> str:
    with repository.database.read() as session:
        return session.scalars(select(User.id).where(User.name == name)).one()


def invite(client: FlaskClient, role: str, institution: str = "", status: int = 200) -> str:
    data = {"role": role, "institution": institution, "purpose": "for a test"}
    answer = client.post("/en/studio/people/invite", data=data)
    assert answer.status_code == status, answer.text
    found = re.search(r'value="http[^"]*(/en/invitation/[\w-]+)"', answer.text)
    return found[1] if found else ""


def come_in(client: FlaskClient, link: str, name: str, password: str = GOOD) -> int:
    data = {"name": name, "password": password, "again": password}
    return client.post(link, data=data).status_code


@both
def test_a_library_grows_its_own_people(
    app: Flask, repository: Repository, signed_in: SignIn
) -> None:
    omsk = library(repository, "omsk")
    admin = signed_in("admin")
    link = invite(admin, "institution-administrator", omsk)
    anna = app.test_client()
    page = anna.get(link.replace("/en/", "/ru/"))
    assert "администратор библиотеки" in page.text
    assert "Омская библиотека" in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert come_in(anna, link, "Anna") == 303
    assert anna.get("/en/studio/").status_code == 200

    assert GOOD not in str(anna.get("/en/studio/people/").text)
    petr = app.test_client()
    assert come_in(petr, invite(anna, "curator"), "petr") == 303
    assert petr.get("/en/studio/people/").status_code == 403
    with repository.database.read() as session:
        made = session.scalars(select(User).where(User.name == "petr")).one()
        assert (made.role, made.institution_id) == ("curator", omsk)
        links = [each.sha256 for each in session.scalars(select(Invitation))]
        assert link.rsplit("/", 1)[1] not in "".join(links)
        actions = session.scalars(select(Event.action).order_by(Event.id)).all()
    assert [each for each in actions if each in ("invited", "joined")] == ["invited", "joined"] * 2


def test_who_manages_a_library_gives_no_more_than_that(
    app: Flask, repository: Repository, signed_in: SignIn
) -> None:
    anna = app.test_client()
    omsk, nlrk = library(repository, "omsk"), library(repository, "nlrk")
    come_in(anna, invite(signed_in("admin"), "institution-administrator", omsk), "anna")
    invite(anna, "administrator", status=403)
    invite(anna, "curator", nlrk, status=403)
    invite(signed_in("gulnara"), "viewer", status=403)
    for name in ("gulnara", "admin"):
        for change in ("disable", "reset", "role", "enable"):
            address = f"/en/studio/people/{user_id(repository, name)}/{change}"
            assert anna.post(address, data={"role": "viewer"}).status_code == 403, address
    own = f"/en/studio/people/{user_id(repository, 'ivan')}/role"
    assert anna.post(own, data={"role": "administrator"}).status_code == 403
    assert anna.post(own, data={"role": "viewer", "institution": nlrk}).status_code == 403
    assert anna.post(own, data={"role": "viewer"}).status_code == 303
    assert "gulnara" not in anna.get("/en/studio/people/").text


@both
def test_a_link_serves_once_even_in_one_moment(
    app: Flask, repository: Repository, signed_in: SignIn
) -> None:
    link = invite(signed_in("admin"), "curator", library(repository, "omsk"))

    def attempt(number: int) -> int:
        return come_in(app.test_client(), link, f"guest {number}")

    with ThreadPoolExecutor(4) as pool:
        codes = sorted(pool.map(attempt, range(4)))
    assert codes[0] == 303
    assert set(codes[1:]) <= {410, 422}
    with repository.database.read() as session:
        names = session.scalars(select(User.name).where(User.name.startswith("guest"))).all()
    assert len(names) == 1
    assert app.test_client().get(link).status_code == 410


def test_links_expire_are_withdrawn_and_cannot_be_guessed(
    app: Flask, repository: Repository, signed_in: SignIn
) -> None:
    admin, omsk = signed_in("admin"), library(repository, "omsk")
    late, withdrawn = invite(admin, "curator", omsk), invite(admin, "viewer", omsk)
    with repository.database.write() as session:
        of_curator = Invitation.role == "curator"
        session.execute(update(Invitation).where(of_curator).values(expires=now()))
        other = session.scalars(select(Invitation.id).where(~of_curator)).one()
    take_back = f"/en/studio/people/invitations/{other}/withdraw"
    assert signed_in("gulnara").post(take_back).status_code == 403
    assert admin.post(take_back).status_code == 303
    reader = app.test_client()
    assert [reader.get(each).status_code for each in (late, withdrawn)] == [410, 404]
    assert [come_in(reader, each, "x") for each in (late, withdrawn)] == [410, 404]
    assert reader.get("/kk/invitation/" + "x" * 5000).status_code == 404


@pytest.mark.parametrize(
    ("name", "password", "words"),
    [
        ("new", "short", "at least 10"),
        ("new", "x" * 1001, "at most 1000"),
        ("Camel", "my cAMel is tall", "must not contain"),
        ("new", "Qwerty123456", "easily guessed"),
        ("new", "кітапхана123", "easily guessed"),
        ("new", "aabbaabbaabb", "easily guessed"),
        ("GULNARA", GOOD, "is taken"),
        ("", GOOD, "letters, digits"),
        ("<b>", GOOD, "letters, digits"),
        ("admin\u200b", GOOD, "letters, digits"),
    ],
)
def test_names_and_passwords_that_are_not_taken(
    app: Flask, repository: Repository, signed_in: SignIn, name: str, password: str, words: str
) -> None:
    link = invite(signed_in("admin"), "curator", library(repository, "omsk"))
    data = {"name": name, "password": password, "again": password}
    answer = app.test_client().post(link, data=data)
    assert answer.status_code == 422
    assert words in answer.text
    assert come_in(app.test_client(), link, "somebody else") == 303


@both
def test_who_is_disabled_is_out_at_once(
    app: Flask, repository: Repository, signed_in: SignIn
) -> None:
    ivan = signed_in("ivan")
    with repository.database.write() as session:
        key = add_token(session, "ivan", "a script")
    program = app.test_client()
    bearer = {"Authorization": f"Bearer {key}"}
    assert program.get("/api/v1/works", headers=bearer).status_code == 200
    address = f"/en/studio/people/{user_id(repository, 'ivan')}"
    admin = signed_in("admin")
    assert admin.post(f"{address}/disable").status_code == 303
    assert ivan.get("/en/studio/").status_code == 303
    assert program.get("/api/v1/works", headers=bearer).status_code == 401
    data = {"name": "ivan", "password": PASSWORD}
    assert app.test_client().post("/en/sign-in", data=data).status_code == 403
    assert admin.post(f"{address}/enable").status_code == 303
    assert app.test_client().post("/en/sign-in", data=data).status_code == 303
    assert ivan.get("/en/studio/").status_code == 303
    myself = f"/en/studio/people/{user_id(repository, 'admin')}/disable"
    assert admin.post(myself).status_code == 422


def test_a_new_password_by_a_link_ends_every_session(
    app: Flask, repository: Repository, signed_in: SignIn
) -> None:
    ivan, admin = signed_in("ivan"), signed_in("admin")
    made = admin.post(f"/en/studio/people/{user_id(repository, 'ivan')}/reset")
    found = re.search(r"/en/invitation/[\w-]+", made.text)
    assert found
    fresh = app.test_client()
    assert come_in(fresh, found[0], "") == 303
    assert fresh.get("/en/studio/").status_code == 200
    assert ivan.get("/en/studio/").status_code == 303
    data = {"name": "ivan", "password": PASSWORD}
    assert app.test_client().post("/en/sign-in", data=data).status_code == 403


def test_every_sign_in_has_a_key_of_its_own(app: Flask, signed_in: SignIn) -> None:
    client = signed_in("ivan")
    first = client.get_cookie("keruen_session")
    assert first is not None
    data = {"name": "ivan", "password": PASSWORD}
    client.post("/en/sign-in", data=data)
    second = client.get_cookie("keruen_session")
    assert second is not None
    assert first.value != second.value
    planted = {"Cookie": f"keruen_session={first.value}"}
    assert app.test_client().get("/en/studio/", headers=planted).status_code == 303
    client.post("/en/sign-out")
    after = {"Cookie": f"keruen_session={second.value}"}
    assert app.test_client().get("/en/studio/", headers=after).status_code == 303


def test_the_own_account(app: Flask, repository: Repository, signed_in: SignIn) -> None:
    here, there, third = (signed_in("ivan") for _ in range(3))
    page = here.get("/en/studio/profile/")
    assert page.text.count("Sign out there") == 2
    assert page.headers["Cache-Control"] == "private, no-store"
    assert page.headers["X-Frame-Options"] == "DENY"
    ids = re.findall(r'name="session" value="(\w+)"', page.text)
    assert signed_in("gulnara").post(
        "/en/studio/profile/sessions/end", data={"session": ids[0]}
    ).status_code == 303  # fmt: skip
    assert there.get("/en/studio/").status_code == third.get("/en/studio/").status_code == 200
    here.post("/en/studio/profile/sessions/end")
    assert there.get("/en/studio/").status_code == third.get("/en/studio/").status_code == 303
    assert here.get("/en/studio/").status_code == 200

    made = here.post("/en/studio/profile/tokens", data={"name": "a script"})
    found = re.search(r"keruen_[\w-]{40,}", made.text)
    assert found
    bearer = {"Authorization": f"Bearer {found[0]}"}
    assert app.test_client().get("/api/v1/works", headers=bearer).status_code == 200
    with repository.database.read() as session:
        token = session.scalars(select(Token.id)).one()
    revoke = f"/en/studio/profile/tokens/{token}/revoke"
    assert signed_in("gulnara").post(revoke).status_code == 404
    assert here.post(revoke).status_code == 303
    assert app.test_client().get("/api/v1/works", headers=bearer).status_code == 401

    change = {"present": "wrong", "password": GOOD}
    assert here.post("/en/studio/profile/password", data=change).status_code == 422
    change["present"] = PASSWORD
    assert here.post("/en/studio/profile/password", data=change).status_code == 303
    assert here.get("/en/studio/").status_code == 200
    data = {"name": "IVAN", "password": GOOD}
    assert app.test_client().post("/en/sign-in", data=data).status_code == 303

    answer = here.post("/en/studio/profile/language", data={"language": "kk"})
    assert answer.headers["Location"].startswith("/kk/")
    answer = app.test_client().post("/en/sign-in", data=data)
    assert answer.headers["Location"] == "/kk/studio/"


@both
def test_many_attempts_in_one_moment_are_no_way_around(app: Flask, repository: Repository) -> None:
    def guess(number: int) -> int:
        data = {"name": "iVaN" if number % 2 else "ivan", "password": f"guess {number}"}
        return app.test_client().post("/en/sign-in", data=data).status_code

    with ThreadPoolExecutor(8) as pool:
        codes = list(pool.map(guess, range(16)))
    assert codes.count(403) == 5
    assert codes.count(429) == 11


def test_a_network_of_ipv6_counts_as_one_address(app: Flask) -> None:
    codes = []
    for number in range(6):
        where = {"REMOTE_ADDR": f"2001:db8:1:2:{number}::1"}
        data = {"name": "ivan", "password": "wrong"}
        client = app.test_client()
        codes.append(client.post("/en/sign-in", data=data, environ_base=where).status_code)
    assert codes == [403] * 5 + [429]


def test_old_sessions_are_over(repository: Repository, signed_in: SignIn) -> None:
    client = signed_in("ivan")
    with repository.database.write() as session:
        long_ago = now().replace(year=2020)
        session.execute(update(BrowserSession).values(created=long_ago))
    assert client.get("/en/studio/").status_code == 303
