"""The hostile files of the command's own walk, through every other door."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from repository import batches
from repository.models import BatchKind, Page, Work
from repository.pages import page_statuses
from repository.repository import Repository
from repository.tokens import add_token
from tests.repository.web.sending import library, new_work, send
from tests.walks.test_hostile import BAD, GOOD
from workers.job import do_next

FILES = {"a-good.tif": GOOD, **{name: data for name, (data, _) in BAD.items()}}
Door = Callable[[Repository, FlaskClient, Path], None]


def by_browser(repository: Repository, curator: FlaskClient, folder: Path) -> None:
    work = new_work(curator, repository)
    for name, data in FILES.items():
        assert send(curator, work, name, data).status_code in (201, 204)


def by_api(repository: Repository, curator: FlaskClient, folder: Path) -> None:
    work = new_work(curator, repository)
    with repository.database.write() as session:
        key = add_token(session, "gulnara", "test")
    for name, data in FILES.items():
        answer = curator.post(
            f"/api/v1/works/{work}/files",
            query_string={"name": name},
            input_stream=io.BytesIO(data),
            content_length=len(data),
            content_type="application/octet-stream",
            headers={"Authorization": f"Bearer {key}"},
        )
        assert answer.status_code in (200, 201, 202), answer.text


def by_zip(repository: Repository, curator: FlaskClient, folder: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in FILES.items():
            archive.writestr(f"book/{name}", data)
    path = folder / "book.zip"
    path.write_bytes(packed.getvalue())
    agree(repository, BatchKind.ZIP, batches.copy_zip(repository, path))


def by_folder(repository: Repository, curator: FlaskClient, folder: Path) -> None:
    (folder / "disc" / "book").mkdir(parents=True)
    for name, data in FILES.items():
        (folder / "disc" / "book" / name).write_bytes(data)
    agree(repository, BatchKind.FOLDER, str(folder / "disc"))


def agree(repository: Repository, kind: BatchKind, place: str) -> None:
    wanted = batches.Wanted(library(repository), "disc", kind, place)
    batch_id = batches.receive(repository, wanted)
    with repository.database.write() as session:
        batches.begin(session, batches.get_batch(session, batch_id), False)


@pytest.mark.parametrize("door", [by_browser, by_api, by_zip, by_folder])
def test_each_bad_file_fails_alone(
    door: Door, repository: Repository, curator: FlaskClient, tmp_path: Path
) -> None:
    door(repository, curator, tmp_path)
    while do_next(repository):
        pass
    with repository.database.read() as session:
        work = session.scalars(select(Work.id).join(Page).distinct()).one()
        found = {
            page.file_name[0]: page.reason["code"] if page.reason else ""
            for page in page_statuses(session, work)
        }
    assert found.pop("a") == ""
    assert set(found) == {name[0] for name in BAD}
    for name, (_, codes) in BAD.items():
        assert found[name[0]] in codes
