"""Dates as people write them, kept as EDTF and said again."""

import pytest

from repository.fields.dates import is_edtf, understand, years
from repository.fields.said import say


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("1905", "1905"),
        ("1905-05", "1905-05"),
        ("1905/1915", "1905/1915"),
        ("1905-1915", "1905/1915"),
        ("1905 – 1915 гг.", "1905/1915"),
        ("1905–15", "1905/1915"),
        ("1905 ж.", "1905"),
        ("[1905]", "1905"),
        ("[1905?]", "1905?"),
        ("ок. 1890", "1890~"),
        ("около 1890 г.", "1890~"),
        ("шамамен 1890 ж.", "1890~"),
        ("circa 1890", "1890~"),
        ("ок. 1890-1895", "1890~/1895~"),
        ("XIX ғ.", "18XX"),
        ("ХІХ ғасыр", "18XX"),
        ("19th century", "18XX"),
        ("XVIII–XIX вв.", "17XX/18XX"),
        ("первая половина XIX в.", "1801/1850"),
        ("XIX ғ. соңы", "1867~/1900~"),
        ("1890-е гг.", "189X"),
        ("1890-жылдар", "189X"),
        ("190х", "190X"),
        ("12 мая 1905 г.", "1905-05-12"),
        ("1905 ж. 12 мамыр", "1905-05-12"),
        ("May 12, 1905", "1905-05-12"),
        ("12.05.1905", "1905-05-12"),
        ("до 1917", "../1917"),
        ("1917 жылдан кейін", "1917/.."),
        ("между 1905 и 1915", "[1905..1915]"),
        ("1905 или 1906", "[1905,1906]"),
        ("б. г.", ""),
        ("1915-1905", ""),
        ("30.02.1905", ""),
        ("XXXIX век", ""),
        ("1905" * 30, ""),
    ],
)
def test_what_people_write_is_understood(typed: str, edtf: str) -> None:
    assert understand(typed) == edtf
    assert not edtf or is_edtf(edtf)


@pytest.mark.parametrize(
    ("edtf", "kazakh", "russian", "english"),
    [
        ("1905", "1905 ж.", "1905 г.", "1905"),
        ("1905-05-12", "1905 ж. 12 мамыр", "12 мая 1905 г.", "12 May 1905"),
        ("1905/1915", "1905–1915 жж.", "1905–1915 гг.", "1905–1915"),
        ("1890~", "шамамен 1890 ж.", "около 1890 г.", "about 1890"),
        ("18XX", "XIX ғасыр", "XIX век", "19th century"),
        ("189X", "1890-жылдар", "1890-е годы", "1890s"),
        ("../1917", "1917 ж. және бұрын", "1917 г. и раньше", "1917 or earlier"),
        ("1905-21", "1905 ж. көктемі", "весна 1905 г.", "spring 1905"),
        ("-0100", "б.з.д. 101 ж.", "101 г. до н. э.", "101 BC"),
        ("[1905,1906]", "1905 ж. немесе 1906 ж.", "1905 г. или 1906 г.", "1905 or 1906"),
        ("Y17000", "Y17000", "Y17000", "Y17000"),
        ("yesterday", "", "", ""),
    ],
)
def test_dates_are_said_in_words(edtf: str, kazakh: str, russian: str, english: str) -> None:
    assert [say(edtf, language) for language in ("kk", "ru", "en")] == [kazakh, russian, english]


def test_the_years_of_a_date() -> None:
    assert years("18XX") == (1800, 1899)
    assert years("1905-05~/1915?") == (1905, 1915)
    assert years("1905/..") is None
    assert years("once") is None
