"""The records that manifests point at: well-formed, in their namespaces, and saying the work."""

import re
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from repository.fields import entry_of
from repository.models import Institution, Work
from repository.records import FORMATS, Record, record_of, write_record

SCHEMAS = Path(__file__).parents[1] / "data/schemas"
MOMENT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
NAMES = {"mods": FORMATS["mods"].profile, "marc": FORMATS["marc"].profile}

LEADER = r"[\d ]{5}[\dA-Za-z ][\dA-Za-z][\dA-Za-z ]{3}[2 ][2 ][\d ]{5}[\dA-Za-z ]{3}(4500|    )"
"""How the schema of MARCXML describes a leader."""


@pytest.fixture
def record() -> Record:
    work = Work(
        id="k7dq2mzx4tb",
        label={"kk": ["Абай жолы"], "ru": ["Путь Абая"]},
        summary={"en": ["An epic\x00 novel"]},
        rights="http://creativecommons.org/publicdomain/mark/1.0/",
        metadata_=[
            {"label": {"ru": ["Автор"]}, "value": {"ru": ["Мухтар Ауэзов"]}},
            {"label": {"en": ["Year"]}, "value": {"none": ["1942"]}},
            {"label": {"en": ["Topic"]}, "value": {"en": ["<b>Steppe &amp; sky</b>"]}},
            {"label": {"en": ["Bound by"]}, "value": {"en": ["H. G."]}, "term": "contributor"},
        ],
        created=MOMENT,
        modified=MOMENT,
    )
    owner = Institution(slug="nlrk", label={"en": ["National Library"]})
    return record_of(work, owner, "https://keruen.example")


def parsed(record: Record, name: str) -> etree._Element:
    return etree.fromstring(write_record(record, FORMATS[name]))


class Beside(etree.Resolver):
    """What a schema imports lies beside it here; the network is never asked."""

    def resolve(self, url: str, _public: str | None, context: object) -> object:  # type: ignore[override]
        return self.resolve_filename(str(SCHEMAS / url.rpartition("/")[2]), context)


@cache
def schema(name: str) -> etree.XMLSchema:
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(Beside())
    return etree.XMLSchema(etree.parse(SCHEMAS / name, parser))


@pytest.mark.parametrize(
    ("name", "official"),
    [("dc", "oai_dc.xsd"), ("mods", "mods-3-4.xsd"), ("marc", "MARC21slim.xsd")],
)
def test_records_keep_to_the_official_schemas(
    record: Record, full: Record, name: str, official: str
) -> None:
    for each in (record, full):
        root = parsed(each, name)
        if name == "mods":  # 3.8 adds to 3.4 what we do not use.
            root.set("version", "3.4")
        schema(official).assertValid(root)
        etree.SubElement(root, "unheard-of")
        assert not schema(official).validate(root)


def test_dublin_core_says_the_work(record: Record) -> None:
    root = parsed(record, "dc")
    assert root.tag == "{http://www.openarchives.org/OAI/2.0/oai_dc/}dc"
    said = {(str(etree.QName(node).localname), node.text) for node in root}
    assert said >= {
        ("title", "Абай жолы"),
        ("creator", "Мухтар Ауэзов"),
        ("date", "1942"),
        ("subject", "Steppe & sky"),
        ("contributor", "H. G."),
        ("description", "An epic novel"),
        ("identifier", "https://keruen.example/works/k7dq2mzx4tb"),
        ("source", "National Library"),
    }
    assert {str(etree.QName(node).namespace) for node in root} == {
        "http://purl.org/dc/elements/1.1/"
    }


def test_mods_says_the_work(record: Record) -> None:
    root = parsed(record, "mods")
    assert root.get("version") == "3.8"
    title = root.findall("mods:titleInfo/mods:title", NAMES)
    assert [(node.text, node.get("lang")) for node in title] == [
        ("Абай жолы", "kk"),
        ("Путь Абая", "ru"),
    ]
    assert root.findtext("mods:originInfo/mods:dateIssued", None, NAMES) == "1942"
    assert root.findtext("mods:name/mods:role/mods:roleTerm", None, NAMES) == "creator"


def test_marc_keeps_to_the_form_of_its_fields(record: Record) -> None:
    root = parsed(record, "marc")
    assert re.fullmatch(LEADER, root.findtext("marc:leader", "", NAMES))
    fixed = root.find("marc:controlfield[@tag='008']", NAMES)
    assert fixed is not None
    assert len(fixed.text or "") == 40
    assert (fixed.text or "")[6:11] == "s1942"
    tags = [node.get("tag", "") for node in root.findall("marc:datafield", NAMES)]
    assert tags == sorted(tags)
    assert all(re.fullmatch("[0-9]{3}", tag) and not tag.startswith("00") for tag in tags)
    for field in root.findall("marc:datafield", NAMES):
        assert all(re.fullmatch("[0-9a-z ]", field.get(name, "")) for name in ("ind1", "ind2"))
        assert len(field) > 0
    assert {"100", "245", "246", "264", "540", "653", "700", "856"} <= set(tags)


DESCRIBED = [
    entry_of("creator", {"ru": ["Ауэзов, Мухтар"]}),
    entry_of("contributor", {"ru": ["Никольская, Анна"]}, role="trl"),
    entry_of("place", {"ru": ["Алматы"]}),
    entry_of("publisher", {"ru": ["Жазушы"]}),
    entry_of("language", {"ru": ["казахский"]}, "kk"),
    entry_of("type", {"ru": ["Рукопись"]}, "manuscript"),
    entry_of("person", {"ru": ["Абай"]}),
    entry_of("shelfmark", {"none": ["К 12"]}),
    entry_of("identifier", {"none": ["ISBN 978-601-04-0001-2"]}),
    entry_of("series", {"ru": ["Библиотека казахской прозы"]}),
]


@pytest.fixture
def full() -> Record:
    work = Work(
        id="k7dq2mzx4tb",
        label={"ru": ["Путь Абая"]},
        metadata_=DESCRIBED,
        created=MOMENT,
        modified=MOMENT,
    )
    owner = Institution(slug="nlrk", label={"en": ["National Library"]})
    return record_of(work, owner, "https://keruen.example")


def test_marc_has_a_place_for_every_field(full: Record) -> None:
    root = parsed(full, "marc")
    said = {
        field.get("tag"): [(sub.get("code"), sub.text) for sub in field]
        for field in root.findall("marc:datafield", NAMES)
    }
    assert said["264"] == [("a", "Алматы"), ("b", "Жазушы")]
    assert said["700"] == [("a", "Никольская, Анна"), ("4", "trl")]
    assert said["041"] == [("a", "kaz")]
    assert said["600"] == [("a", "Абай")]
    assert said["852"] == [("j", "К 12")]
    assert said["020"] == [("a", "9786010400012")]
    assert said["490"] == [("a", "Библиотека казахской прозы")]
    assert root.findtext("marc:leader", "", NAMES)[6] == "t"
    assert root.findtext("marc:controlfield[@tag='008']", "", NAMES)[35:38] == "kaz"


def test_mods_and_dublin_core_have_a_place_for_every_field(full: Record) -> None:
    root = parsed(full, "mods")

    def said(path: str) -> str | None:
        return root.findtext("/".join(f"mods:{step}" for step in path.split("/")), None, NAMES)

    assert said("originInfo/place/placeTerm") == "Алматы"
    assert said("originInfo/publisher") == "Жазушы"
    assert said("language/languageTerm") == "kaz"
    assert said("typeOfResource") == "text"
    assert said("subject/name/namePart") == "Абай"
    assert said("location/shelfLocator") == "К 12"
    published = [node.text for node in parsed(full, "dc") if str(node.tag).endswith("}publisher")]
    assert published == ["Алматы : Жазушы"]
