"""A catalogue record on a work's page: looked at beside the work first, then taken over."""

import io
import re
from collections.abc import Callable
from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from repository.models import Event, Work
from repository.repository import Repository
from tests.repository.library import make_work

RECORDS = Path(__file__).parents[2] / "data" / "records"
KAZAKH = (RECORDS / "synthetic_kk_rusmarc_a.mrc").read_bytes().split(b"\x1d")[1] + b"\x1d"


def send(client: FlaskClient, work: str, data: bytes, name: str = "a.mrc") -> TestResponse:
    sent = {"record": (io.BytesIO(data), name), "encoding": ""}
    return client.post(f"/en/studio/works/{work}/record", data=sent, follow_redirects=True)


def hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))


def read(repository: Repository, work: str) -> Work:
    with repository.database.read() as session:
        return session.get_one(Work, work)


def test_a_record_is_looked_at_and_taken_over(repository: Repository, curator: FlaskClient) -> None:
    work = make_work(repository, 1, "Scans of March", published=False)
    page = send(curator, work, KAZAKH).get_data(as_text=True)
    assert "«XXI ғасырдағы Еуразиялық." in page
    assert "Scans of March" in page
    before = read(repository, work)
    assert before.label == {"en": ["Scans of March"]}
    fields = {**hidden(page), "field": ["date", "place", "title"]}
    answer = curator.post(f"/en/studio/works/{work}/record/take", data=fields)
    assert answer.status_code == 303
    after = read(repository, work)
    assert set(after.label) == {"kk", "ru", "en"}
    said = {entry["term"]: entry["value"] for entry in after.metadata_}
    assert said == {"date": {"none": ["2002"]}, "place": {"none": ["Петропавл"]}}
    assert after.revision > before.revision
    with repository.database.read() as session:
        event = session.scalars(select(Event).order_by(Event.id.desc())).first()
    assert event is not None
    assert (event.action, event.subject_id) == ("described", work)


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(
    repository: Repository, curator: FlaskClient
) -> None:
    work = make_work(repository, 1, published=False)
    page = send(curator, work, KAZAKH).get_data(as_text=True)
    with repository.database.write() as session:
        session.get_one(Work, work).summary = {"en": ["Written by somebody else"]}
    answer = curator.post(
        f"/en/studio/works/{work}/record/take", data={**hidden(page), "field": ["title"]}
    )
    assert answer.status_code == 409
    assert "Somebody else changed" in answer.get_data(as_text=True)
    assert read(repository, work).label == {"en": ["Book"]}


def test_one_of_several_records_is_chosen(repository: Repository, curator: FlaskClient) -> None:
    work = make_work(repository, 1, published=False)
    data = (RECORDS / "rusmarc_nlr_cp1251.iso").read_bytes()
    page = send(curator, work, data).get_data(as_text=True)
    assert "There are 40 records" in page
    links = re.findall(r'<a href="([^"]*number=2)"', page.replace("&amp;", "&"))
    chosen = curator.get(links[0]).get_data(as_text=True)
    assert "Задачи и этюды : Сб." in chosen


def test_pasted_text_and_what_is_no_record(repository: Repository, curator: FlaskClient) -> None:
    work = make_work(repository, 1, published=False)
    address = f"/ru/studio/works/{work}/record"
    text = "=101  0\\$akaz\r\n=200  1\\$aӨлеңдер\r\n"
    page = curator.post(address, data={"text": text}, follow_redirects=True)
    assert "Өлеңдер" in page.get_data(as_text=True)
    bad = curator.post(address, data={"text": "no record at all"})
    assert bad.status_code == 422
    assert "не похоже на каталожную запись" in bad.get_data(as_text=True)
    large = b"0" * (20 << 20)
    answer = curator.post(address, data=large, content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 413
    for lost in (f"{address}?file={'0' * 64}", f"{address}?file=../../etc"):
        assert curator.get(lost).status_code == 404


def test_a_work_of_another_library_is_left_alone(
    repository: Repository, signed_in: Callable[[str], FlaskClient]
) -> None:
    work = make_work(repository, 1, published=False)
    stranger = signed_in("ivan")
    assert send(stranger, work, KAZAKH).status_code == 403
