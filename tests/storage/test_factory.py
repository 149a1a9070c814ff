from pathlib import Path

import pytest

from storage import InvalidKeyError, open_storage
from storage.local import LocalStorage
from storage.s3 import S3Storage


def test_a_folder(tmp_path: Path) -> None:
    storage = open_storage(f"file://{tmp_path}/a%20b")
    assert isinstance(storage, LocalStorage)
    storage.put("page", b"")
    assert (tmp_path / "a b" / "page").exists()


def test_a_bucket() -> None:
    assert isinstance(open_storage("s3://bucket"), S3Storage)
    assert isinstance(open_storage("s3://bucket/some/prefix/"), S3Storage)
    with pytest.raises(InvalidKeyError):
        open_storage("s3://bucket/a/../b")


@pytest.mark.parametrize(
    "url", ["", "data", "/data", "file:", "file:///", "file://data", "s3:", "s3:///x", "ftp://a/b"]
)
def test_other_addresses_say_what_would_do(url: str) -> None:
    with pytest.raises(ValueError, match=r"file:///folder or s3://bucket/prefix"):
        open_storage(url)
