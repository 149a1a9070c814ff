"""`keruen batch` and `keruen import --record`, as one types them."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from repository.cli.main import main
from repository.models import Batch, Work, WorkState
from tests.repository.conftest import opened_again
from tests.repository.test_batches import as_csv, scans


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KERUEN_DATA_DIR", str(tmp_path / "data"))
    return tmp_path


def keruen(*arguments: str, code: int = 0) -> Result:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == code, result.output
    return result


def test_a_disc_is_checked_before_anything_is_brought_in(folder: Path) -> None:
    disc = folder / "disc"
    scans(disc / "abai", 1)
    (disc / "list.csv").write_bytes(as_csv([["Файл", "Год"], ["abai", "вчера"], ["gone", ""]]))
    output = keruen("batch", "check", str(disc / "list.csv"), code=1).output
    assert "row 2, Год: “вчера” cannot be read as a date" in output
    assert "row 3, Файл: There is neither a file nor a folder gone." in output
    refused = keruen("batch", "run", str(disc / "list.csv"), "--institution", "oral", code=1)
    assert "nothing was brought in" in refused.output
    with opened_again(folder) as repository, repository.database.read() as session:
        assert session.scalars(select(Work)).all() == []
        assert session.scalars(select(Batch)).all() == []
    (disc / "list.csv").write_bytes(as_csv([["Файл", "Год"], ["abai", "1942"]]))
    fine = keruen("batch", "check", str(disc / "list.csv"))
    assert "1 works can be brought in; nothing is wrong." in fine.output


@pytest.mark.slow
def test_one_command_brings_in_a_disc_once(folder: Path) -> None:
    disc = folder / "disc"
    scans(disc / "files" / "abai", 1)
    scans(disc / "files" / "kant", 1)
    rows = [["Файл", "Заглавие"], ["abai", "Абай"], ["kant", "Кант"]]
    (disc / "list.csv").write_bytes(as_csv(rows))
    command = ["batch", "run", str(disc / "list.csv"), "--files", str(disc / "files"), "--wait",
               "--publish", "--collection", "discs", "--results",
               str(folder / "done.csv")]  # fmt: skip
    assert "2 works made, 0 found, 0 failed" in keruen(*command).output
    assert "0 works made, 2 found, 0 failed" in keruen(*command).output
    assert "Кант" in (folder / "done.csv").read_text("utf-8-sig")
    with opened_again(folder) as repository, repository.database.read() as session:
        states = [work.state for work in session.scalars(select(Work))]
    assert states == [WorkState.PUBLISHED] * 2


def test_a_work_is_imported_with_its_record(folder: Path) -> None:
    scans(folder / "scans", 1)
    records = Path(__file__).parents[1] / "data" / "records"
    several = records / "synthetic_kk_rusmarc_a.mrc"
    single = folder / "one.mrc"
    single.write_bytes(several.read_bytes().split(b"\x1d")[0] + b"\x1d")
    refused = keruen("import", str(folder / "scans"), "--record", str(several), code=1)
    assert "one record" in refused.output
    keruen("import", str(folder / "scans"), "--record", str(single))
    with opened_again(folder) as repository, repository.database.read() as session:
        work = session.scalars(select(Work)).one()
        assert set(work.label) == {"kk", "ru", "en"}
        assert {"place", "date", "language"} <= {entry["term"] for entry in work.metadata_}
