"""Each rule of the check, by a document that is right but for one thing."""

import copy
import json
import random
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import iiif_prezi3
import pytest
from pydantic import ValidationError

from manifests.check import check, check_work
from manifests.description import (
    PageDescription,
    PageReference,
    SectionDescription,
    WorkDescription,
)
from manifests.errors import InvalidDocumentError
from manifests.presentation3.typed import checked_collection, checked_manifest
from manifests.problems import LANGUAGES, SENTENCES, sentence
from tests.manifests.documents import ALL, BOOK, version3
from tests.manifests.recipes import RECIPES
from tests.manifests.works import BASE, book, three

DATA = Path(__file__).parents[1] / "data" / "iiif"
COOKBOOK = sorted((DATA / "cookbook").glob("*.json"))
CANVAS = f"{BASE}/iiif/presentation/3/book/canvas/p1"
GONE = object()
PAINTING = "items[0].items[0].items[0]"
BODY = f"{PAINTING}.body"
LABEL = {"en": ["Something"]}
NOTES = [{"id": f"{BASE}/notes", "type": "AnnotationPage", "items": []}]
RANGE = {"id": f"{BASE}/r", "type": "Range", "label": LABEL}
POSTER = {"id": f"{BASE}/poster", "type": "Canvas", "width": 1, "height": 1, "items": []}


def deep(levels: int) -> dict[str, Any]:
    node: dict[str, Any] = {"id": CANVAS, "type": "Canvas"}
    for level in range(levels):
        node = {"id": f"{BASE}/r{level}", "type": "Range", "label": LABEL, "items": [node]}
    return node


# The recipe or book to start from, what to put where in it, and the problem it then has.
MUTATIONS: tuple[tuple[str, str, Any, str], ...] = (
    ("book", "id", GONE, "missing"),
    ("book", "label", GONE, "missing"),
    ("book", "items", GONE, "missing"),
    ("book", "items", [], "empty"),
    ("book", "items[0].id", GONE, "missing"),
    ("book", "homepage[0].label", GONE, "missing"),
    ("book", "provider[0].label", GONE, "missing"),
    ("book", "thumbnail[0].service[0].profile", GONE, "missing"),
    ("book", "structures[0].items", GONE, "missing"),
    ("book", "structures[0].items", [], "empty"),
    ("book", f"{PAINTING}.target", GONE, "missing"),
    ("book", "items[0].items[0].items", GONE, "missing"),
    ("book", "format", "application/json", "not-allowed"),
    ("book", "logo", [], "not-allowed"),
    ("book", "items[0].start", {"id": CANVAS, "type": "Canvas"}, "not-allowed"),
    ("book", f"{PAINTING}.navDate", "2020-01-01T00:00:00Z", "not-allowed"),
    ("book", "structures[0].height", 3, "not-allowed"),
    ("book", "thumbnail", {"id": CANVAS, "type": "Image"}, "not-a-list"),
    ("book", "behavior", "paged", "not-a-list"),
    ("book", "metadata", [], "empty"),
    ("book", "homepage[0]", "https://a.example/", "not-an-object"),
    ("book", "id", "urn:x", "address"),
    ("book", "items[0].id", "https://a.example/a b", "address"),
    ("book", "items[0].id", "https://a.example/ә", "address"),
    ("book", "items[0].id", f"{CANVAS}2", "unknown-page"),
    ("book", "items[1].id", CANVAS, "same-id"),
    ("book", "items[0].id", f"{CANVAS}#xywh=0,0,1,1", "canvas-fragment"),
    ("book", "label", "A book", "language-map"),
    ("book", "label", {}, "language-map"),
    ("book", "label.en", "A book", "language-map"),
    ("book", "label.en[0]", 5, "language-map"),
    ("book", "label.en", [], "language-map"),
    ("book", "label", {"English!": ["A book"]}, "language"),
    ("book", "label.en[0]", "<b>A book</b>", "html-in-label"),
    ("book", "metadata[0].label.en[0]", "<b>Author</b>", "html-in-label"),
    ("book", "summary.en[0]", " <p>A book</p>", "html-spaces"),
    ("book", "summary.en[0]", "<br>", "html-broken"),
    ("book", "summary.en[0]", "<p>A<p>book</p>", "html-broken"),
    ("book", "summary.en[0]", "<p>A</p><p>book</p>", "html-broken"),
    ("book", "summary.en[0]", "<script>1</script>", "html-forbidden"),
    ("book", "summary.en[0]", "<p onclick='x'>A</p>", "html-forbidden"),
    ("book", "summary.en[0]", "<a href='javascript:x'>A</a>", "html-forbidden"),
    ("book", "summary.en[0]", "<!DOCTYPE x [<!ENTITY e 'e'>]><p>&e;</p>", "html-forbidden"),
    ("book", "summary.en[0]", "<p><![CDATA[a]]></p>", "html-forbidden"),
    ("book", "metadata[0]", {"label": LABEL}, "label-and-value"),
    ("book", "requiredStatement", "Library", "label-and-value"),
    ("book", "requiredStatement", [], "label-and-value"),
    ("book", "rights", "https://creativecommons.org/licenses/by/4.0/", "rights"),
    ("book", "rights", "http://creativecommons.org/licenses/by/4.0", "rights"),
    ("book", "rights", "http://rightsstatements.org/page/InC/1.0/", "rights"),
    ("book", "rights", ["http://rightsstatements.org/vocab/InC/1.0/"], "rights"),
    ("book", "navDate", "1952-06-01T00:00:00", "nav-date"),
    ("book", "navDate", "1952-06-01", "nav-date"),
    ("book", "navDate", "1952-13-01T00:00:00Z", "nav-date"),
    ("r0154", "navPlace.features[0].geometry.coordinates", [43.2, 176.8], "place"),
    ("r0154", "navPlace.features[0].geometry.coordinates", ["76", "43"], "place"),
    ("r0154", "navPlace.features", [], "place"),
    ("r0154", "navPlace", [], "place"),
    ("r0240", "items[0].navPlace.features[1].geometry.coordinates[0][3]", [1.0, 1.0], "place"),
    ("r0154", "@context", "http://iiif.io/api/presentation/3/context.json", "context-places"),
    ("book", "@context", "http://iiif.io/api/presentation/2/context.json", "context"),
    ("book", "service", [{"id": f"{BASE}/s", "type": "SearchService2"}], "context-search"),
    ("book", "service", [{"@id": f"{BASE}/s", "@type": "SearchService1"}], "missing"),
    ("book", "service", [{"id": f"{BASE}/s", "type": "X", "service": [5]}], "service"),
    ("r0021", "items[0].annotations[0].items[0].textGranularity", "line", "context-text"),
    ("r0021", "items[0].annotations[0].items[0].textGranularity", "column", "granularity"),
    ("book", "@context", GONE, "context"),
    ("book", "items[0].@context", "http://a.example/", "at-key"),
    ("book", "viewingDirection", "up", "direction"),
    ("book", "behavior[0]", "spread", "behavior"),
    ("book", "behavior[0]", "facing-pages", "behavior"),
    ("book", "items[0].behavior", ["paged"], "behavior"),
    ("book", "structures[0].behavior", ["multi-part"], "behavior"),
    ("book", "behavior", ["paged", "continuous"], "behaviors"),
    ("book", "behavior", ["repeat", "no-repeat"], "behaviors"),
    ("book", "provider[0].logo[0].type", "Text", "logo"),
    ("book", "provider[0].type", "Person", "provider"),
    ("book", "provider[0]", "Library", "provider"),
    ("book", "thumbnail[0].service[0]", {"id": CANVAS}, "service"),
    ("book", "thumbnail[0].service[0]", "service", "service"),
    ("book", "items[0]", {"id": CANVAS, "type": "Page"}, "canvas"),
    ("book", "items[0].items[0].type", "Annotation", "annotation-page"),
    ("book", f"{PAINTING}.type", "Painting", "annotation"),
    ("book", f"{PAINTING}.motivation", "commenting", "painting"),
    ("r0021", "items[0].annotations[0].items[0].motivation", "painting", "not-painting"),
    ("book", f"{PAINTING}.target", 5, "target"),
    ("book", f"{PAINTING}.target", f"{BASE}/other", "target-elsewhere"),
    ("book", f"{PAINTING}.target", f"{CANVAS}#xywh=0,0,1", "fragment"),
    ("book", f"{PAINTING}.target", f"{CANVAS}#region=0", "fragment"),
    ("book", f"{PAINTING}.target", f"{CANVAS}#xywh=0,0,9000,9000", "fragment-outside"),
    ("book", f"{PAINTING}.target", f"{CANVAS}#t=1,2", "fragment-outside"),
    ("r0026", "items[0].duration", 3000.0, "fragment-outside"),
    ("r0015", "start.selector.t", 9999.0, "fragment-outside"),
    ("book", BODY, "https://a.example/a.jpg", "body"),
    ("book", BODY, {"type": "Image"}, "body"),
    ("book", BODY, [], "body"),
    ("r0033", f"{BODY}.items", [], "choice"),
    ("r0002", f"{BODY}.type", "Video", "canvas-needs"),
    ("r0003", "items[0].duration", GONE, "canvas-needs"),
    ("book", f"{BODY}.id", f"{BASE}/iiif/image/3/i1", "body-is-service"),
    ("book", f"{BODY}.width", 4000, "shape"),
    ("r0003", "items[0].duration", 600.0, "duration"),
    ("book", "items[0].width", 0, "extent"),
    ("book", "items[0].width", "3000", "extent"),
    ("book", "items[0].width", 3000.5, "extent"),
    ("r0002", "items[0].duration", -1, "extent"),
    ("book", "items[0].width", GONE, "one-side"),
    ("r0002", "items[0].duration", GONE, "no-extent"),
    ("r0013", "items[0].placeholderCanvas.placeholderCanvas", POSTER, "canvas-nested"),
    ("book", "structures[0]", {"type": "Section"}, "range"),
    ("book", "structures[0]", deep(60), "range-depth"),
    ("book", "structures[0].items[0]", {"id": CANVAS, "type": "Manifest"}, "range-item"),
    (
        "r0024",
        "structures[0].items[0].behavior",
        ["sequence"],
        "sequence-inside",
    ),
    ("book", "structures[0].items[0].id", f"{BASE}/other", "unknown-page"),
    ("r0202", "start.id", f"{BASE}/other", "unknown-page"),
    ("book", "start", CANVAS, "start"),
    ("r0229", "structures[0].items[0].thumbnail", GONE, "thumbnail-nav"),
    ("r0030", "items[0]", {"id": CANVAS, "type": "Canvas", "label": LABEL}, "member"),
    ("r0030", "items[0].items", [POSTER], "member-embedded"),
    ("r0030", "items[0].label", GONE, "missing"),
    ("r0030", "structures", [], "not-allowed"),
    ("r0030", "type", "sc:Collection", "document"),
)


def changed(name: str, path: str, value: Any) -> dict[str, Any]:
    """A right document with another value at a path, or without it."""
    recipe = next(recipe for recipe in ALL if recipe.described.id == name)
    document = copy.deepcopy(version3(recipe))
    steps = [int(i) if i else n for n, i in re.findall(r"([^.\[\]]+)|\[(\d+)\]", path)]
    node: Any = document
    for step in steps[:-1]:
        node = node[step]
    if value is GONE:
        del node[steps[-1]]
    else:
        node[steps[-1]] = value
    return document


@pytest.mark.parametrize(("name", "path", "value", "code"), MUTATIONS)
def test_a_broken_rule_is_found(name: str, path: str, value: Any, code: str) -> None:
    problems = check(changed(name, path, value))
    assert code in {problem.code for problem in problems}
    for problem in problems:
        for language in LANGUAGES:
            words = sentence(problem, language)
            assert words.endswith((".", "»."))
            assert "{" not in words.replace(str(value), "") or problem.params


def test_every_rule_is_broken_by_a_test() -> None:
    assert {code for *_, code in MUTATIONS} == SENTENCES.keys() - {"schema"}


def test_every_sentence_exists_in_every_language() -> None:
    for code, sentences in SENTENCES.items():
        assert sentences.keys() == set(LANGUAGES), code
        fields = [set(re.findall(r"\{(\w+)\}", words)) for words in sentences.values()]
        assert fields[0] == fields[1] == fields[2], code


@pytest.mark.parametrize("path", COOKBOOK, ids=lambda path: path.stem)
def test_the_cookbook_is_right(path: Path) -> None:
    assert check(json.loads(path.read_text())) == []


def test_the_faults_of_others_are_found() -> None:
    found = {
        path.stem: [problem.code for problem in check(json.loads(path.read_text()))]
        for path in sorted((DATA / "others").glob("*.json"))
    }
    assert found == {
        "accompanying-canvas": ["target-elsewhere"],
        "bodleian": ["not-allowed"],
        "start-canvas": [],
        "wellcome-collection": [],
    }


def test_a_problem_says_which_page_it_is_on() -> None:
    problem = check(changed("book", "items[2].width", GONE))[0]
    assert problem.path == "items[2]"
    assert problem.subject.id == f"{BASE}/iiif/presentation/3/book/canvas/p3"
    assert sentence(problem, "kk") == "Бет «3»: Беттің ені де, биіктігі де керек."
    assert sentence(problem, "ru") == "Страница «3»: Нужны и ширина, и высота страницы."
    assert sentence(problem, "en") == "Page “3”: The page needs both a width and a height."
    assert sentence(problem, "de") == sentence(problem, "en")


def test_a_work_is_checked_before_it_is_published() -> None:
    assert check_work(book(), BASE) == []
    lost = SectionDescription(id="s", label=three("а", "б", "c"), items=(PageReference("p99"),))
    [problem] = check_work(_with(sections=(lost,)), BASE)
    assert problem.code == "unknown-page"
    assert problem.subject.kind == "section"
    [empty] = check_work(_with(pages=(), sections=()), BASE)
    assert empty.code == "empty"
    bare = PageDescription(id="p", label={"none": ["1"]})
    assert [p.code for p in check_work(_with(pages=(bare,), sections=()), BASE)] == ["no-extent"]


def _with(**more: Any) -> WorkDescription:
    return replace(book(), **more)


def test_hundreds_of_problems_are_enough() -> None:
    document = version3(BOOK)
    document["items"] = [5] * 100_000
    assert len(check(document)) == 500


JUNK: tuple[Any, ...] = (
    None,
    True,
    -1,
    1e308,
    "",
    "<",
    "\ud800",
    [],
    [[]],
    {},
    {"id": 1},
    {"a": {}},
)


def test_any_junk_is_answered_and_never_raises() -> None:
    chance = random.Random(4)
    for recipe in RECIPES:
        right = version3(recipe)
        paths = list(_paths(right))
        for _ in range(40):
            document = copy.deepcopy(right)
            node: Any = document
            *steps, last = chance.choice(paths)
            for step in steps:
                node = node[step]
            node[last] = chance.choice(JUNK)
            for problem in check(document):
                sentence(problem, "kk")
    for junk in JUNK:
        assert check(junk)


def _paths(value: Any, before: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for step, inner in pairs:
        yield (*before, step)
        if isinstance(inner, dict | list):
            yield from _paths(inner, (*before, step))


@pytest.mark.parametrize(("name", "path", "value", "code"), MUTATIONS)
def test_the_gate_is_at_least_as_strict_as_the_models(
    name: str, path: str, value: Any, code: str
) -> None:
    """The models themselves, constructors and all, refuse nothing that passes the gate."""
    document = changed(name, path, value)
    is_collection = name == "r0030"
    gate = checked_collection if is_collection else checked_manifest
    model = iiif_prezi3.Collection if is_collection else iiif_prezi3.Manifest
    try:
        model(**document)
    except ValidationError:
        with pytest.raises(InvalidDocumentError):
            gate(document)


@pytest.mark.parametrize("recipe", ALL, ids=lambda recipe: recipe.described.id)
def test_the_models_take_what_the_gate_takes(recipe: Any) -> None:
    document = version3(recipe)
    model = iiif_prezi3.Manifest if document["type"] == "Manifest" else iiif_prezi3.Collection
    model(**document)


def test_what_cannot_be_written_is_a_problem_too() -> None:
    section = SectionDescription(id="s", label=three("а", "б", "c"), items=(PageReference("p1"),))
    for level in range(200):
        section = SectionDescription(id=f"s{level}", label=section.label, items=(section,))
    [problem] = check_work(_with(sections=(section,)), BASE)
    assert problem.code == "schema"
    assert sentence(problem, "en").startswith("Work “The Path of Abai”: ")
