"""The REST API: everything it offers is asked for, and everything it answers is described."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from manifests.catalogue import Visitor
from repository.errors import RefusedError
from repository.institutions import ensure_institution
from repository.models import Medium, MediumKind, Page, Role, User
from repository.presentation import CataloguePresentation
from repository.repository import Repository
from repository.tokens import add_token
from repository.users import add_user
from tests.quickly import app_of
from tests.repository.api import PREFIX, Api
from tests.repository.asking import (
    ask_for_batches,
    ask_for_captions,
    ask_for_records,
    ask_for_texts,
    mets_of,
)
from tests.repository.library import finish, make_work
from tests.repository.web.sending import PIECE, told

TITLE = {"kk": ["Кітап"], "en": ["Book"]}
TUS = {"Tus-Resumable": "1.0.0"}
SCAN = (Path(__file__).parents[2] / "repository/sample/kant_1784/0007.jpg").read_bytes()
FILE: Any = {"data": SCAN, "content_type": "image/jpeg"}


@pytest.fixture
def app(repository: Repository) -> Flask:
    return app_of(repository)


def signed_in(repository: Repository, app: Flask, role: Role, institution: str = "") -> Api:
    with repository.database.write() as session:
        owner = ensure_institution(session, institution, TITLE) if institution else None
        session.flush()
        name = f"{role} {institution}".strip()
        add_user(session, name, "camel-camel", role, owner.id if owner else None)
        key = add_token(session, name, "test")
    return Api(app.test_client(), key)


@pytest.fixture
def api(repository: Repository, app: Flask) -> Api:
    return signed_in(repository, app, Role.ADMINISTRATOR)


def test_the_document_and_the_routes_are_the_same(api: Api, app: Flask) -> None:
    routes = {
        (method, rule.rule.removeprefix(PREFIX).replace("<", "{").replace(">", "}"))
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith(PREFIX) and "path:" not in rule.rule
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    described = {
        (method.upper(), path)
        for path, methods in api.document["paths"].items()
        for method in methods
        if method not in ("head", "options")
    }
    assert routes - {("GET", "/openapi.json")} == described
    ids = [o["operationId"] for methods in api.document["paths"].values() for o in methods.values()]
    assert len(ids) == len(set(ids))


def test_every_number_that_is_taken_has_bounds(api: Api) -> None:
    taken = json.dumps(
        [
            (operation.get("parameters"), operation.get("requestBody"))
            for methods in api.document["paths"].values()
            for operation in methods.values()
        ]
    )
    schemas = api.document["components"]["schemas"]
    waiting, seen = _named(taken), set[str]()
    while waiting:
        seen |= waiting
        waiting = {name for one in waiting for name in _named(json.dumps(schemas[one]))} - seen
    numbers = [
        number
        for one in (json.loads(taken), *(schemas[name] for name in seen))
        for number in _integers(one)
    ]
    assert len(numbers) > 20
    assert not [number for number in numbers if not {"minimum", "maximum"} <= number.keys()]


def test_what_no_column_holds_is_refused_in_words(api: Api, repository: Repository) -> None:
    keeps = repository.database.is_sqlite  # a zero byte
    answer = api.ask("GET", "/search?type=%00&q=a", status=200 if keeps else 422)
    assert keeps or "cannot keep" in answer.get_json()["detail"]
    with pytest.raises(RefusedError, match="cannot-be-kept"), repository.database.read() as session:
        session.scalar(select(Page).where(Page.position == 10**30))


def _named(text: str) -> set[str]:
    return set(re.findall(r"#/components/schemas/(\w+)", text))


def _integers(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        if schema.get("type") == "integer" and not {"enum", "const"} & schema.keys():
            yield schema
        schema = list(schema.values())
    if isinstance(schema, list):
        for part in schema:
            yield from _integers(part)


def test_everything_is_made_read_changed_and_removed(
    api: Api, repository: Repository, tmp_path: Path
) -> None:
    _institution_and_collections(api)
    work = api.make("/works", {"label": TITLE, "institution": "nlrk"})["id"]
    api.ask("PUT", "/collections/rare/members", {"members": [{"work": work}]}, status=200)
    member = api.get("/collections/rare/members")["items"][0]
    assert member["work"] == work
    pages = _pages(api, work)
    _pictures(api, work, pages[0])
    _sections(api, work, pages)
    _arranged(api, work)
    _published(api, repository, work)
    _authorities(api)
    _edits(api)
    _uploads(api)
    _site(api)
    _letters(api, work)
    _people(api, repository)
    ask_for_batches(api, tmp_path)
    ask_for_records(api, work)
    ask_for_texts(api, work, pages[1])
    ask_for_captions(api, work)
    _recording(api, repository, work, pages[1])
    api.ask("DELETE", f"/collections/rare/members/{member['id']}", status=204)
    api.change("DELETE", f"/works/{work}", status=204)
    assert api.get("/works")["total"] == 0
    api.change("DELETE", "/collections/rare", status=204)
    api.change("DELETE", "/collections/part", status=204)
    api.change("DELETE", "/institutions/nlrk", status=204)
    offered = {
        o["operationId"] for methods in api.document["paths"].values() for o in methods.values()
    }
    assert api.asked == offered


def _recording(api: Api, repository: Repository, work: str, page: str) -> None:
    address = f"/works/{work}/pages/{page}"
    assert api.get(address)["medium"] is None
    with repository.database.write() as session:
        sound = Medium(
            page_id=page, master_sha256=session.get_one(Page, page).master_sha256 or "",
            kind=MediumKind.SOUND, format="audio/mp4", file_name="talk.m4a", key="media/x",
            size=7, duration=1.5,
        )  # fmt: skip
        session.add(sound)
    shown = api.get(address)["medium"]
    assert shown["href"].endswith(f"/media/{sound.id}/talk.m4a")
    assert (shown["kind"], shown["duration"], shown["width"]) == ("sound", 1.5, None)


def _site(api: Api) -> None:
    sent = {"slug": "history", "title": TITLE, "body": {"kk": "**2001**"}, "published": True}
    article = api.make("/articles", sent)["id"]
    assert api.get("/articles?kind=page")["total"] == 1
    api.change("PATCH", f"/articles/{article}", {"slug": "beginnings"}, status=200)
    assert api.get("/articles/beginnings")["revision"] == 2
    moved = api.client.get("/kk/about/history")
    assert moved.headers["Location"] == "/kk/about/beginnings"
    api.ask("POST", "/articles", {**sent, "slug": "beginnings"}, status=422)
    api.change("DELETE", f"/articles/{article}", status=204)
    api.change("PATCH", "/site", {"title": TITLE, "demonstration": True}, status=200)
    assert api.get("/site")["demonstration"] is True
    assert api.get("/statistics") == {"months": []}
    assert api.get("/institutions/nlrk/statistics?from=2026-01&to=2026-12") == {"months": []}
    api.ask("GET", "/statistics?from=yesterday", status=422)


def _letters(api: Api, work: str) -> None:
    assert api.get(f"/works/{work}/statistics") == {"months": []}
    api.ask("POST", f"/works/{work}/publish", status=200)
    reader = api.client
    assert reader.post(f"/en/works/{work}/feedback", data={"words": "Hello"}).status_code == 303
    assert reader.post(f"/en/works/{work}/copy", data={"purpose": "Study"}).status_code == 303
    (message,) = api.get("/feedback?state=new")["items"]
    answer = {"state": "answered", "answer": "Thank you"}
    api.change("PATCH", f"/feedback/{message['id']}", answer, status=200)
    assert api.get(f"/feedback/{message['id']}")["answer"] == "Thank you"
    (asked,) = api.get("/deliveries?state=new")["items"]
    api.change("PATCH", f"/deliveries/{asked['id']}", {"state": "accepted"}, status=200)
    assert api.get(f"/deliveries/{asked['id']}")["state"] == "accepted"
    api.change("PATCH", f"/deliveries/{asked['id']}", {"state": "accepted"}, status=422)


def _people(api: Api, repository: Repository) -> None:
    size = (40).to_bytes(4, "big") + (30).to_bytes(4, "big")
    logo = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + size + bytes(9)
    image: Any = {"data": logo, "content_type": "image/png"}
    shown = api.ask("PUT", "/institutions/nlrk/logo", status=200, **image).get_json()
    assert shown["logo_width"] == 40
    api.ask("PUT", "/institutions/nlrk/logo", status=422, **{**image, "data": b"<svg/>"})
    made = api.make("/invitations", {"role": "viewer", "institution": "nlrk", "purpose": "test"})
    assert "/invitation/" in made["address"]
    assert [each["id"] for each in api.get("/invitations")["items"]] == [made["id"]]
    assert api.get(f"/invitations/{made['id']}")["address"] is None
    api.ask("DELETE", f"/invitations/{made['id']}", status=204)
    with repository.database.write() as session:
        user = add_user(session, "leaving", "camel-camel", Role.CURATOR, None).id
    assert api.get("/users")["total"] == 2
    sent = {"role": "viewer", "institution": "nlrk"}
    assert api.change("PATCH", f"/users/{user}", sent)["role"] == "viewer"
    assert api.change("PATCH", f"/users/{user}", {"disabled": True})["disabled"]
    assert api.ask("POST", f"/users/{user}/reset", status=200).get_json()["address"]
    done = api.get(f"/events?subject={user}&since=2020-01-01T00:00:00Z")["items"]
    assert [each["action"] for each in done] == ["reset-link-made", "disabled", "role-changed"]
    assert api.faults("GET", "/events?since=yesterday", None) == {"since"}
    with repository.database.write() as session:
        session.delete(session.get_one(User, user))


def _uploads(api: Api) -> None:
    work = api.make("/works", {"label": TITLE, "institution": "nlrk"})["id"]
    path = f"/works/{work}/uploads"
    assert "checksum" in api.ask("OPTIONS", path, status=204).headers["Tus-Extension"]
    about = {**TUS, "Upload-Length": "4", "Upload-Metadata": told(filename="u.tif")}
    location = api.ask("POST", path, headers=about, status=201).headers["Location"]
    one = f"{path}/{location.rsplit('/', 1)[1]}"
    piece = {**TUS, "Content-Type": PIECE, "Upload-Offset": "0"}
    api.ask("PATCH", one, data=b"sc", headers=piece, status=204)
    assert api.get(path)["unfinished"][0]["offset"] == 2
    assert api.ask("PATCH", one, data=b"sc", headers=piece, status=409).headers["Upload-Offset"]
    damaged = {**piece, "Upload-Offset": "2", "Upload-Checksum": "sha1 " + "A" * 27 + "="}
    answer = api.ask("PATCH", one, data=b"an", headers=damaged, status=460)
    assert answer.get_json()["title"] == "Checksum Mismatch"
    assert answer.headers["Tus-Resumable"] == "1.0.0"
    other = {**piece, "Tus-Resumable": "0.2.2"}
    assert api.ask("PATCH", one, headers=other, status=412).headers["Tus-Version"] == "1.0.0"
    by_post = {**piece, "Upload-Offset": "2", "X-HTTP-Method-Override": "PATCH"}
    done = api.ask("POST", one, data=b"an", headers=by_post, status=204)
    assert done.headers["Upload-Outcome"] == "made"
    assert api.ask("HEAD", one, headers=TUS, status=200).headers["Upload-Offset"] == "4"
    assert api.get(path)["finished"][0]["page"] == done.headers["Upload-Page"]
    kept = api.ask("POST", f"{one}/keep", status=200).get_json()
    assert kept["id"] == done.headers["Upload-Page"]
    api.ask("DELETE", one, headers=TUS, status=204)
    api.ask("PATCH", one, headers=piece, status=404)
    api.change("DELETE", f"/works/{work}", status=204)


def _institution_and_collections(api: Api) -> None:
    api.make("/institutions", {"slug": "nlrk", "label": TITLE, "country": "KZ"})
    api.change("PATCH", "/institutions/nlrk", {"homepage": "https://nlrk.example/"})
    assert api.get("/institutions/nlrk")["homepage"] == "https://nlrk.example/"
    assert api.get("/institutions")["total"] == 1
    api.make("/collections", {"slug": "rare", "label": TITLE, "institution": "nlrk"})
    part = api.make("/collections", {"slug": "part", "label": TITLE})["id"]
    api.change("PATCH", "/collections/rare", {"behaviors": ["multi-part"], "position": 3})
    assert api.get("/collections/rare")["behaviors"] == ["multi-part"]
    assert api.get("/collections")["total"] == 2
    api.ask("POST", "/collections/rare/members", {"collection": part}, status=201)
    rare = api.get("/collections/rare")["id"]
    assert api.faults("POST", "/collections/part/members", {"collection": rare}) == {
        "members[0].collection"
    }
    api.change("DELETE", "/institutions/nlrk", status=409)


def _pages(api: Api, work: str) -> list[str]:
    made = api.ask("POST", f"/works/{work}/files?name=1.jpg", **FILE, status=202).get_json()
    assert made["job"] == "waiting"
    empty = api.make(f"/works/{work}/pages", {"width": 600, "height": 800})
    wanted = [empty["id"], made["id"]]
    ordered = api.change("PUT", f"/works/{work}/order", {"pages": wanted})
    assert ordered["pages"] == wanted
    listed = api.get(f"/works/{work}/pages")["items"]
    assert [page["id"] for page in listed] == wanted
    address = f"/works/{work}/pages/{made['id']}"
    api.change("PATCH", address, {"label": {"none": ["12v"]}, "behaviors": ["non-paged"]})
    assert api.get(address)["label"] == {"none": ["12v"]}
    tag = api.ask("GET", address).headers["ETag"]
    other: Any = {"data": SCAN + b"\0", "content_type": "image/jpeg"}
    replaced = api.ask("PUT", f"{address}/scan", match=tag, status=202, **other).get_json()
    assert (replaced["id"], replaced["file_name"]) == (made["id"], "1.jpg")
    spare = api.make(f"/works/{work}/pages", {"width": 1, "height": 1})["id"]
    api.change("DELETE", f"/works/{work}/pages/{spare}", status=204)
    return wanted


def _pictures(api: Api, work: str, page: str) -> None:
    address = f"/works/{work}/pages/{page}/images"
    remote = {"href": "https://example.org/1.jpg", "width": 600, "height": 800}
    image = api.make(address, remote | {"label": TITLE})["id"]
    api.change("PATCH", f"{address}/{image}", {"target": [0, 0, 300, 400]})
    assert api.get(f"{address}/{image}")["target"] == [0, 0, 300, 400]
    assert len(api.get(address)["images"]) == 1
    sent = api.make(address, {"label": TITLE, "alternative": True})["id"]
    api.ask("PUT", f"{address}/{sent}/file?name=ir.jpg", **FILE, status=202)
    api.change("DELETE", f"{address}/{sent}", status=204)


def _sections(api: Api, work: str, pages: list[str]) -> None:
    address = f"/works/{work}/sections"
    inner = {"label": TITLE, "items": [{"page": pages[1], "fragment": {"xywh": [0, 0, 1, 1]}}]}
    outer = {"label": TITLE, "items": [{"page": pages[0]}, inner, {"page": pages[1]}]}
    (made,) = api.change("PUT", address, {"sections": [outer]})["sections"]
    assert [item.get("page") for item in made["items"]] == [pages[0], None, pages[1]]
    kept = api.change("PUT", address, {"sections": [outer | {"id": made["id"]}]})
    assert kept["sections"][0]["id"] == made["id"]
    added = api.make(f"{address}?parent={made['id']}", {"label": {"ru": ["Глава"]}})
    whole = api.get(address)["sections"][0]
    assert whole["items"][-1]["id"] == added["id"]
    changed = {"label": {"en": ["Chapter"]}, "items": [{"page": pages[0]}]}
    api.change("PATCH", f"{address}/{added['id']}", changed)
    assert api.get(f"{address}/{added['id']}")["items"] == [{"page": pages[0], "fragment": None}]
    assert api.get(f"/works/{work}/bookmarks") == {"sections": []}
    offered = api.ask("POST", f"/works/{work}/mets", data=mets_of(pages), status=200).get_json()
    assert [item["page"] for item in offered["sections"][0]["items"]] == pages
    assert api.ask("POST", f"/works/{work}/mets", data=b"<mets", status=422)
    spare = api.make(address, {"label": TITLE})["id"]
    api.change("DELETE", f"{address}/{spare}", status=204)
    assert len(api.get(address)["sections"]) == 1


def _edits(api: Api) -> None:
    sent = {"selection": {"institution": "nlrk"}, "part": "title", "action": "set",
            "language": "ru", "value": "Книга"}  # fmt: skip
    edit = api.make("/edits", sent)
    assert api.get(f"/edits/{edit['id']}")["works"] == 1
    assert api.get(f"/edits/{edit['id']}/differences")["total"] == 1
    for step in ("apply", "undo"):
        api.ask("POST", f"/edits/{edit['id']}/{step}", status=200)
    table = api.get("/edits/export")["csv"].encode()
    assert api.ask("POST", "/edits/table", data=table, status=201).get_json()["works"] == 0


def _authorities(api: Api) -> None:
    abai = {"kind": "person", "label": {"kk": ["Абай"]}, "wikidata": "Q297316"}
    known = api.make("/authorities", abai)["id"]
    double = api.make("/authorities", {"kind": "person", "label": {"ru": ["Кунанбаев, Абай"]}})
    assert api.get("/authorities?kind=person&q=куна")["items"][0]["id"] == double["id"]
    api.change("PATCH", f"/authorities/{known}", {"viaf": "https://viaf.org/viaf/100182586/"})
    assert api.get(f"/authorities/{known}")["uris"][-1] == "http://viaf.org/viaf/100182586"
    merged = {"into": known}
    api.ask("POST", f"/authorities/{double['id']}/merge", merged, status=200)
    assert api.get(f"/authorities/{double['id']}")["variants"] == ["Кунанбаев, Абай"]
    api.change("DELETE", f"/authorities/{known}", status=204)
    assert api.get("/authorities")["total"] == 0


def _arranged(api: Api, work: str) -> None:
    order = api.get(f"/works/{work}/order")
    run = {"kind": "label", "pages": order["pages"], "run": {"style": "roman"}}
    sent = {"revision": order["revision"], "change": run}
    newer = api.ask("POST", f"/works/{work}/arrangement", sent, status=200).get_json()
    assert newer["revision"] == order["revision"] + 1
    api.ask("POST", f"/works/{work}/arrangement", sent, status=409)
    versions = api.get(f"/works/{work}/versions")
    assert versions["items"][0]["changes"] == ["Pages labelled: 2, from – … 12v to i … ii"]
    state = api.get(f"/works/{work}/versions/{versions['total']}")["state"]
    assert [page["label"]["none"] for page in state["pages"]] == [["i"], ["ii"]]
    back = {"kind": "restore", "version": versions["total"] - 1}
    sent = {"revision": newer["revision"], "change": back}
    api.ask("POST", f"/works/{work}/arrangement", sent, status=200)
    api.ask("GET", f"/works/{work}/versions/0", status=404)


def _published(api: Api, repository: Repository, work: str) -> None:
    refused = api.ask("POST", f"/works/{work}/publish", status=409).get_json()
    assert "still being worked on" in refused["errors"][0]["message"]
    with repository.database.write() as session:
        for page in api.get(f"/works/{work}/pages")["items"]:
            if page["file_name"]:
                finish(session, session.get_one(Page, page["id"]))
    change = {
        "nav_date": "1784-01-01T00:00:00Z",
        "places": [{"label": TITLE, "geometry": {"type": "Point", "coordinates": [63, 53]}}],
        "metadata": [{"label": TITLE, "value": TITLE, "term": "subject"}],
        "rights": "http://creativecommons.org/publicdomain/mark/1.0/",
    }
    api.change("PATCH", f"/works/{work}", change)
    assert api.ask("POST", f"/works/{work}/publish", status=200).get_json()["state"] == "published"
    described = CataloguePresentation(repository.database, lambda _: False).work(work, Visitor())
    assert [len(page.paintings) for page in described.pages] == [1, 1]
    assert len(described.sections) == 1
    assert api.ask("POST", f"/works/{work}/unpublish", status=200).get_json()["state"] == "draft"


def test_every_field_at_fault_is_named_and_nothing_kept(api: Api, repository: Repository) -> None:
    work = make_work(repository, 1, published=False)
    before = api.get(f"/works/{work}")
    sent = {
        "label": {"english": ["x"], "en": []},
        "rights": "mine",
        "metadata": [{"label": TITLE}],
        "nav_date": "1784-01-01T00:00:00",
        "summary": {"!": ["x"]},
        "homepages": [{"href": "javascript:alert(1)", "type": "Text", "label": TITLE}],
        "colour": "red",
        "viewing_direction": "upwards",
    }
    assert api.faults("PATCH", f"/works/{work}", sent, match="*") == {
        "label.en", "rights", "metadata[0].value", "nav_date", "summary.!", "homepages[0].href",
        "colour", "viewing_direction",
    }  # fmt: skip
    good = {"summary": TITLE, "start_page": "nowhere"}
    assert api.faults("PATCH", f"/works/{work}", good, match="*") == {"start_page"}
    tree = {"sections": [{"label": TITLE, "items": [{"page": "nowhere"}]}]}
    assert api.faults("PUT", f"/works/{work}/sections", tree, match="*") == {
        "sections[0].items[0].page"
    }
    assert api.faults("PUT", f"/works/{work}/order", {"pages": ["nowhere"]}, match="*") >= {
        "pages[0]"
    }
    assert api.faults("GET", "/works?limit=0&offset=-1", None) == {"limit", "offset"}
    assert api.get(f"/works/{work}") == before


def test_sections_may_not_lie_too_deep(api: Api, repository: Repository) -> None:
    work = make_work(repository, 1)
    tree: dict[str, object] = {"label": TITLE}
    for _ in range(50):
        tree = {"label": TITLE, "items": [tree]}
    assert len(api.faults("PUT", f"/works/{work}/sections", {"sections": [tree]}, "*")) == 1
    inner = tree["items"]
    assert isinstance(inner, list)
    api.change("PUT", f"/works/{work}/sections", {"sections": inner})


def test_nobody_overwrites_what_they_have_not_seen(api: Api, repository: Repository) -> None:
    address = f"/works/{make_work(repository, 1)}"
    tag = api.ask("GET", address).headers["ETag"]
    api.ask("PATCH", address, {"label": TITLE}, status=428)
    api.ask("PATCH", address, {"label": TITLE}, match=tag, status=200)
    api.ask("PATCH", address, {"label": {"en": ["Other"]}}, match=tag, status=412)
    assert api.get(address)["label"] == TITLE
    tag = api.ask("GET", address).headers["ETag"]
    headers = {"Authorization": f"Bearer {api.key}", "If-None-Match": tag}
    assert api.client.get(PREFIX + address, headers=headers).status_code == 304


def test_curators_change_what_their_institution_owns(
    api: Api, repository: Repository, app: Flask
) -> None:
    work = make_work(repository, 1)
    own = signed_in(repository, app, Role.CURATOR, "nlrk")
    other = signed_in(repository, app, Role.CURATOR, "omsk")
    page = own.get(f"/works/{work}/pages")["items"][0]["id"]
    for client, status in ((other, 403), (own, 200)):
        assert client.get(f"/works/{work}")
        client.ask("PATCH", f"/works/{work}", {"label": TITLE}, match="*", status=status)
        client.ask("PUT", f"/works/{work}/order", {"pages": [page]}, match="*", status=status)
        client.ask("POST", f"/works/{work}/unpublish", status=status)
    made = {"label": TITLE, "institution": "nlrk"}
    other.ask("POST", "/works", made, status=403)
    own.ask("PATCH", f"/works/{work}", {"institution": "omsk"}, match="*", status=403)
    own.ask("POST", "/institutions", {"slug": "new", "label": TITLE}, status=403)
    own.ask("POST", "/collections", {"slug": "all", "label": TITLE}, status=403)
    assert api.get("/collections")["total"] == 1
    foreign = other.make("/works", {"label": TITLE, "institution": "omsk"})["id"]
    other.ask("PUT", f"/works/{foreign}/order", {"pages": [page]}, match="*", status=403)


def test_without_a_token_nothing_is_told(app: Flask, api: Api) -> None:
    for key in ("", "keruen_wrong", "x" * 10_000):
        answer = Api(app.test_client(), key).ask("GET", "/works", status=401)
        assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_requests_that_cannot_be_read_are_problems(api: Api, repository: Repository) -> None:
    api.ask("POST", "/works", status=415, data="label=x", content_type="text/plain")
    api.ask("POST", "/works", status=422, data="{", content_type="application/json")
    deep = "[" * 100_000
    api.ask("POST", "/works", status=422, data=deep, content_type="application/json")
    api.ask("GET", "/works/nowhere", status=404)
    api.ask("GET", "/nothing/here", status=404)
    answer = api.ask("DELETE", "/works", status=405)
    assert answer.headers["Allow"] == "GET, POST"
    assert answer.mimetype == "application/problem+json"


def test_long_lists_come_in_parts(api: Api, repository: Repository) -> None:
    for number in range(3):
        make_work(repository, 1, f"Book{number}")
    first = api.ask("GET", "/works?limit=2", status=200)
    assert 'offset=2>; rel="next"' in first.headers["Link"]
    rest = api.ask("GET", "/works?limit=2&offset=2&institution=nlrk&state=published", status=200)
    assert 'rel="prev"' in rest.headers["Link"]
    ids = {work["id"] for part in (first, rest) for work in part.get_json()["items"]}
    assert len(ids) == 3
