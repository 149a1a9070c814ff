"""Catalogue records into our fields: every format, every encoding, and how bad ones end."""

from pathlib import Path

import pytest

from repository.errors import RefusedError
from repository.fields import FIELDS
from repository.records.reading import LARGEST, Card, read_file, read_records

SAMPLES = Path(__file__).parents[1] / "data" / "records"
TITLE = "«Евразия – мәдениет және кітапханалық ресурстар интеграциясы»"
FIELD, SUBFIELD, RECORD = "\x1e", "\x1f", "\x1d"


def cards(name: str) -> tuple[Card, ...]:
    return read_file(SAMPLES / name).cards


def iso2709(leader: str, *fields: tuple[str, str], encoding: str = "utf-8") -> bytes:
    """A record in ISO 2709; `$` begins a subfield."""
    directory, body = b"", b""
    for tag, text in fields:
        data = (text.replace("$", SUBFIELD) + FIELD).encode(encoding)
        directory += f"{tag}{len(data):04}{len(body):05}".encode()
        body += data
    base = 24 + len(directory) + 1
    head = f"{base + len(body) + 1:05}{leader[5:12]}{base:05}{leader[17:24]}"
    return head.encode() + directory + FIELD.encode() + body + RECORD.encode()


def code_of(data: bytes, encoding: str | None = None) -> str:
    with pytest.raises(RefusedError) as refused:
        read_records(data, encoding)
    return refused.value.code


def values(card: Card, *terms: str) -> dict[str, list[str]]:
    return {term: card.said(term) for term in terms}


def test_a_kazakh_record_of_rusmarc_fills_the_form_in_three_languages() -> None:
    first, second, *_ = cards("synthetic_kk_rusmarc_a.mrc")
    assert (first.format, first.encoding, first.key) == (
        "RUSMARC",
        "UTF-8",
        "KZ\\MB\\bibl\\mb-0001",
    )
    assert first.label == {
        "kk": [f"{TITLE} : халықаралық конференция материалдары"],
        "ru": ["«Евразия – интеграция культуры и библиотечных ресурсов»"],
        "en": ["Eurasia – Integration of Culture and of Library Resources"],
    }
    assert values(first, "place", "date", "subject") == {
        "place": ["Орал"],
        "date": ["2002"],
        "subject": ["Кітапханалар -- Халықаралық ынтымақтастық"],
    }
    assert {entry.get("code") for entry in first.metadata} == {None, "kk", "book"}
    assert second.said("contributor") == [
        "С. Мұқанов атындағы Солтүстік Қазақстан облыстық әмбебап ғылыми кітапханасы"
    ]
    assert all(entry["term"] in FIELDS and entry["value"] for entry in second.metadata)


def test_the_same_records_read_the_same_from_every_form() -> None:
    as_xml = cards("synthetic_kk_rusmarc_a.xml")
    as_marc21 = cards("synthetic_kk_marc21_a.mrc")
    for other, same in zip(cards("synthetic_kk_rusmarc_a.mrc"), as_xml, strict=True):
        assert (other.label, other.metadata) == (same.label, same.metadata)
    assert [card.label for card in as_marc21] == [card.label for card in as_xml]


@pytest.mark.parametrize("encoding", ["cp1251", "cp866", "koi8-r", "utf-8"])
def test_russian_records_are_read_whatever_they_are_written_in(encoding: str) -> None:
    # The numbers of the directory stay as they were, as after a careless conversion.
    text = (SAMPLES / "rusmarc_nlr_cp1251.iso").read_bytes().decode("cp1251")
    found = read_records(text.encode(encoding, "replace")).cards
    assert len(found) == 40
    volume, whole = found[:2]
    assert volume.label == {"ru": ["Задачи и этюды. Вып. 13"]}
    assert values(volume, "shelfmark", "extent", "date") == {
        "shelfmark": ["97-4/119"],
        "extent": ["80 с. : ил., портр."],
        "date": ["1997"],
    }
    assert values(whole, "contributor", "place", "subject") == {
        "contributor": ["Барсуков, В. Н."],
        "place": ["СПб."],
        "subject": ["Шахматные композиции -- Сборники"],
    }
    (editor,) = (entry for entry in whole.metadata if entry["term"] == "contributor")
    assert editor["role"] == "edt"


def test_kazakh_letters_of_windows_are_read() -> None:
    record = iso2709(
        "00000nam0a2200000   450 ",
        ("100", "  $a20260101d1937    k  y0kazy0189    ca"),
        ("101", "0 $akaz"),
        ("200", "1 $aҚазақ тілінің сөздігі$fҚұрастырған Ә. Ғ. Өтегенов"),
        encoding="kz1048",
    )
    (card,) = read_records(record).cards
    assert (card.encoding, card.label) == ("KZ-1048", {"kk": ["Қазақ тілінің сөздігі"]})


def test_marc21_in_windows_1251() -> None:
    first, second, *_ = cards("pymarc_1251.dat")
    assert (first.format, first.encoding) == ("MARC 21", "Windows-1251")
    assert values(first, "creator", "publisher", "date", "shelfmark", "extent") == {
        "creator": ["Ильина, Татьяна Николаевна"],
        "publisher": ["Изд-во Ассоц. строит. вузов"],
        "date": ["2005"],
        "shelfmark": ["И46"],
        "extent": ["186 с. : ил. ; 21 см."],
    }
    assert values(second, "place", "publisher") == {
        "place": ["СПб. [и др.]"],
        "publisher": ["Питер", "Питер Принт"],
    }


def test_other_records_of_the_wild() -> None:
    (italian,) = cards("pymarc_testunimarc.dat")
    assert italian.format == "UNIMARC"
    assert italian.label == {"it": ["L'altra faccia della spirale"]}
    assert italian.said("creator") == ["Asimov, Isaac"]
    assert italian.said("series") == ["Bestsellers ; 641", "Il ciclo delle fondazioni ; 4"]
    (escape,) = cards("pymarc_utf8_without_leader_flag.dat")
    assert escape.said("note") == ["Translation of De la solitude à la communauté."]
    assert len(cards("pymarc_test.dat")) == 10
    assert cards("pymarc_test.json")[0].label == {"en": ["The freewheelin' Bob Dylan"]}


def test_the_own_script_is_taken_of_marc21() -> None:
    record = iso2709(
        "00000nam a2200000 i 4500",
        ("008", "260101s1942    kz                  kaz d"),
        ("100", "1 $6880-01$aAuezov, Mukhtar,$d1897-1961,$eauthor."),
        ("245", "10$6880-02$aAbaĭ zholy :$broman /$cMukhtar Auezov."),
        ("260", "  $6880-03$aAlma-Ata :$bQazOGIZ,$c1942."),
        ("650", " 0$aKazakh fiction$zKazakhstan."),
        ("880", "1 $6100-01/(N$aӘуезов, Мұхтар,$d1897-1961,$eauthor."),
        ("880", "10$6245-02/(N$aАбай жолы :$bроман /$cМұхтар Әуезов."),
        ("880", "  $6260-03/(N$aАлматы :$bҚазОГИЗ,$c1942."),
    )
    (card,) = read_records(record).cards
    assert card.label == {"kk": ["Абай жолы : роман"], "kk-Latn": ["Abaĭ zholy : roman"]}
    assert values(card, "creator", "place", "publisher", "date", "subject") == {
        "creator": ["Әуезов, Мұхтар (1897-1961)"],
        "place": ["Алматы"],
        "publisher": ["ҚазОГИЗ"],
        "date": ["1942"],
        "subject": ["Kazakh fiction -- Kazakhstan"],
    }


def test_the_own_script_is_taken_of_rusmarc() -> None:
    record = iso2709(
        "00000nam0a2200000   450 ",
        ("100", "  $a20150101d2015    k  y0rusy50      caba"),
        ("101", "0 $akaz"),
        ("200", "1 $6a01$7ba$aAbai zholy"),
        ("200", "1 $6a01$7ca$aАбай жолы$dПуть Абая$zrus$eроман"),
        ("210", "  $aАлма-Ата$cКазОГИЗ$d[1942?]"),
        ("700", " 1$6a02$7ba$aAuezov$bM."),
        ("700", " 1$6a02$7ca$aӘуезов$bМ.$gМұхтар Омарханұлы$f1897-1961$4070"),
        ("702", " 1$aНикольская$bА. Б.$4730"),
    )
    (card,) = read_records(record).cards
    assert card.label == {"kk": ["Абай жолы : роман"], "ru": ["Путь Абая"]}
    assert card.said("creator") == ["Әуезов, Мұхтар Омарханұлы (1897-1961)"]
    # The coded date is the year in which the record was made.
    assert card.said("date") == ["1942?"]
    (translator,) = (entry for entry in card.metadata if entry["term"] == "contributor")
    assert (translator["role"], translator["value"]) == ("trl", {"none": ["Никольская, А. Б."]})


def test_a_record_pasted_as_lines() -> None:
    text = "\n".join(
        [
            "=LDR  00000nam0a2200000   450 ",
            "=001  KZ\\1",
            "=101  0\\$akaz",
            "200 1# $aӨлеңдер$eжинақ",
            "210 ## $aСеміпалат$d1909",
        ]
    )
    (card,) = read_records(text.encode()).cards
    assert (card.key, card.label) == ("KZ\\1", {"kk": ["Өлеңдер : жинақ"]})
    assert values(card, "place", "date") == {"place": ["Семіпалат"], "date": ["1909"]}


def test_mods_and_dublin_core() -> None:
    xml = """<modsCollection xmlns="http://www.loc.gov/mods/v3"><mods>
      <titleInfo lang="kaz"><nonSort>«</nonSort><title>Айқап»</title></titleInfo>
      <name><namePart>Сералин, М.</namePart><role><roleTerm type="code">edt</roleTerm></role></name>
      <originInfo><place><placeTerm type="text">Троицк</placeTerm></place>
        <dateIssued point="start">1911</dateIssued><dateIssued point="end">1915</dateIssued>
      </originInfo>
      <language><languageTerm type="code">kaz</languageTerm></language><genre>journal</genre>
      <location><shelfLocator>Қ 12</shelfLocator></location></mods></modsCollection>"""
    (card,) = read_records(xml.encode()).cards
    assert (card.format, card.label) == ("MODS", {"kk": ["«Айқап»"]})
    assert values(card, "date", "place", "shelfmark", "contributor") == {
        "date": ["1911/1915"],
        "place": ["Троицк"],
        "shelfmark": ["Қ 12"],
        "contributor": ["Сералин, М."],
    }
    dc = """<r xmlns:o="http://www.openarchives.org/OAI/2.0/oai_dc/"
      xmlns:d="http://purl.org/dc/elements/1.1/"><o:dc><d:title xml:lang="ru">Степь</d:title>
      <d:title xml:lang="kk">Дала</d:title><d:creator>Чехов</d:creator><d:date>1888 г.</d:date>
      <d:language>rus</d:language><d:rights>https://creativecommons.org/publicdomain/mark/1.0/
      </d:rights></o:dc></r>"""
    (card,) = read_records(dc.encode()).cards
    assert card.label == {"ru": ["Степь"], "kk": ["Дала"]}
    assert card.rights == "http://creativecommons.org/publicdomain/mark/1.0/"
    assert values(card, "creator", "date") == {"creator": ["Чехов"], "date": ["1888"]}


def test_bad_records_end_with_a_reason() -> None:
    whole = (SAMPLES / "pymarc_1251.dat").read_bytes()
    assert code_of(b"") == "record-empty"
    assert code_of(b"\x00" * 2000) == "record-unknown"
    assert code_of(b"GIF89a" + bytes(range(256)) * 40) == "record-unknown"
    assert code_of(whole[:400]) == "record-truncated"
    assert code_of(whole[:64] + b"XX" + whole[66:875]) == "record-directory"
    assert code_of(b"0" * (LARGEST + 1)) == "record-too-large"
    assert code_of(whole, "utf-8") == "record-encoding"
    assert code_of(b"<a><b></a>") == "record-xml"
    assert code_of(b"<html><p>no record</p></html>") == "record-unknown"
    assert code_of(b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>') == (
        "record-doctype"
    )
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    assert code_of(f'<!DOCTYPE r [<!ENTITY a0 "ha">{bomb}]><r>&a9;</r>'.encode()) in (
        "record-doctype",
        "record-xml",
    )
    assert code_of(b"[" * 100_000) == "record-unknown"


def test_one_bad_record_does_not_spoil_the_others() -> None:
    whole = (SAMPLES / "pymarc_1251.dat").read_bytes()
    found = read_records(whole[:-300])
    assert len(found.cards) == 5
    assert [(flaw.number, flaw.code) for flaw in found.flaws] == [(6, "record-truncated")]


def test_a_wrong_encoding_is_seen_by_the_curator_who_can_choose_another() -> None:
    whole = (SAMPLES / "pymarc_1251.dat").read_bytes()
    assert read_records(whole, "koi8-r").cards[0].encoding == "KOI8-R"
    utf16 = whole.decode("cp1251").encode("utf-16")
    assert code_of(utf16) in ("record-unknown", "record-xml")
