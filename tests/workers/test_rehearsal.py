"""The page that a worker draws for nobody."""

from pathlib import Path

import pytest

from repository.repository import open_repository
from workers import app
from workers.rehearsal import rehearse


def test_nothing_is_left_of_it(tmp_path: Path) -> None:
    rehearse(tmp_path)
    assert not [*tmp_path.iterdir()]


def test_a_worker_without_room_for_it_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    with pytest.raises(FileNotFoundError):
        rehearse(gone)
    monkeypatch.setattr(app, "settings", app.settings.model_copy(update={"data_dir": gone}))
    monkeypatch.setattr(app, "_repository", open_repository(app.settings))
    (gone / "staging").rmdir()
    app._warm_up()
    app.repository().close()
