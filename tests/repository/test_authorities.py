"""Persons, places and subjects: found as one types, shown in works, merged, linked."""

from typing import Any

import pytest
from flask import Flask
from lxml import etree

from manifests.catalogue import Visitor
from repository.models import Role
from repository.presentation import CataloguePresentation
from repository.repository import Repository
from tests.quickly import app_of
from tests.repository.api import Api
from tests.repository.library import make_work
from tests.repository.test_api import signed_in
from tests.repository.test_presentation import counted

ABAI = {"kk": ["Құнанбайұлы, Абай"], "ru": ["Кунанбаев, Абай"]}


@pytest.fixture
def app(repository: Repository) -> Flask:
    return app_of(repository)


@pytest.fixture
def api(repository: Repository, app: Flask) -> Api:
    return signed_in(repository, app, Role.ADMINISTRATOR)


def entry(label: dict[str, list[str]], *ids: str) -> dict[str, Any]:
    named = {"kk": ["Тұлға"], "ru": ["Персоналия"], "en": ["Person"]}
    return {"label": named, "value": label, "term": "person", "authorities": list(ids)}


def described(api: Api, work: str, *entries: dict[str, Any]) -> None:
    change = {"metadata": list(entries)}
    api.ask("PATCH", f"/works/{work}", change, match="*", status=200)


def test_names_are_found_by_the_beginning_of_any_word(api: Api) -> None:
    made = api.make("/authorities", {"kind": "person", "label": ABAI, "variants": ["Abay"]})
    api.make("/authorities", {"kind": "place", "label": {"ru": ["Абай (село)"]}})
    for text in ("куна", "КУНАН", "абай", "құнанбайұлы, а", "abay", "кунанбаев абай"):
        found = api.get(f"/authorities?kind=person&q={text}")["items"]
        assert [each["id"] for each in found] == [made["id"]], text
    assert api.get("/authorities?kind=person&q=бай")["total"] == 0
    assert api.get("/authorities?q=абай")["total"] == 2


def test_what_is_pasted_is_read_and_what_is_no_id_refused(api: Api) -> None:
    sent = {
        "kind": "place",
        "label": {"en": ["Almaty"]},
        "geonames": "https://www.geonames.org/1526384/almaty.html",
        "wikidata": "https://www.wikidata.org/wiki/Q35493",
        "dates": "1854 г.",
    }
    made = api.make("/authorities", sent)
    assert (made["geonames"], made["wikidata"], made["dates"]) == ("1526384", "Q35493", "1854")
    assert made["uris"] == [
        "http://www.wikidata.org/entity/Q35493",
        "https://sws.geonames.org/1526384/",
    ]
    wrong = {"viaf": "javascript:alert(1)", "wikidata": "L12", "geonames": "x", "dates": "когда"}
    assert api.faults("POST", "/authorities", sent | wrong) == set(wrong)


def test_a_new_name_shows_in_every_work_and_so_does_a_merge(
    api: Api, repository: Repository
) -> None:
    double = api.make("/authorities", {"kind": "person", "label": {"ru": ["Абай"]}})["id"]
    known = api.make("/authorities", {"kind": "person", "label": ABAI})["id"]
    works = [make_work(repository, 1, f"Book {number}") for number in range(6)]
    statements = []
    for number, some in enumerate((works[:2], works[2:])):
        for work in some:
            described(api, work, entry({"ru": ["Абай"]}, double))
        revisions = [api.get(f"/works/{work}")["revision"] for work in some]
        with counted(repository) as noted:
            api.ask("POST", f"/authorities/{double}/merge", {"into": known}, status=200)
        statements.append(len(noted))
        for work, revision in zip(some, revisions, strict=True):
            found = api.get(f"/works/{work}")
            assert found["metadata"] == [entry(ABAI, known)]
            assert found["revision"] > revision
        if not number:
            double = api.make("/authorities", {"kind": "person", "label": {"ru": ["Абай"]}})["id"]
    assert statements[0] == statements[1]
    assert api.get(f"/authorities/{known}")["works"] == 6
    api.change("DELETE", f"/authorities/{known}", status=409)
    renamed = {"kk": ["Абай Құнанбайұлы"]}
    api.change("PATCH", f"/authorities/{known}", {"label": renamed})
    assert api.get(f"/works/{works[0]}")["metadata"] == [entry(renamed, known)]
    described(api, works[0])
    assert api.get(f"/authorities/{known}")["works"] == 5


def test_names_in_works_of_others_are_not_changed_by_a_cataloguer(
    api: Api, repository: Repository, app: Flask
) -> None:
    known = api.make("/authorities", {"kind": "person", "label": ABAI})["id"]
    described(api, make_work(repository, 1), entry(ABAI, known))
    omsk = signed_in(repository, app, Role.CATALOGUER, "omsk")
    omsk.change("PATCH", f"/authorities/{known}", {"viaf": "100182586"})
    omsk.change("PATCH", f"/authorities/{known}", {"label": {"en": ["Abai"]}}, status=409)
    viewer = signed_in(repository, app, Role.VIEWER, "omsk")
    viewer.ask("POST", "/authorities", {"kind": "person", "label": ABAI}, status=403)


def test_records_and_manifests_carry_the_links(api: Api, repository: Repository) -> None:
    sent = {"kind": "person", "label": ABAI, "viaf": "100182586", "wikidata": "Q297316"}
    known = api.make("/authorities", sent)["id"]
    work = make_work(repository, 1)
    described(api, work, entry(ABAI, known), entry({"ru": ["Пушкин"]}))
    shown = CataloguePresentation(repository.database, lambda _: False).work(work, Visitor())
    linked = '<a href="https://www.wikidata.org/wiki/Q297316">Кунанбаев, Абай</a>'
    assert shown.metadata[0].value["ru"] == [linked]
    marc = etree.fromstring(api.client.get(f"/works/{work}/record.marc.xml").data)
    person = [(sub.get("code"), sub.text) for sub in marc.findall(".//{*}datafield[@tag='600']/*")]
    assert person[1:4] == [
        ("0", "(viaf)100182586"),
        ("1", "http://www.wikidata.org/entity/Q297316"),
        ("1", "http://viaf.org/viaf/100182586"),
    ]
    mods = etree.fromstring(api.client.get(f"/works/{work}/record.mods.xml").data)
    name = mods.find("{*}subject/{*}name")
    assert name is not None
    assert name.get("valueURI") == "http://www.wikidata.org/entity/Q297316"
    page = api.client.get(f"/ru/works/{work}").get_data(as_text=True)
    assert 'href="https://www.wikidata.org/wiki/Q297316"' in page
