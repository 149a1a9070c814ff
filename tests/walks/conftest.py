"""Whole sites, in both ways of running."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import Bucket
from tests.site import Site

SAMPLE = Path(__file__).parents[2] / "repository" / "sample"


@pytest.fixture
def shared_environment(redis_url: str, postgres_url: str, s3_bucket: Bucket) -> dict[str, str]:
    """Settings for Redis, PostgreSQL and an S3 server."""
    return {
        "KERUEN_BROKER_URL": redis_url,
        "KERUEN_DATABASE_URL": postgres_url,
        "KERUEN_STORAGE_URL": s3_bucket.url,
        "KERUEN_S3_ENDPOINT_URL": s3_bucket.endpoint_url,
        "AWS_ACCESS_KEY_ID": s3_bucket.server.access_key,
        "AWS_SECRET_ACCESS_KEY": s3_bucket.server.secret_key,
    }


@pytest.fixture
def new_site(tmp_path: Path) -> Iterator[Callable[..., Site]]:
    """Makes sites that end with the test."""
    sites: list[Site] = []

    def make(environment: dict[str, str] | None = None) -> Site:
        site = Site(tmp_path / f"site{len(sites)}", environment)
        sites.append(site)
        return site

    yield make
    for site in sites:
        site.kill()


@pytest.fixture(params=["embedded", "shared"])
def site(request: pytest.FixtureRequest, new_site: Callable[..., Site]) -> Site:
    """A site that is not running yet."""
    if request.param == "embedded":
        return new_site()
    made = new_site(request.getfixturevalue("shared_environment"))
    made.keruen("migrate")
    return made
