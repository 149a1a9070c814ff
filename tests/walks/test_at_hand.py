"""Tiles that a web process has at hand: they wait for no database, and are counted all the same."""

import re
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import psycopg
import sqlalchemy

from tests.site import Site
from tests.walks.conftest import SAMPLE

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def a_tile(site: Site) -> str:
    """The address of the first tile of a work that is brought in and published."""
    work = site.bring(str(SAMPLE / "topaz_1944"), "--publish", "--wait")["id"]
    manifest = site.get(f"/iiif/presentation/3/{work}/manifest").body.decode()
    found = re.search(r"/iiif/image/3/[^/\"]+", manifest)
    assert found
    side = site.get(f"{found[0]}/info.json").json()["tiles"][0]["width"]
    return f"{found[0]}/0,0,{side},{side}/{side},{side}/0/default.jpg"


def test_each_is_counted_once(new_site: Callable[..., Site]) -> None:
    """By who asked as the proxy says it: the first for the catalogue, the others at hand."""
    site = new_site({"KERUEN_PROXIES": "1", "KERUEN_WEB_PROCESSES": "1"})
    site.start()
    tile = a_tile(site)
    for number in range(1, 21):
        headers = {"User-Agent": FIREFOX, "X-Forwarded-For": f"6.6.6.6, 10.0.0.{number}"}
        assert site.get(tile, headers).status == 200
    engine = sqlalchemy.create_engine(f"sqlite:///{site.folder}/data/keruen.db")
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with engine.connect() as connection:
            query = "SELECT count(*), count(DISTINCT visitor) FROM visits WHERE kind = 'image'"
            counted = tuple(connection.execute(sqlalchemy.text(query)).one())
        if counted == (20, 20):
            break
        time.sleep(0.5)
    engine.dispose()
    assert counted == (20, 20)


def test_they_do_not_wait_for_the_database(
    new_site: Callable[..., Site], shared_environment: dict[str, str], postgres_url: str
) -> None:
    site = new_site({**shared_environment, "KERUEN_WEB_PROCESSES": "1"})
    site.keruen("migrate")
    site.start()
    tile = a_tile(site)
    with psycopg.connect(postgres_url.replace("+psycopg", "")) as session:
        assert site.get(tile).status == 200
        session.execute("LOCK TABLE derivatives IN ACCESS EXCLUSIVE MODE")
        with ThreadPoolExecutor(60) as others:
            unknown = [
                others.submit(site.get, tile.replace("/image/3/", f"/image/3/{number}"))
                for number in range(60)
            ]
            time.sleep(1)
            begun = time.monotonic()
            for _ in range(20):
                assert site.get(tile).status == 200
            took = time.monotonic() - begun
            assert not any(each.done() for each in unknown)
            session.rollback()
        assert {each.result().status for each in unknown} <= {404, 503}
    assert took < 2
