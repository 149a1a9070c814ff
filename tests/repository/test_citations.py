"""Citations: what people copy and what citation managers read, to the letter."""

import json
from dataclasses import replace
from datetime import UTC, datetime

from repository.citations import FORMATS, Citation, GostWords, Kind, citation_of, gost
from repository.models import Institution, Work
from repository.records import record_of

MOMENT = datetime(2026, 1, 2, tzinfo=UTC)
RUSSIAN = GostWords("дата обращения: 24.11.2026", "Текст : электронный", "и др.")
ADDRESS = "https://keruen.example/works/k7dq2mzx4tb"

ABAI = Citation(
    id="k7dq2mzx4tb",
    title="Путь Абая",
    authors=("Ауэзов, Мухтар",),
    place="Алматы",
    publisher="Жазушы",
    date="[1942?]",
    languages=("ru",),
    subjects=("Степь",),
    holder="Национальная библиотека",
    address=ADDRESS,
    kind=Kind.TEXT,
)

TITLE = (
    r"  title = {{100\% \textbraceleft{}of \textbackslash{}input\textbraceleft{}"
    r"/etc\textbraceright{} \$x\_1\$ \#\textasciitilde{}\textasciicircum{}}},"
)


def test_gost_with_everything() -> None:
    assert gost(ABAI, RUSSIAN) == (
        "Ауэзов, Мухтар. Путь Абая / Мухтар Ауэзов. – Алматы : Жазушы, 1942. – "
        f"URL: {ADDRESS} (дата обращения: 24.11.2026). – Текст : электронный."
    )


def test_gost_with_nothing_but_a_title() -> None:
    bare = replace(
        ABAI, authors=(), place="", publisher="", date="без года", title="Сборник песен."
    )
    assert gost(bare, RUSSIAN) == (
        f"Сборник песен. – URL: {ADDRESS} (дата обращения: 24.11.2026). – Текст : электронный."
    )


def test_gost_keeps_an_ellipsis() -> None:
    open_end = replace(ABAI, authors=(), title="Продолжение следует...")
    assert gost(open_end, RUSSIAN).startswith("Продолжение следует... – Алматы")


def test_gost_with_an_interval() -> None:
    slides = replace(ABAI, date="1905-05/1915-06")
    assert " – Алматы : Жазушы, 1905–1915. – " in gost(slides, RUSSIAN)


def test_gost_names_three_authors_and_no_more() -> None:
    three = replace(ABAI, authors=("Иванов И. И.", "Петров П. П.", "Ким, А."))
    assert gost(three, RUSSIAN).startswith(
        "Иванов И. И. Путь Абая / Иванов И. И., Петров П. П., А. Ким. – "
    )
    four = replace(three, authors=(*three.authors, "Ли, Б."))
    assert gost(four, RUSSIAN).startswith(
        "Путь Абая / Иванов И. И., Петров П. П., А. Ким [и др.]. – "
    )


def test_ris() -> None:
    assert FORMATS["ris"].write(ABAI).split("\r\n") == [
        "TY  - BOOK",
        "AU  - Ауэзов, Мухтар",
        "TI  - Путь Абая",
        "PY  - 1942",
        "CY  - Алматы",
        "PB  - Жазушы",
        "LA  - ru",
        "KW  - Степь",
        "DB  - Национальная библиотека",
        f"UR  - {ADDRESS}",
        "ER  - ",
        "",
    ]


def test_bibtex_escapes_what_tex_would_read() -> None:
    hostile = replace(
        ABAI,
        title=r"100% {of \input{/etc} $x_1$ #~^",
        authors=("Library of Almaty AND Omsk",),
        kind=Kind.IMAGE,
    )
    assert FORMATS["bib"].write(hostile).splitlines() == [
        "@misc{k7dq2mzx4tb,",
        "  author = {{Library of Almaty AND Omsk}},",
        TITLE,
        "  address = {Алматы},",
        "  publisher = {Жазушы},",
        "  year = {1942},",
        f"  url = {{{ADDRESS}}},",
        "}",
    ]


def test_csl_json() -> None:
    assert json.loads(FORMATS["json"].write(ABAI)) == [
        {
            "id": "k7dq2mzx4tb",
            "type": "book",
            "title": "Путь Абая",
            "URL": ADDRESS,
            "author": [{"family": "Ауэзов", "given": "Мухтар"}],
            "publisher-place": "Алматы",
            "publisher": "Жазушы",
            "issued": {"date-parts": [[1942]]},
            "archive": "Национальная библиотека",
        }
    ]
    plain = replace(ABAI, authors=("National Library",), date="", place="", publisher="", holder="")
    (item,) = json.loads(FORMATS["json"].write(plain))
    assert item["author"] == [{"literal": "National Library"}]
    assert not {"issued", "publisher", "publisher-place", "archive"} & set(item)


def test_a_citation_speaks_the_readers_language_where_the_catalogue_does() -> None:
    work = Work(
        id="k7dq2mzx4tb",
        label={"kk": ["Абай жолы"], "ru": ["Путь\r\nER  - Абая"]},
        metadata_=[
            {"label": {"ru": ["Автор"]}, "value": {"ru": ["Мухтар Ауэзов"]}},
            {"label": {"en": ["Type"]}, "value": {"none": ["Still Image"]}},
            {"label": {"en": ["Year"]}, "value": {"none": ["between 1942 and 1956"]}},
        ],
        created=MOMENT,
        modified=MOMENT,
    )
    owner = Institution(slug="nlrk", label={"en": ["National Library"]})
    record = record_of(work, owner, "https://keruen.example")
    kazakh, russian = citation_of(record, "kk"), citation_of(record, "ru")
    assert (kazakh.title, russian.title) == ("Абай жолы", "Путь ER - Абая")
    assert kazakh.authors == ("Мухтар Ауэзов",)
    assert (kazakh.kind, kazakh.year, kazakh.holder) == (Kind.IMAGE, "1942", "National Library")
    assert citation_of(record, "en").title == "Абай жолы"
