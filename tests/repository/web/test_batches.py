"""Batches in the studio and over REST: a reason for everybody, nothing for strangers."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from repository import batches, jobs
from repository.models import Batch, Institution, Work
from repository.repository import Repository
from tests.repository.test_batch_zip import picture, zipped
from tests.repository.test_batches import as_csv, scans


@pytest.fixture(autouse=True)
def imports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the server from which batches may come; before the repository is opened."""
    folder = tmp_path / "imports"
    scans(folder / "disc" / "abai", 2)
    scans(tmp_path / "secret" / "book", 1)
    monkeypatch.setenv("KERUEN_IMPORT_DIRS", str(folder))
    return folder


@pytest.fixture
def library(imports: Path, repository: Repository) -> str:
    with repository.database.read() as session:
        return session.scalars(select(Institution.id).where(Institution.slug == "nlrk")).one()


def send(client: FlaskClient, library: str, folder: Path, data: bytes) -> TestResponse:
    sent = {"list": (io.BytesIO(data), "list.csv"), "folder": str(folder), "institution": library}
    return client.post("/ru/studio/batches/new", data=sent)


def check(repository: Repository) -> None:
    """What a worker does with the batch that was sent last."""
    held = jobs.claim_next(repository.database, 30)
    assert held is not None
    assert held.kind == batches.CHECK
    batches.check(repository, held)


def count(repository: Repository, model: type) -> int:
    with repository.database.read() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def test_from_the_list_to_the_works(
    repository: Repository, curator: FlaskClient, library: str, imports: Path
) -> None:
    assert "Пакетов пока нет" in curator.get("/ru/studio/batches/").get_data(as_text=True)
    faulty = as_csv([["Файл", "Заглавие", "Год"], ["abai", "Путь", "вчера"], ["gone", "", ""]])
    answer = send(curator, library, imports / "disc", faulty)
    assert answer.status_code == 303
    assert "проверяется" in curator.get(answer.location).text
    assert curator.get(f"{answer.location}/status").get_json()["state"] == "checking"
    assert curator.post(f"{answer.location}/begin").status_code == 409
    check(repository)
    page = curator.get(answer.location).get_data(as_text=True)
    assert "<strong>Год:</strong> «вчера» не читается как дата" in page
    assert "Нет ни файла, ни папки gone." in page
    assert curator.post(f"{answer.location}/begin").status_code == 409
    assert count(repository, Work) == 0
    table = curator.get(f"{answer.location}/results.csv")
    assert table.get_data(as_text=True).startswith("\ufeffСтрока;Файл")

    answer = send(curator, library, imports / "disc", as_csv([["Файл", "Год"], ["abai", "1942"]]))
    check(repository)
    assert curator.post(f"{answer.location}/check").status_code == 303
    check(repository)
    assert curator.post(f"{answer.location}/begin").status_code == 303
    assert curator.post(f"{answer.location}/begin").status_code == 409
    held = jobs.claim_next(repository.database, 30)
    assert held is not None
    batches.bring(repository, held)
    status = curator.get(f"{answer.location}/status").get_json()
    assert (status["state"], status["counts"]["made"]) == ("done", 1)
    assert curator.post(f"{answer.location}/remove").status_code == 303
    assert (count(repository, Work), count(repository, Batch)) == (1, 1)


def test_only_the_folders_that_are_open(
    repository: Repository, curator: FlaskClient, library: str, imports: Path
) -> None:
    for folder in (imports.parent / "secret", imports / ".." / "secret", Path("/etc"), Path()):
        answer = send(curator, library, folder, as_csv([["Файл"], ["book"]]))
        allowed = folder == Path()  # the folder itself, in which there is no such file
        assert answer.status_code == (303 if allowed else 422)
        if allowed:
            check(repository)
    (imports / "disc" / "out").symlink_to(imports.parent / "secret")
    answer = send(curator, library, imports / "disc", as_csv([["Файл", "Автор"], ["out", "x"]]))
    check(repository)
    assert "Нет ни файла, ни папки out" in curator.get(answer.location).get_data(as_text=True)


def test_bad_lists_have_a_reason_in_the_curators_language(
    repository: Repository, curator: FlaskClient, library: str, imports: Path
) -> None:
    for data, words in (
        (b"a,b\n1,2\n", "Не найдены заголовки столбцов"),
        (b"PK\x03\x04", "Таблица не читается"),
        (as_csv([["Файл", "a"]] + [["x", "y"]] * 10_002), "больше 10000 строк"),
    ):
        answer = send(curator, library, imports / "disc", data)
        check(repository)
        page = curator.get(answer.location).text
        assert words in page
        assert "Пока ничего не записано" in page
        assert curator.post(f"{answer.location}/begin").status_code == 409
        assert curator.post(f"{answer.location}/remove").status_code == 303
    assert (count(repository, Batch), count(repository, Work)) == (0, 0)


def test_a_check_that_kills_its_worker_is_given_up(
    repository: Repository, curator: FlaskClient, library: str, imports: Path
) -> None:
    answer = send(curator, library, imports / "disc", as_csv([["Файл"], ["abai"]]))
    held = jobs.claim_next(repository.database, 30)
    assert held is not None
    with repository.database.write() as session:
        jobs.fail(session, held, "crashed", {})
    batches.sweep(repository)
    assert "есть ошибки" in curator.get(answer.location).text
    assert curator.post(f"{answer.location}/check").status_code == 303
    check(repository)
    assert "ждёт вашего согласия" in curator.get(answer.location).text


def test_a_zip_is_sent_by_a_script(
    repository: Repository, curator: FlaskClient, library: str, tmp_path: Path
) -> None:
    data = zipped(tmp_path / "a.zip", {"one/1.png": picture(1), "two/1.png": picture(2)})
    address = f"/kk/studio/batches/zip?institution={library}&name=a.zip"
    answer = curator.post(address, data=data.read_bytes())
    assert answer.status_code == 200
    check(repository)
    page = curator.get(answer.get_json()["address"]).get_data(as_text=True)
    assert "2 еңбекті импорттау" in page
    bad = curator.post(address, data=b"PK\x03\x04 broken")
    check(repository)
    broken = bad.get_json()["address"]
    assert "ZIP мұрағаты бүлінген" in curator.get(broken).text
    assert curator.post(f"{broken}/remove").status_code == 303
    assert len(list(repository.storage.list("batches/"))) == 1


def test_strangers_and_readers(
    reader: FlaskClient,
    curator: FlaskClient,
    signed_in: Callable[[str], FlaskClient],
    library: str,
    imports: Path,
) -> None:
    assert reader.get("/en/studio/batches/").status_code == 303
    answer = send(curator, library, imports / "disc", as_csv([["Файл", "Год"], ["abai", "1942"]]))
    stranger = signed_in("ivan")
    assert stranger.get(answer.location).status_code == 200
    for action in ("begin", "check", "stop", "retry", "remove"):
        assert stranger.post(f"{answer.location}/{action}").status_code == 403
    assert send(stranger, library, imports / "disc", b"x").status_code == 403
    assert (
        stranger.post(f"/en/studio/batches/zip?institution={library}", data=b"x").status_code == 403
    )
    forged = curator.post(f"{answer.location}/begin", headers={"Origin": "https://evil.example"})
    assert forged.status_code == 403
