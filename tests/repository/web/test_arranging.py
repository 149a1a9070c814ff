"""The doors of the studio through which a work is put in order."""

from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from repository.cli.main import main
from repository.models import Master, Page, Role, Work
from repository.repository import Repository
from repository.users import add_user
from tests.repository.library import make_work
from tests.repository.web.conftest import PASSWORD

JSON = {"Accept": "application/json"}
METS = """<mets xmlns="http://www.loc.gov/METS/" xmlns:xlink="http://www.w3.org/1999/xlink">
<fileSec><fileGrp USE="MASTER">{files}</fileGrp></fileSec>
<structMap TYPE="PHYSICAL"><div TYPE="physSequence">{pages}</div></structMap>
<structMap TYPE="LOGICAL"><div ID="l" TYPE="monograph"><div ID="l1" TYPE="chapter" LABEL="I"/>
<div ID="l2" TYPE="chapter" LABEL="II"/></div></structMap>
<structLink><smLink xlink:from="l1" xlink:to="p1"/><smLink xlink:from="l2" xlink:to="p2"/>
<smLink xlink:from="l2" xlink:to="p3"/></structLink></mets>"""


def state(client: FlaskClient, work: str) -> Any:
    answer = client.get(f"/en/studio/works/{work}/arrangement", headers=JSON)
    assert answer.status_code == 200
    return answer.get_json()


def change(client: FlaskClient, work: str, revision: int, **values: Any) -> Any:
    sent = {"revision": revision, "change": values}
    return client.post(f"/en/studio/works/{work}/arrangement?since=0", json=sent, headers=JSON)


def test_changes_are_saved_and_told_of(curator: FlaskClient, repository: Repository) -> None:
    work = make_work(repository, 3)
    before = state(curator, work)
    a, b, c = (page["id"] for page in before["pages"])
    address = f"/en/studio/works/{work}/arrangement"
    tag = curator.get(address, headers=JSON).headers["ETag"]
    assert curator.get(address, headers={**JSON, "If-None-Match": tag}).status_code == 304
    after = change(curator, work, before["revision"], kind="move", pages=[c], before=a)
    assert [page["id"] for page in after.get_json()["pages"]] == [c, a, b]
    assert curator.get(address, headers={**JSON, "If-None-Match": tag}).status_code == 200
    stale = change(curator, work, before["revision"], kind="remove", pages=[b])
    assert stale.status_code == 409
    assert stale.get_json()["collides"] is False
    now = after.get_json()["revision"]
    assert change(curator, work, now, kind="move", pages=["nowhere"]).status_code == 422
    assert change(curator, work, now, kind="fly", pages=[a]).status_code == 400
    assert (
        change(curator, work, now, kind="label", pages=[a], run={"style": "x"}).status_code == 400
    )
    run = {"style": "text", "prefix": "Plate ", "suffix": ""}
    labelled = change(curator, work, now, kind="label", pages=[a], run=run).get_json()
    assert labelled["pages"][1]["label"].startswith("Plate")
    assert labelled["last"]["who"] == "gulnara"
    preview = curator.get(f"/en/studio/works/{work}/labels?style=leaves&count=9&start=3")
    assert preview.get_json()["labels"] == ["3r", "3v", "7r"]
    assert curator.get(f"/en/studio/works/{work}/labels?style=nothing").status_code == 400


def test_everybody_does_what_the_role_allows(
    signed_in: Callable[[str], FlaskClient], repository: Repository, reader: FlaskClient
) -> None:
    work = make_work(repository, 2)
    with repository.database.write() as session:
        institution = session.get_one(Work, work).institution_id
        add_user(session, "madina", PASSWORD, Role.CATALOGUER, institution)
        add_user(session, "viewer", PASSWORD, Role.VIEWER, institution)
    cataloguer = signed_in("madina")
    page = state(cataloguer, work)["pages"][0]["id"]
    turned = {"kind": "behave", "pages": [page], "behavior": "non-paged", "on": True}
    for name in ("ivan", "viewer"):
        assert change(signed_in(name), work, 0, **turned).status_code == 403
        assert signed_in(name).get(f"/en/studio/works/{work}").status_code == 200
        assert signed_in(name).get(f"/en/studio/works/{work}/contents").status_code == 200
    assert change(reader, work, 0, **turned).status_code == 401
    done = change(cataloguer, work, 0, **turned)
    assert done.get_json()["pages"][0]["insert"] is True
    removal = change(cataloguer, work, done.get_json()["revision"], kind="remove", pages=[page])
    assert removal.status_code == 403
    forged = {"Sec-Fetch-Site": "cross-site", **JSON}
    sent = {"revision": 0, "change": turned}
    address = f"/en/studio/works/{work}/arrangement"
    assert cataloguer.post(address, json=sent, headers=forged).status_code == 403


def test_the_history_brings_states_back(curator: FlaskClient, repository: Repository) -> None:
    work = make_work(repository, 3)
    address = f"/kk/studio/works/{work}/history"
    assert "Әзірге ештеңе өзгертілген жоқ" in curator.get(address).text
    before = state(curator, work)
    ids = [page["id"] for page in before["pages"]]
    change(curator, work, before["revision"], kind="remove", pages=ids[:2])
    html = curator.get(address).text
    assert "Алынған беттер: 2" in html
    assert 'name="seen" value="2"' in html
    assert curator.post(f"{address}/1", data={"seen": "1", "what": "all"}).status_code == 409
    assert curator.post(f"{address}/9", data={"seen": "2"}).status_code == 404
    assert curator.post(f"{address}/1", data={"seen": "2", "what": "x"}).status_code == 400
    assert curator.post(f"{address}/1", data={"seen": "2", "what": "all"}).status_code == 303
    assert [page["id"] for page in state(curator, work)["pages"]] == ids
    assert "1-күй қайтарылды" in curator.get(address).text


def test_contents_are_taken_over(
    curator: FlaskClient, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = make_work(repository, 3)
    ids = [page["id"] for page in state(curator, work)["pages"]]
    base = f"/en/studio/works/{work}"
    assert curator.get(f"{base}/bookmarks").get_json() == {"sections": []}
    with repository.database.write() as session:
        sha256 = f"{1:064x}"
        session.get_one(Master, sha256).outline = [[0, "All", 0], [1, "Start", 0], [1, "End", 1]]
        for frame, page_id in enumerate(ids):
            page = session.get_one(Page, page_id)
            page.master_sha256, page.frame = sha256, frame
    (whole,) = curator.get(f"{base}/bookmarks").get_json()["sections"]
    start, end = whole["items"][1:]
    assert (start["items"], end["items"]) == (
        [{"page": ids[0]}],
        [{"page": ids[1]}, {"page": ids[2]}],
    )
    monkeypatch.setenv("KERUEN_DATA_DIR", str(repository.settings.data_dir))
    shown = CliRunner().invoke(main, ["contents", work])
    assert shown.output == "All (1)\n  Start (1)\n  End (2)\nSections at the top: 1\n"
    assert state(curator, work)["sections"] == []
    made = CliRunner().invoke(main, ["contents", work, "--yes"])
    assert made.output.endswith("Sections at the top: 1, taken over\n")
    assert state(curator, work)["sections"][0]["label"] == {"none": ["All"]}
    undone = change(curator, work, 1, kind="restore", version=1, what="order").get_json()
    assert undone["sections"] == []
    files = "".join(
        f'<file ID="f{n}" MIMETYPE="image/tiff"><FLocat xlink:href="masters/BOOK-{n}.jpg"/></file>'
        for n in (1, 2, 3)
    )
    pages = "".join(
        f'<div ID="p{n}" ORDER="{n}" TYPE="page"><fptr FILEID="f{n}"/></div>' for n in (3, 2, 1)
    )
    sent = METS.format(files=files, pages=pages).encode()
    found = curator.post(f"{base}/mets", data=sent, headers=JSON).get_json()["sections"]
    assert [[item["page"] for item in section["items"]] for section in found] == [
        [ids[0]],
        [ids[1], ids[2]],
    ]
    taken = change(curator, work, 2, kind="contents", sections=found).get_json()
    assert [section["label"] for section in taken["sections"]] == [
        {"none": ["I"]},
        {"none": ["II"]},
    ]
    other = METS.format(files=files.replace("BOOK", "other"), pages=pages[: len(pages) // 3])
    for wrong in (b"", b"<mets", b"<html/>", other.encode()):
        refused = curator.post(f"{base}/mets", data=wrong, headers=JSON)
        assert refused.status_code == 422, wrong
        assert "METS" in refused.get_json()["error"]
