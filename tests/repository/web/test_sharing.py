"""Works passed on: frames, one script, oEmbed, cards, Content State, citations of single pages."""

import base64
import json
import re
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from lxml import etree

from repository.repository import Repository
from repository.web.content_state import Target, read_state
from repository.works import get_work, unpublish
from tests.repository.library import make_work
from tests.repository.written import pages_of

CANVAS = "https://other.example/iiif/presentation/3/k7dq2mzx4tb/canvas/p7dq2mzx4tb"
SITE = "http://127.0.0.1:8000"


def encoded(state: str) -> str:
    return base64.urlsafe_b64encode(quote(state, safe="").encode()).decode().rstrip("=")


def test_only_the_frame_may_be_framed(reader: FlaskClient, repository: Repository) -> None:
    work_id = make_work(repository, 3)
    frame = reader.get(f"/kk/embed/{work_id}?page=2")
    assert "frame-ancestors *" in frame.headers["Content-Security-Policy"]
    assert 'data-page="2"' in frame.get_data(as_text=True)
    for address in (f"/kk/works/{work_id}", f"/kk/works/{work_id}/pages/1"):
        policy = reader.get(address).headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in policy
    assert "data-work" in reader.get("/embed.js").get_data(as_text=True)


def test_other_viewers_are_given_the_manifest(reader: FlaskClient, repository: Repository) -> None:
    work_id = make_work(repository, 1)
    page = reader.get(f"/kk/works/{work_id}").get_data(as_text=True)
    links = etree.fromstring(page, etree.HTMLParser(no_network=True)).iter("a")
    given = quote(f"{SITE}/iiif/presentation/3/{work_id}/manifest", safe="")
    found = {a.text: a.get("href", "") for a in links if a.get("href", "").endswith(f"={given}")}
    assert set(found) == {"Universal Viewer", "Mirador", "Clover", "Theseus"}
    assert all(href.startswith("https://") for href in found.values())


def test_drafts_are_not_shown_on_other_sites(
    reader: FlaskClient, curator: FlaskClient, repository: Repository
) -> None:
    work_id = make_work(repository, 1)
    with repository.database.write() as session:
        unpublish(session, get_work(session, work_id))
    asked = quote(f"{SITE}/works/{work_id}", safe="")
    for client in (reader, curator):
        assert client.get(f"/embed/{work_id}").status_code == 404
        assert client.get(f"/oembed?url={asked}").status_code == 404


def test_oembed_is_found_and_answers_in_both_forms(
    reader: FlaskClient, repository: Repository
) -> None:
    work_id = make_work(repository, 3, 'A "book" <of> tests')
    page = reader.get(f"/en/works/{work_id}").get_data(as_text=True)
    found = re.search(r'type="application/json\+oembed" href="([^"]+)"', page)
    assert found
    address = found[1].replace("&amp;", "&").removeprefix(SITE)
    answer = reader.get(f"{address}&maxwidth=400&maxheight=300").get_json()
    assert (answer["type"], answer["version"]) == ("rich", "1.0")
    assert (answer["width"], answer["height"]) == (400, 300)
    (frame,) = etree.fromstring(answer["html"], etree.HTMLParser(no_network=True)).iter("iframe")
    assert frame.get("src") == f"{SITE}/embed/{work_id}"
    assert frame.get("title") == 'A "book" <of> tests'
    xml = reader.get(address.replace("json", "xml"))
    assert etree.fromstring(xml.data).findtext("title") == 'A "book" <of> tests'
    one = quote(f"{SITE}/ru/works/{work_id}/pages/2", safe="")
    assert "?page=2" in reader.get(f"/oembed?url={one}").get_json()["html"]


@pytest.mark.parametrize("url", ["", "x", "https://evil.example/works/k7dq2mzx4tb", "http://[",
    f"{SITE}/works/../x", f"{SITE}/works/nothing"])  # fmt: skip
def test_oembed_answers_for_its_own_works_only(reader: FlaskClient, url: str) -> None:
    assert reader.get(f"/oembed?url={quote(url, safe='')}").status_code == 404
    assert reader.get("/oembed?url=x&format=yaml").status_code == 501


def test_what_a_page_tells_of_itself(reader: FlaskClient, repository: Repository) -> None:
    work_id = make_work(repository, 2, "</script><b>Book")
    for address in (f"/en/works/{work_id}", f"/en/works/{work_id}/pages/2"):
        page = reader.get(address).get_data(as_text=True)
        assert 'property="og:image" content="http' in page
        found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
        assert found
        said = json.loads(found[1])
        assert said["name"] == "</script><b>Book"
        assert said["url"] == SITE + address.removeprefix("/en")


def test_a_content_state_opens_its_page(reader: FlaskClient, repository: Repository) -> None:
    work_id = make_work(repository, 3)
    page_id = pages_of(repository, work_id)[1]
    canvas = f"{SITE}/iiif/presentation/3/{work_id}/canvas/{page_id}"
    state = encoded(json.dumps({"id": f"{canvas}#xywh=10,20,30,40", "type": "Canvas"}))
    opened = reader.get(f"/en/works/{work_id}?iiif-content={state}").get_data(as_text=True)
    assert f'data-canvas="{canvas}"' in opened
    assert 'data-region="10,20,30,40"' in opened
    other = quote(CANVAS, safe="")
    kept = reader.get(f"/en/works/{work_id}?iiif-content={other}").get_data(as_text=True)
    assert "data-canvas" not in kept


@pytest.mark.parametrize(
    "state",
    [
        CANVAS + "#xywh=1,2,3,4",
        encoded(CANVAS + "#xywh=pixel:1,2,3,4"),
        json.dumps({"type": "Annotation", "motivation": ["contentState"],
            "target": [{"id": CANVAS + "#xywh=1,2,3,4", "type": "Canvas"}]}),
        encoded(json.dumps({"type": "Annotation", "target": {"type": "SpecificResource",
            "source": {"id": CANVAS}, "selector": {"value": "xywh=1,2,3,4"}}})),
    ],
)  # fmt: skip
def test_states_in_every_form(state: str) -> None:
    assert read_state(state) == Target("k7dq2mzx4tb", "p7dq2mzx4tb", (1, 2, 3, 4))


@pytest.mark.parametrize("state", ["", "x", "%%%", "é", "{", "[" * 7000, '{"target":' * 700,
    encoded("{" * 3000), '{"id": 5}', '{"target": []}', CANVAS * 200])  # fmt: skip
def test_what_is_no_state_means_nothing(state: str) -> None:
    assert read_state(state) is None


def test_a_single_page_is_cited(reader: FlaskClient, repository: Repository) -> None:
    work_id = make_work(repository, 12)
    page = reader.get(f"/ru/works/{work_id}/pages/12").get_data(as_text=True)
    assert "С. 12. – URL: " in page
    ris = reader.get(f"/works/{work_id}/citation.ris?page=12").get_data(as_text=True)
    assert "SP  - 12\r\n" in ris
    assert f"/works/{work_id}/pages/12\r\n" in ris
    csl = json.loads(reader.get(f"/works/{work_id}/citation.json?page=12").data)
    assert csl[0]["page"] == "12"
    assert "pages = {12}" in reader.get(f"/works/{work_id}/citation.bib?page=12").text


def test_turning_by_number_and_size(reader: FlaskClient, repository: Repository) -> None:
    work_id = make_work(repository, 3)
    with repository.database.write() as session:
        get_work(session, work_id).viewing_direction = "right-to-left"
    for asked, number in (("2", 2), ("99", 3), ("-5", 1), ("x", 1)):
        answer = reader.get(f"/en/works/{work_id}/pages/?number={asked}")
        assert answer.headers["Location"] == f"/en/works/{work_id}/pages/{number}"
    page = reader.get(f"/en/works/{work_id}/pages/2?size=largest").get_data(as_text=True)
    assert "data-backwards" in page
    assert page.count('aria-current="true"') >= 1
