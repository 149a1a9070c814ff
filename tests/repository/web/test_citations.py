"""Citing from the page of a work."""

import json

from flask.testing import FlaskClient

from repository.institutions import ensure_institution
from repository.models import WorkState
from repository.repository import Repository
from repository.works import create_work


def _work(repository: Repository, state: WorkState) -> str:
    with repository.database.write() as session:
        owner = ensure_institution(session, "nlrk", {"kk": ["Ұлттық кітапхана"]})
        work = create_work(session, owner.id, {"kk": ["Абай <жолы>"], "ru": ["Путь Абая"]})
        work.state = state
        return work.id


def test_the_page_shows_it_in_the_readers_language(
    repository: Repository, reader: FlaskClient
) -> None:
    work_id = _work(repository, WorkState.PUBLISHED)
    kazakh = reader.get(f"/kk/works/{work_id}").text
    assert "Абай &lt;жолы&gt;. – URL: " in kazakh
    assert "(қаралған күні: " in kazakh
    russian = reader.get(f"/ru/works/{work_id}").text
    assert "Путь Абая. – URL: " in russian
    assert "Текст : электронный." in russian


def test_files_for_citation_managers(repository: Repository, reader: FlaskClient) -> None:
    work_id = _work(repository, WorkState.PUBLISHED)
    address = f"/ru/works/{work_id}/citation"
    answer = reader.get(f"{address}.json")
    assert answer.content_type.startswith("application/vnd.citationstyles.csl+json")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{work_id}.json"'
    assert json.loads(answer.text)[0]["title"] == "Путь Абая"
    assert reader.get(f"{address}.ris").text.startswith("TY  - GEN\r\n")
    assert reader.get(f"{address}.bib").text.startswith(f"@misc{{{work_id},")
    assert reader.get(f"{address}.exe").status_code == 404


def test_drafts_are_cited_by_nobody_outside(
    repository: Repository, reader: FlaskClient, curator: FlaskClient
) -> None:
    work_id = _work(repository, WorkState.DRAFT)
    assert reader.get(f"/ru/works/{work_id}/citation.ris").status_code == 404
    assert curator.get(f"/ru/works/{work_id}/citation.ris").status_code == 200
