"""`keruen index`, as one types it."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from repository.cli.main import main
from repository.migration import migrate
from tests.repository.conftest import opened_again
from tests.repository.search.shelf import found, put_work


def index(*arguments: str) -> str:
    result = CliRunner().invoke(main, ["index", *arguments])
    assert result.exit_code == 0, result.output
    return result.output


def test_the_index_is_brought_up_to_date_by_hand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KERUEN_DATA_DIR", str(tmp_path / "data"))
    with opened_again(tmp_path) as repository:
        migrate(repository.database)
        work = put_work(repository, {"kk": ["Көл туралы"]}, ["Суы мөлдір."])
        assert found(repository, "мөлдір") == []
        assert "Works indexed: 1." in index()
        assert found(repository, "мөлдір") == [work]
        assert "up to date" in index()
        assert "Works indexed: 1." in index("--all")
        assert found(repository, "мөлдір") == [work]
