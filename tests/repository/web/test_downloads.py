"""Asking for PDFs on the site and by REST; making them is tested with the workers."""

import pytest
from flask.testing import FlaskClient

from repository import jobs
from repository.downloads import WHOLE, status, sweep_downloads
from repository.models import Download, Job, JobState
from repository.repository import Repository
from repository.tokens import add_token
from repository.works import get_work, unpublish
from tests.repository.api import Api
from tests.repository.library import make_work
from tests.repository.written import pages_of

BOTH = pytest.mark.parametrize("repository", ["sqlite", "postgresql"], indirect=True)


def finish(repository: Repository, data: bytes = b"%PDF-1.7 of a test") -> None:
    """Be the worker: give every file that waits these bytes."""
    with repository.database.write() as session:
        for row in session.query(Download).filter_by(size=0):
            row.key, row.size, row.pages = f"downloads/{row.id}.pdf", len(data), 3
            repository.storage.put(row.key, data)
            session.get_one(Job, row.job_id).state = JobState.DONE


@BOTH
def test_a_reader_asks_waits_and_fetches(reader: FlaskClient, repository: Repository) -> None:
    work_id = make_work(repository, 3)
    address = f"/ru/works/{work_id}/pdf"
    assert 'name="part"' in reader.get(address).get_data(as_text=True)
    early = reader.get(f"/works/{work_id}/work.pdf")
    assert early.status_code == 303
    assert early.headers["Location"].endswith(f"/works/{work_id}/pdf")
    for _ in range(2):
        assert reader.post(address).headers["Location"] == address
    with repository.database.read() as session:
        (job,) = session.query(Job).filter_by(queue=jobs.DOWNLOAD)
        assert (job.kind, job.state, job.rank) == ("pdf", JobState.WAITING, 1)
    waiting = reader.get(address).get_data(as_text=True)
    assert 'http-equiv="refresh"' in waiting
    finish(repository)
    ready = reader.get(address).get_data(as_text=True)
    assert 'http-equiv="refresh"' not in ready
    assert f'href="/works/{work_id}/work.pdf"' in ready
    file = reader.get(f"/works/{work_id}/work.pdf")
    assert file.data == b"%PDF-1.7 of a test"
    assert file.content_length == len(file.data)
    assert "filename*=UTF-8''Book.pdf" in file.headers["Content-Disposition"]
    same = {"If-None-Match": file.headers["ETag"]}
    assert reader.get(f"/works/{work_id}/work.pdf", headers=same).status_code == 304


def test_a_changed_work_has_no_file_and_a_draft_none_for_readers(
    reader: FlaskClient, curator: FlaskClient, repository: Repository
) -> None:
    work_id = make_work(repository, 1)
    reader.post(f"/en/works/{work_id}/pdf")
    finish(repository)
    with repository.database.write() as session:
        unpublish(session, get_work(session, work_id))
    for address in (f"/en/works/{work_id}/pdf", f"/works/{work_id}/work.pdf"):
        assert reader.get(address).status_code == 404
    assert reader.post(f"/en/works/{work_id}/pdf").status_code == 404
    assert "<button" in curator.get(f"/en/works/{work_id}/pdf").get_data(as_text=True)
    assert curator.get(f"/works/{work_id}/work.pdf").status_code == 303


def test_parts_that_are_not_there_are_not_found(
    reader: FlaskClient, repository: Repository
) -> None:
    work_id = make_work(repository, 2)
    other = pages_of(repository, make_work(repository, 1, "Other"))[0]
    for part in (f"page-{other}", "section-nothing", "page-", "x", "page-%00", "../x"):
        assert reader.get(f"/en/works/{work_id}/pdf?part={part}").status_code == 404
        assert reader.post(f"/en/works/{work_id}/pdf", data={"part": part}).status_code == 404
    page = pages_of(repository, work_id)[1]
    shown = reader.get(f"/en/works/{work_id}/pdf?part=page-{page}").get_data(as_text=True)
    assert "Page 2 as PDF" in shown


def test_another_site_cannot_ask_and_the_line_is_bounded(
    reader: FlaskClient, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    work_id = make_work(repository, 2)
    forged = reader.post(f"/en/works/{work_id}/pdf", headers={"Origin": "https://evil.example"})
    assert forged.status_code == 403
    monkeypatch.setattr("repository.downloads.asking._MOST_WAITING", 1)
    pages = pages_of(repository, work_id)
    parts = [{"part": f"page-{page}"} for page in pages]
    assert reader.post(f"/en/works/{work_id}/pdf", data=parts[0]).status_code == 303
    assert reader.post(f"/en/works/{work_id}/pdf", data=parts[1]).status_code == 503


def test_a_failure_is_told_and_can_be_tried_again(
    reader: FlaskClient, repository: Repository
) -> None:
    work_id = make_work(repository, 1)
    reader.post(f"/en/works/{work_id}/pdf")
    with repository.database.write() as session:
        job = session.query(Job).filter_by(queue=jobs.DOWNLOAD).one()
        job.state = JobState.FAILED
        job.reason = {"code": "download-picture", "params": {"page": 1}}
    assert "The picture of page 1" in reader.get(f"/en/works/{work_id}/pdf").get_data(as_text=True)
    reader.post(f"/en/works/{work_id}/pdf")
    with repository.database.read() as session:
        assert status(session, get_work(session, work_id), WHOLE).state == "waiting"


def test_the_sweep_removes_what_is_of_no_use(
    reader: FlaskClient, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, large = make_work(repository, 1), make_work(repository, 1, "Other")
    for work_id in (large, kept):
        reader.post(f"/en/works/{work_id}/pdf")
    finish(repository)
    assert sweep_downloads(repository) == 0
    with repository.database.write() as session:
        row = session.query(Download).filter_by(work_id=large).one()
        row.work_id = "nothing"
    assert sweep_downloads(repository) == 1
    assert [stat.key for stat in repository.storage.list("downloads/") if large in stat.key] == []
    monkeypatch.setattr("repository.downloads.sweeping.MOST_BYTES", 5)
    assert sweep_downloads(repository) == 1
    assert list(repository.storage.list("downloads/")) == []


def test_the_same_by_rest_and_in_the_manifest(reader: FlaskClient, repository: Repository) -> None:
    work_id = make_work(repository, 2)
    with repository.database.write() as session:
        key = add_token(session, "admin", "test")
    api = Api(reader, key)
    assert api.get(f"/works/{work_id}/pdf")["state"] == "absent"
    made = api.ask("POST", f"/works/{work_id}/pdf", status=202).get_json()
    assert made["state"] == "waiting"
    finish(repository)
    ready = api.get(f"/works/{work_id}/pdf")
    assert (ready["state"], ready["pages"]) == ("ready", 3)
    manifest = reader.get(f"/iiif/presentation/3/{work_id}/manifest").get_json()
    assert manifest["rendering"][0]["id"] == ready["href"]
    api.ask("GET", f"/works/{work_id}/pdf?part=page-nothing", status=404)
