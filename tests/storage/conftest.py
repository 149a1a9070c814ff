from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from storage import Storage, open_storage
from storage.s3 import S3Storage
from tests.conftest import Bucket
from tests.services import S3Server, private_folder


@pytest.fixture(params=["local", "s3", "s3 below a prefix"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    """Each back end in turn, empty."""
    if request.param == "local":
        return open_storage(f"file://{tmp_path}/storage")
    bucket: Bucket = request.getfixturevalue("s3_bucket")
    below = "/a/prefix" if "prefix" in request.param else ""
    return open_storage(bucket.url + below, endpoint_url=bucket.endpoint_url)


@pytest.fixture
def fragile_s3(
    s3_server: S3Server, s3_bucket: Bucket
) -> Iterator[tuple[S3Server, Callable[[int], S3Storage]]]:
    """A server of the test's own to stop and start, and storages in it by number of attempts."""
    with private_folder() as folder:
        server = S3Server(folder)
        server.start()
        with server.bucket() as name:
            yield (
                server,
                lambda attempts: S3Storage(
                    name,
                    endpoint_url=server.url,
                    attempts=attempts,
                    connect_timeout=2,
                    read_timeout=5,
                ),
            )
        server.stop()
