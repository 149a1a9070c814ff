"""The version for people with low vision."""

import pytest
from flask.testing import FlaskClient

CHOICE = {"size": "200", "colours": "white", "pictures": "hidden", "next": "/ru/sign-in"}


def test_every_page_has_the_way_in(reader: FlaskClient) -> None:
    for address, words in (
        ("/kk/", "Нашар көретіндерге арналған нұсқа"),
        ("/ru/sign-in", "Версия для слабовидящих"),
        ("/en/low-vision", "Version for people with low vision"),
    ):
        page = reader.get(address).text
        assert words in page
        assert f'href="{address[:3]}/low-vision?next=' in page
        assert "<html lang=" in page
        assert "data-size" not in page


def test_a_choice_is_kept_and_forgotten(reader: FlaskClient) -> None:
    chosen = reader.post("/ru/low-vision", data=CHOICE)
    assert (chosen.status_code, chosen.location) == (303, "/ru/sign-in")
    page = reader.get("/ru/sign-in").text
    assert '<html lang="ru" data-size="200" data-colours="white" data-pictures="hidden">' in page
    assert "vision.css" in page
    form = reader.get("/ru/low-vision").text
    assert 'value="200" checked' in form
    assert 'value="white" checked' in form
    assert 'value="hidden" checked' in form
    assert reader.post("/ru/low-vision", data={"usual": "1"}).location == "/ru/"
    assert '<html lang="ru">' in reader.get("/ru/").text


@pytest.mark.parametrize(
    "data",
    [
        {"size": "900", "colours": '"><script>', "pictures": "maybe"},
        {"size": "", "colours": "", "pictures": ""},
        {},
    ],
)
def test_nonsense_is_the_ordinary_version(reader: FlaskClient, data: dict[str, str]) -> None:
    assert reader.post("/en/low-vision", data=data).status_code == 303
    assert '<html lang="en">' in reader.get("/en/").text


@pytest.mark.parametrize(
    "cookie", ["150.black", "150.black.hidden.x", "١٥٠.black.shown", "x" * 4000]
)
def test_a_strange_cookie_is_the_ordinary_version(reader: FlaskClient, cookie: str) -> None:
    reader.set_cookie("keruen_vision", cookie)
    assert '<html lang="en">' in reader.get("/en/").text


def test_nobody_is_sent_to_another_site(reader: FlaskClient) -> None:
    answer = reader.post("/en/low-vision", data=CHOICE | {"next": "//evil.example/"})
    assert answer.location == "/en/"
