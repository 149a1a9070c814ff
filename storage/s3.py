"""Objects in a bucket that speaks the S3 protocol."""

import errno
import hashlib
import io
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO, cast

import boto3.session
from boto3.s3.transfer import TransferConfig, create_transfer_manager
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from s3transfer.exceptions import RetriesExceededError, S3DownloadFailedError

from storage.base import Stat, holds
from storage.errors import (
    ObjectNotFoundError,
    StorageError,
    StorageFullError,
    StorageUnavailableError,
)
from storage.keys import check_key, check_prefix, is_key
from storage.s3_ranges import SIGNED_FOR, Connections, S3Ranges

_PART = 8 << 20  # bytes: larger objects travel in parts of this size, each retried on its own
_TRANSFER = TransferConfig(
    multipart_threshold=_PART, multipart_chunksize=_PART, max_concurrency=4, io_chunksize=1 << 20
)
_BUFFER = 1 << 18  # bytes that `open` fetches ahead
_ABSENT = {"404", "NoSuchKey", "NotFound"}
_FULL = {
    "507", "InsufficientStorage", "QuotaExceeded", "XMinioAdminBucketQuotaExceeded",
    "XMinioStorageFull",
}  # fmt: skip


class S3Storage:
    """A `Storage` in `bucket`, below `prefix`; safe to share between threads and over a fork.

    Credentials and region come from where boto3 users expect them: environment, `~/.aws`, the
    machine's role. Each request is tried `attempts` times.
    """

    def __init__(
        self,
        bucket: str,
        prefix: str = "",
        *,
        endpoint_url: str | None = None,
        region: str | None = None,
        attempts: int = 5,
        connect_timeout: float = 5,
        read_timeout: float = 30,
    ) -> None:
        """Contact nothing yet. Time-outs in seconds."""
        self._bucket = bucket
        self._above = f"{check_key(prefix)}/" if prefix else ""
        self._attempts = attempts
        self._options = {"endpoint_url": endpoint_url, "region_name": region}
        self._config = Config(
            signature_version="s3v4",
            connect_timeout=connect_timeout,
            read_timeout=read_timeout,
            retries={"mode": "standard", "total_max_attempts": attempts},
            max_pool_connections=16,
            tcp_keepalive=True,
            # Servers other than Amazon's know the older checksums only.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
            # An endpoint of one's own seldom has a host name for each bucket.
            s3={"addressing_style": "path" if endpoint_url else "auto"},
        )
        self._patience: dict[str, Any] = {
            "attempts": attempts,
            "connect_timeout": connect_timeout,
            "read_timeout": read_timeout,
        }
        self._connected: tuple[int, Any] = (0, None)
        self._ranged: tuple[int, Any] = (0, None)

    def prepare(self) -> None:
        """Make the bucket when it is missing."""
        with self._translated(self._bucket):
            try:
                self._client.head_bucket(Bucket=self._bucket)
            except ClientError as error:
                if not isinstance(_meaning(error, self._bucket), ObjectNotFoundError):
                    raise
                self._client.create_bucket(Bucket=self._bucket)

    def put(
        self,
        key: str,
        source: bytes | Path | BinaryIO,
        media_type: str = "application/octet-stream",
    ) -> int:
        """Store the bytes whole or not at all, in parts when large; see `Storage.put`.

        What was stored is not asked about: another may have replaced or removed it since.
        """
        name = self._name(key)
        with self._translated(key):
            if isinstance(source, bytes) and len(source) < _PART:
                self._client.put_object(
                    Bucket=self._bucket, Key=name, Body=source, ContentType=media_type
                )
                return len(source)
            return self._upload(name, source, media_type)

    def put_by_checksum(self, file: Path, key_of: Callable[[str], str]) -> tuple[str, int]:
        """Read the file for its checksum and send what is missing; see `Storage`."""
        with file.open("rb") as opened:
            sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
            size, key = opened.tell(), key_of(sha256)
            if not holds(self, key, size):
                opened.seek(0)
                size = self.put(key, opened)
            return sha256, size

    def take(self, key: str, file: Path, media_type: str = "application/octet-stream") -> int:
        """Send the file; see `Storage.take`."""
        return self.put(key, file, media_type)

    def read(self, key: str, offset: int = 0, length: int | None = None) -> bytes:
        """Up to `length` bytes from `offset`; see `Storage.read`."""
        if offset < 0 or (length is not None and length < 0):
            raise ValueError("offset and length are not negative")
        if length == 0:
            self.stat(key)
            return b""
        request = {"Bucket": self._bucket, "Key": self._name(key)}
        if offset or length is not None:
            request["Range"] = f"bytes={offset}-{'' if length is None else offset + length - 1}"
        with self._translated(key):
            return self._fetch(request)

    def open(self, key: str) -> BinaryIO:
        """A seekable reader that fetches ranges as they are asked for."""
        return io.BufferedReader(_Ranges(self, key, self.stat(key).size), _BUFFER)

    def ranges(self, key: str) -> S3Ranges:
        """The object's name; nothing is asked yet."""
        check_key(key)
        process, connections = self._ranged
        if process != os.getpid():
            connections = Connections(**self._patience)
            self._ranged = (os.getpid(), connections)
        return S3Ranges(connections, key, lambda: self.sign(key))

    @contextmanager
    def local_copy(self, key: str) -> Iterator[Path]:
        """A temporary file with the object's bytes; removed when the context ends.

        Raises `StorageFullError` when the temporary folder has no room for it.
        """
        name = self._name(key)
        with tempfile.TemporaryDirectory(prefix="keruen-copy-") as folder:
            path = Path(folder, "object")
            self._download(key, name, path)
            path.chmod(0o444)
            yield path

    def stat(self, key: str) -> Stat:
        """Size and time. Raises `ObjectNotFoundError`."""
        name = self._name(key)
        with self._translated(key):
            head = self._client.head_object(Bucket=self._bucket, Key=name)
        return _stat(key, head["ContentLength"], head["LastModified"])

    def delete(self, key: str) -> None:
        """Remove the object; no error when nothing is there."""
        name = self._name(key)
        with self._translated(key):
            self._client.delete_object(Bucket=self._bucket, Key=name)

    def list(self, prefix: str = "") -> Iterator[Stat]:
        """Every object whose key starts with `prefix`, in the order of keys."""
        return self._listed(self._above + check_prefix(prefix))

    def _listed(self, prefix: str) -> Iterator[Stat]:
        pages = self._client.get_paginator("list_objects_v2").paginate(
            Bucket=self._bucket, Prefix=prefix
        )
        with self._translated(prefix):
            for page in pages:
                for found in page.get("Contents", ()):
                    key = found["Key"].removeprefix(self._above)
                    # What another program put into the bucket is not ours to show.
                    if is_key(key):
                        yield _stat(key, found["Size"], found["LastModified"])

    def _name(self, key: str) -> str:
        return self._above + check_key(key)

    def _upload(self, name: str, source: bytes | Path | BinaryIO, media_type: str) -> int:
        stream = None if isinstance(source, Path) else _Stream(source)
        with create_transfer_manager(self._client, _TRANSFER) as manager:
            body = stream or str(source)
            manager.upload(body, self._bucket, name, {"ContentType": media_type}).result()
        return stream.size if stream else Path(str(source)).stat().st_size

    def _download(self, key: str, name: str, path: Path) -> None:
        try:
            with (
                self._translated(key),
                create_transfer_manager(self._client, _TRANSFER) as manager,
            ):
                manager.download(self._bucket, name, str(path)).result()
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
                raise StorageFullError(f"no room for a temporary copy of {key}") from error
            raise StorageUnavailableError(f"{key}: {error.strerror}") from error

    def _fetch(self, request: dict[str, str]) -> bytes:
        """The body, asked for again when the connection breaks in the middle of it."""
        for attempt in range(self._attempts):
            try:
                answer = self._client.get_object(**request)
                return cast("bytes", answer["Body"].read())
            except ClientError as error:
                if error.response["Error"]["Code"] in ("InvalidRange", "416"):
                    return b""
                raise
            except BotoCoreError:
                if attempt + 1 == self._attempts:
                    raise
        raise AssertionError("attempts is at least 1")

    @property
    def _client(self) -> Any:
        """The connections of this process: a child must not write into its parent's."""
        process, client = self._connected
        if process != os.getpid():
            client = boto3.session.Session().client("s3", config=self._config, **self._options)
            self._connected = (os.getpid(), client)
        return client

    def sign(self, key: str) -> str:
        """An address that anyone may read the object at, for a while."""
        with self._translated(key):
            signed: str = self._client.generate_presigned_url(
                "get_object",
                Params={"Bucket": self._bucket, "Key": self._name(key)},
                ExpiresIn=SIGNED_FOR,
            )
        return signed

    @contextmanager
    def _translated(self, what: str) -> Iterator[None]:
        """Turn the SDK's errors into this package's; those of a put's source pass unchanged."""
        try:
            yield
        except ClientError as error:
            raise _meaning(error, what) from error
        except (BotoCoreError, RetriesExceededError, S3DownloadFailedError) as error:
            raise StorageUnavailableError(f"{what}: {error}") from error


class _Stream:
    """A source read in full parts: s3transfer takes a short read for the end of the object.

    `size` is the number of bytes that were read.
    """

    def __init__(self, source: bytes | BinaryIO) -> None:
        self._file = io.BytesIO(source) if isinstance(source, bytes) else source
        self.size = 0

    def read(self, size: int = -1) -> bytes:
        data = bytearray()
        while size < 0 or len(data) < size:
            part = self._file.read(_PART if size < 0 else size - len(data))
            if not part:
                break
            data += part
        self.size += len(data)
        return bytes(data)


class _Ranges(io.RawIOBase):
    """An object as a raw file: each read is one ranged request."""

    def __init__(self, storage: S3Storage, key: str, size: int) -> None:
        self._storage, self._key, self._size, self._at = storage, key, size, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        if start + offset < 0:
            raise ValueError("negative position")
        self._at = start + offset
        return self._at

    def readinto(self, buffer: Any) -> int:
        view = memoryview(buffer).cast("B")
        length = min(len(view), self._size - self._at)
        if length <= 0:
            return 0
        data = self._storage.read(self._key, self._at, length)
        view[: len(data)] = data
        self._at += len(data)
        return len(data)


def _stat(key: str, size: int, modified: datetime) -> Stat:
    # A listing has fractions of a second and the local zone, an object's own header has neither.
    return Stat(key, size, modified.astimezone(UTC).replace(microsecond=0))


def _meaning(error: ClientError, what: str) -> StorageError:
    details = error.response.get("Error", {})
    code = str(details.get("Code", ""))
    if code in _ABSENT:
        return ObjectNotFoundError(what)
    if code in _FULL:
        return StorageFullError(f"no room for {what}")
    return StorageUnavailableError(f"{what}: {code} {details.get('Message', '')}".rstrip())
