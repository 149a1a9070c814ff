"""The two doors within the whole site: its own headers, gate and catalogue change nothing."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
from flask import Flask
from werkzeug.test import Client

from imageserver.front import QuickDoor
from imageserver.layout import Layout
from repository.repository import open_repository
from repository.settings import Settings
from repository.web import create_app
from tests.imageserver.scans import scan
from tests.imageserver.scope import Scope
from tests.imageserver.test_doors import same, size_paths, tile_paths


class Doors(NamedTuple):
    """What answers first by WSGI, Flask alone, what answers in the event loop."""

    front: Client
    flask: Client
    quick: QuickDoor
    address: str


@pytest.fixture
def doors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Doors]:
    """Those of a site with one published page, and the page's image address."""
    pages = tmp_path / "book"
    pages.mkdir()
    scan(700, 600).write_to_file(str(pages / "1.png"))
    monkeypatch.setenv("KERUEN_DATA_DIR", str(tmp_path / "data"))
    for command in (["migrate"], ["import", str(pages), "--publish", "--wait", "--json"]):
        done = subprocess.run(
            [sys.executable, "-m", "repository.cli", *command],
            env={**os.environ}, capture_output=True, text=True, timeout=120, check=True,
        )  # fmt: skip
    manifest = urlsplit(json.loads(done.stdout.splitlines()[-1])["manifest"]).path
    repository = open_repository(Settings())
    app = create_app(repository)
    front = Client(app.wsgi_app, use_cookies=False)
    flask = Client(partial(Flask.wsgi_app, app), use_cookies=False)
    document = json.loads(front.get(manifest).data)
    service = document["items"][0]["items"][0]["items"][0]["body"]["service"][0]["id"]
    yield Doors(front, flask, app.extensions["quick_door"], urlsplit(service).path)
    repository.close()


def test_every_tile_of_a_published_page_is_the_same_at_both_doors(
    doors: Doors,
) -> None:
    front, flask, door, address = doors
    service = front.get(f"{address}/info.json")
    assert service.status_code == 200
    same(service, flask.get(f"{address}/info.json"))
    layout = Layout.plan(700, 600, 256, 3)
    for version in ("3", "2"):
        base = address.replace("/image/3/", f"/image/{version}/")
        for tail in [
            *tile_paths(layout),
            *size_paths(layout),
            "full/300,/90/gray.jpg",
            "x/y/z/a.b",
        ]:
            for method in ("GET", "HEAD"):
                quick = front.open(f"{base}/{tail}", method=method)
                assert quick.headers["Access-Control-Allow-Origin"] == "*"
                same(quick, flask.open(f"{base}/{tail}", method=method))
            at_once = door(Scope(f"{base}/{tail}"))
            if tail.endswith(("/0/default.jpg", "/0/color.jpg")):
                assert at_once is not None
                assert (at_once.status, at_once.body) == (200, front.get(f"{base}/{tail}").data)
                assert sorted(at_once.headers) == sorted(quick.headers)
            else:
                assert at_once is None
