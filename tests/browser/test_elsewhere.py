"""Mirador before works whose pages, or pictures, are another's."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from repository.institutions import find_institution
from repository.models import Page as PageRow
from repository.models import SharedPage, Work
from repository.repository import open_repository
from repository.settings import Settings
from repository.works import create_work, publish
from tests.browser.visit import Mirador
from tests.site import Site

PICTURE = Path(__file__).parents[2] / "repository/sample/kant_1784/0007.jpg"
WIDTH, HEIGHT = 500, 750


class Partner(BaseHTTPRequestHandler):
    """Another site: a picture by itself, and one behind an image service of level 0."""

    def do_GET(self) -> None:
        is_info = self.path.endswith("/info.json")
        content = json.dumps(self._info()).encode() if is_info else PICTURE.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", "application/json" if is_info else "image/jpeg")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Access-Control-Allow-Origin", "*")
        self.end_headers()
        self.wfile.write(content)

    def _info(self) -> dict[str, Any]:
        return {
            "@context": "http://iiif.io/api/image/3/context.json",
            "id": f"http://{self.headers['Host']}{self.path.removesuffix('/info.json')}",
            "type": "ImageService3", "protocol": "http://iiif.io/api/image", "profile": "level0",
            "width": WIDTH, "height": HEIGHT, "sizes": [{"width": WIDTH, "height": HEIGHT}],
        }  # fmt: skip

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def partner() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Partner)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://localhost:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


def manifest(partner: str) -> dict[str, Any]:
    """Two pages: a picture by itself, and the same behind an image service."""

    def canvas(number: int, services: list[dict[str, Any]]) -> dict[str, Any]:
        base = f"{partner}/iiif/image/3/p{number}"
        body = {"id": f"{base}/full/max/0/default.jpg", "type": "Image", "format": "image/jpeg",
                "width": WIDTH, "height": HEIGHT}  # fmt: skip
        if services:
            body["service"] = services
        painting = {"id": f"{partner}/a{number}", "type": "Annotation", "motivation": "painting",
                    "body": body, "target": f"{partner}/c{number}"}  # fmt: skip
        page = {"id": f"{partner}/l{number}", "type": "AnnotationPage", "items": [painting]}
        return {"id": f"{partner}/c{number}", "type": "Canvas", "width": WIDTH, "height": HEIGHT,
                "items": [page]}  # fmt: skip

    service = {"id": f"{partner}/iiif/image/3/p2", "type": "ImageService3", "profile": "level0"}
    return {
        "@context": "http://iiif.io/api/presentation/3/context.json", "id": f"{partner}/m",
        "type": "Manifest", "label": {"en": ["Elsewhere"]},
        "items": [canvas(1, []), canvas(2, [service])],
    }  # fmt: skip


def bound_with_others(site: Site) -> str:
    """The path of a published work that is made of pages of another alone."""
    opened = open_repository(Settings(data_dir=Path(site.environment["KERUEN_DATA_DIR"])))
    with opened.database.write() as session:
        owner = session.scalars(
            select(Work).join(PageRow, PageRow.work_id == Work.id).order_by(Work.created).limit(1)
        ).one()
        pages = session.scalars(select(PageRow.id).where(PageRow.work_id == owner.id).limit(2))
        work = create_work(session, find_institution(session, "nlrk").id, {"en": ["Bound in"]})
        for position, page in enumerate(pages.all(), start=1):
            session.add(
                SharedPage(work_id=work.id, page_id=page, owner_id=owner.id, position=position)
            )
        session.flush()
        assert publish(session, work) == []
    opened.close()
    return f"/en/works/{work.id}"


def test_mirador_opens_pages_and_pictures_of_others(
    page: Page, site: Site, partner: str, tmp_path: Path
) -> None:
    (tmp_path / "m.json").write_text(json.dumps(manifest(partner)))
    remote = site.bring(str(tmp_path / "m.json"), "--publish", "--institution", "nlrk")["id"]
    for address, origin in ((bound_with_others(site), site.url), (f"/en/works/{remote}", partner)):
        mirador = Mirador(page)
        page.goto(address)
        page.locator("#viewer .openseadragon-canvas").wait_for()
        mirador.wait()
        page.get_by_role("button", name="Next item").click()
        expect(page.locator("#viewer")).to_contain_text("2 of 2")
        mirador.settle()
        mirador.wait()
        assert any(tile.startswith(origin) for tile in mirador.tiles), mirador.tiles
