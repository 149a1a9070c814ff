"""No page says anything that is not in its reader's language."""

import json
import re
import string
from html.parser import HTMLParser
from pathlib import Path

import pytest

from repository.web.assets import FOLDER as STATIC
from repository.web.messages import FOLDER, translations
from tools.translate import LANGUAGES, extracted, read

TEMPLATES = Path(__file__).parents[3] / "repository" / "templates"
SPOKEN = {"alt", "aria-label", "placeholder", "title"}
PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w+\}")
# the names of the software and of the standard are the same everywhere
NAMES = {"Keruen", "Keruen ·", "· Keruen", "ALTO", "hOCR"}


def pairs(language: str) -> list[tuple[list[str], list[str]]]:
    """(English, translation) of every message, each with its plural forms."""
    found = []
    for message in read(language):
        if message.id:
            ids, strings = message.id, message.string or ""
            found.append((_listed(ids), _listed(strings)))
    return found


def _listed(text: object) -> list[str]:
    return list(text) if isinstance(text, list | tuple) else [str(text)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_is_missing_or_doubtful(language: str) -> None:
    catalog = read(language)
    assert not [message.id for message in catalog if message.fuzzy and message.id]
    assert sorted(ids for ids, _ in pairs(language)) == sorted(map(_listed, extracted()))
    assert [ids for ids, strings in pairs(language) if not all(strings)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_filled_in_stays(language: str) -> None:
    for ids, strings in pairs(language):
        wanted = set(PLACEHOLDER.findall(ids[-1]))
        for each in strings:
            assert set(PLACEHOLDER.findall(each)) == wanted, each


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_translations_are_no_english(language: str) -> None:
    for _, strings in pairs(language):
        for each in strings:
            bare = PLACEHOLDER.sub("", each).lower()
            assert re.search("[а-яёәіңғүұқөһ]", bare) or not re.search("[a-z]", bare), each


@pytest.mark.parametrize(
    ("language", "number", "expected"),
    [("ru", 1, "страница"), ("ru", 3, "страницы"), ("ru", 11, "страниц"), ("ru", 21, "страница"),
     ("kk", 1, "бет"), ("kk", 5, "бет"), ("en", 1, "page"), ("en", 2, "pages")],
)  # fmt: skip
def test_plurals(language: str, number: int, expected: str) -> None:
    text = translations(language).ungettext("%(num)s page", "%(num)s pages", number)
    assert text == f"%(num)s {expected}"


class Said(HTMLParser):
    """Collects what a template says outside of the translated parts."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in ("script", "style")
        self.words += [value for name, value in attrs if name in SPOKEN and value]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words += [line.strip() for line in data.splitlines()]


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda p: p.name)
def test_templates_say_nothing_untranslated(path: Path) -> None:
    bare = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", "", path.read_text(), flags=re.DOTALL)
    parser = Said()
    parser.feed(bare)
    said = [word for word in parser.words if set(word) & set(string.ascii_letters)]
    assert set(said) <= NAMES


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_mirador_speaks_the_language(language: str) -> None:
    english = json.loads((STATIC / "vendor/mirador/en.json").read_text())["translation"]
    ours = json.loads((STATIC / f"mirador/{language}.json").read_text())
    forms = {"kk": {"one", "other"}, "ru": {"one", "few", "many", "other"}}[language]
    wanted = set()
    for key in english:
        stem, _, form = key.rpartition("_")
        plural = form in ("one", "other") and f"{stem}_other" in english
        wanted |= {f"{stem}_{each}" for each in forms} if plural else {key}
    assert set(ours) == wanted
    for key, text in ours.items():
        twin = english.get(key) or english[key.rpartition("_")[0] + "_other"]
        assert set(re.findall(r"\{\{.*?\}\}", text)) == set(re.findall(r"\{\{.*?\}\}", twin)), key
        assert text.strip(), key


def test_the_catalogues_are_all_there() -> None:
    assert {path.name for path in FOLDER.iterdir() if path.is_dir()} == set(LANGUAGES)
