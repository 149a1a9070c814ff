"""From the one setting to a storage."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from storage.base import Storage
from storage.keys import check_key
from storage.local import LocalStorage


def open_storage(
    url: str, *, endpoint_url: str | None = None, region: str | None = None
) -> Storage:
    """The storage behind `file:///folder` or `s3://bucket/prefix`.

    `endpoint_url` and `region` are for S3 servers other than Amazon's. A local folder is made
    when absent; a bucket is contacted at the first use. Raises `ValueError` for another address
    and `StorageUnavailableError` for a folder that cannot be made.
    """
    parts = urlsplit(url)
    if parts.scheme == "file" and parts.netloc in ("", "localhost") and len(parts.path) > 1:
        return LocalStorage(Path(unquote(parts.path)))
    if parts.scheme == "s3" and parts.netloc:
        # The SDK takes a fifth of a second to load; commands on a local disk need not wait for it.
        from storage.s3 import S3Storage

        prefix = parts.path.strip("/")
        return S3Storage(
            parts.netloc,
            check_key(prefix) if prefix else "",
            endpoint_url=endpoint_url,
            region=region,
        )
    raise ValueError(f"a storage is file:///folder or s3://bucket/prefix, not {url!r}")
