import os
import time
from pathlib import Path

import pytest

from workers.leftovers import remove_leftovers


def test_only_what_is_old_and_ours_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    long_ago = time.time() - 7200
    for name in ("derive-old", "derive-new", "keruen-copy-old", "upload-old"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_bytes(b"x")
        if name.endswith("old"):
            os.utime(tmp_path / name, (long_ago, long_ago))
    assert remove_leftovers(tmp_path) == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["derive-new", "upload-old"]
