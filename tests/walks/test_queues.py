"""A long batch runs; what is brought in meanwhile by others does not wait for its end."""

import io
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import create_engine, text

from repository.importing import Destination, begin_import, import_pages
from repository.repository import open_repository
from repository.settings import Settings
from repository.sources import Source, find_source
from tests.site import Site

LONG = 40


def scans(folder: Path, pages: int) -> Path:
    """Pages large enough that each takes a worker a while."""
    folder.mkdir()
    picture = io.BytesIO()
    Image.effect_noise((2600, 3600), 60).convert("RGB").save(picture, "JPEG")
    for number in range(pages):
        # What follows the end of a JPEG is nothing to its readers.
        (folder / f"{number:03}.jpg").write_bytes(picture.getvalue() + str(number).encode())
    return folder


def order_of(site: Site) -> list[str]:
    """The slug of the library of every job, in the order in which they were begun."""
    path = f"sqlite:///{site.environment['KERUEN_DATA_DIR']}/keruen.db"
    engine = create_engine(site.environment.get("KERUEN_DATABASE_URL") or path)
    query = (
        "SELECT institutions.slug FROM jobs JOIN institutions"
        " ON institutions.id = jobs.institution_id WHERE jobs.state = 'done' ORDER BY jobs.started"
    )
    with engine.connect() as connection:
        slugs = [str(row.slug) for row in connection.execute(text(query))]
    engine.dispose()
    return slugs


@pytest.mark.slow
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_a_long_batch_starves_no_other_library(
    request: pytest.FixtureRequest,
    new_site: Callable[..., Site],
    tmp_path: Path,
    database: str,
) -> None:
    url = request.getfixturevalue("postgres_url") if database == "postgresql" else ""
    site = new_site({"KERUEN_DATABASE_URL": url, "KERUEN_WORKER_PROCESSES": "1"})
    site.keruen("migrate")
    short = find_source(scans(tmp_path / "short", 3))
    site.bring("--institution", "long", str(scans(tmp_path / "long", LONG)))
    site.start()
    until(site, lambda: len(order_of(site)) >= 3)
    begun = bring(site, short, "short")
    until(site, lambda: len(order_of(site)) == LONG + 3)
    order = order_of(site)
    assert order.count("long") == LONG
    assert begun < LONG // 2
    # In turns: three pages of the one among as many of the other, give or take what was in hand.
    assert max(n for n, slug in enumerate(order) if slug == "short") < begun + 12


def bring(site: Site, source: Source, library: str) -> int:
    """Import while the worker works, from this process; returns how many jobs were done then."""
    settings = Settings(
        data_dir=Path(site.environment["KERUEN_DATA_DIR"]),
        database_url=site.environment["KERUEN_DATABASE_URL"],
    )
    repository = open_repository(settings)
    work_id, files = begin_import(repository, source, Destination(library))
    assert len(list(import_pages(repository, work_id, files))) == 3
    repository.close()
    return len(order_of(site))


def until(site: Site, condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 180
    while not condition():
        assert time.monotonic() < deadline, site.log
        time.sleep(0.1)
