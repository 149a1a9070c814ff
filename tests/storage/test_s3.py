"""What only a network can do wrong."""

import io
import os
import resource
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from storage import ObjectNotFoundError, StorageFullError, StorageUnavailableError, open_storage
from storage.s3 import S3Storage
from tests.conftest import Bucket
from tests.services import S3Server

Fragile = tuple[S3Server, Callable[[int], S3Storage]]


def test_a_server_that_comes_back(fragile_s3: Fragile) -> None:
    server, storage = fragile_s3
    patient, hasty = storage(8), storage(1)
    patient.put("page", b"scan")
    assert hasty.read("page") == b"scan"
    server.kill()
    for ask in (hasty.read, hasty.stat, hasty.open, hasty.delete):
        with pytest.raises(StorageUnavailableError):
            ask("page")
    with pytest.raises(StorageUnavailableError):
        hasty.put("page", b"x")
    with pytest.raises(StorageUnavailableError):
        list(hasty.list())
    back = threading.Timer(1.5, server.start)
    back.start()
    assert patient.read("page") == b"scan", "it is asked again until the server is back"
    back.join()
    assert hasty.read("page") == b"scan"


def test_a_server_that_goes_in_the_middle_of_an_upload(fragile_s3: Fragile) -> None:
    server, storage = fragile_s3

    class Source(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if self.tell() > 20 << 20 and server.url not in stopped:
                stopped.append(server.url)
                server.kill()
            return super().read(size)

    stopped: list[str] = []
    hasty = storage(2)
    hasty.put("page", b"the version before")
    with pytest.raises(StorageUnavailableError):
        hasty.put("page", Source(b"x" * (40 << 20)))
    server.start()
    assert hasty.read("page") == b"the version before"
    assert hasty.put("page", b"x" * (40 << 20)) == 40 << 20
    assert hasty.read("page", (40 << 20) - 3) == b"xxx"


def test_a_reader_survives_a_restart(fragile_s3: Fragile) -> None:
    server, storage = fragile_s3
    data = os.urandom(3 << 20)
    patient = storage(8)
    patient.put("page", data)
    with patient.open("page") as file:
        first = file.read(1 << 20)
        server.kill()
        server.start()
        assert first + file.read() == data


def test_a_server_that_does_not_answer() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        storage = S3Storage(
            "b", endpoint_url=f"http://127.0.0.1:{port}", attempts=1, read_timeout=0.5
        )
        started = time.monotonic()
        with pytest.raises(StorageUnavailableError):
            storage.stat("page")
        assert time.monotonic() - started < 5


def test_wrong_credentials(s3_bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> None:
    open_storage(s3_bucket.url, endpoint_url=s3_bucket.endpoint_url).put("page", b"")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "not-the-secret")
    storage = open_storage(s3_bucket.url, endpoint_url=s3_bucket.endpoint_url)
    for ask in (storage.read, storage.stat, storage.open, storage.delete):
        with pytest.raises(StorageUnavailableError):
            ask("page")
    with pytest.raises(StorageUnavailableError):
        storage.put("page", b"")


def test_no_credentials(s3_bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
    monkeypatch.setenv("AWS_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    storage = open_storage(s3_bucket.url, endpoint_url=s3_bucket.endpoint_url)
    with pytest.raises(StorageUnavailableError, match="credentials"):
        storage.stat("page")


def test_a_bucket_that_is_not_there(s3_bucket: Bucket) -> None:
    storage = open_storage("s3://no-such-bucket", endpoint_url=s3_bucket.endpoint_url)
    with pytest.raises(StorageUnavailableError, match="NoSuchBucket"):
        storage.put("page", b"")
    with pytest.raises(StorageUnavailableError, match="NoSuchBucket"):
        storage.read("page")
    with pytest.raises(StorageUnavailableError, match="NoSuchBucket"):
        list(storage.list())


def test_what_others_left_in_the_bucket_is_not_listed(
    s3_server: S3Server, s3_bucket: Bucket
) -> None:
    storage = open_storage(s3_bucket.url, endpoint_url=s3_bucket.endpoint_url)
    storage.put("page", b"")
    (s3_server.folder / "buckets" / s3_bucket.name / "Новый файл").touch()
    assert [s.key for s in storage.list()] == ["page"]


def test_a_local_copy_is_removed(s3_bucket: Bucket) -> None:
    storage = open_storage(s3_bucket.url, endpoint_url=s3_bucket.endpoint_url)
    storage.put("page", b"scan")
    with storage.local_copy("page") as path:
        assert path.exists()
    assert not path.parent.exists()
    with pytest.raises(RuntimeError, match="decoder"), storage.local_copy("page") as path:
        raise RuntimeError("decoder crashed")
    assert not path.parent.exists()


def test_no_room_for_a_local_copy(
    s3_bucket: Bucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = open_storage(s3_bucket.url, endpoint_url=s3_bucket.endpoint_url)
    storage.put("page", b"x" * (2 << 20))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, before[1]))
    try:
        with pytest.raises(StorageFullError), storage.local_copy("page"):
            pass
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list(tmp_path.iterdir()) == []


def test_a_child_makes_its_own_connections(s3_bucket: Bucket) -> None:
    storage = open_storage(s3_bucket.url, endpoint_url=s3_bucket.endpoint_url)
    storage.put("page", b"parent")
    child = os.fork()
    if child == 0:
        os._exit(0 if storage.read("page") == b"parent" else 1)
    assert os.waitpid(child, 0)[1] == 0
    with pytest.raises(ObjectNotFoundError):
        storage.read("other")


def test_a_missing_bucket_is_made(s3_bucket: Bucket) -> None:
    storage = S3Storage("brand-new", endpoint_url=s3_bucket.endpoint_url)
    with pytest.raises((ObjectNotFoundError, StorageUnavailableError)):
        storage.put("key", b"scan")
    for _ in range(2):
        storage.prepare()
    storage.put("key", b"scan")
    assert storage.read("key") == b"scan"
