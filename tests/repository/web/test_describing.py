"""The form of a description: as it comes, as it is typed, with somebody else at the same work."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import func, select

from repository.fields import entry_of
from repository.models import Event, Role, Version, Work
from repository.repository import Repository
from repository.users import add_user
from tests.repository.library import make_work
from tests.repository.web.conftest import PASSWORD

ADDRESS = "/en/studio/works/{}/description"


@pytest.fixture
def work_id(repository: Repository) -> str:
    made = make_work(repository, 1, "Abai's path")
    with repository.database.write() as session:
        session.get_one(Work, made).metadata_ = [
            entry_of("creator", {"kk": ["Әуезов, Мұхтар"], "ru": ["Ауэзов, Мухтар"]}),
            {"label": {"en": ["Year"]}, "value": {"none": ["1942"]}},
            {"label": {"en": ["Binding"]}, "value": {"en": ["leather"]}},
            {"label": {"en": ["Subjects"]}, "value": {"en": ["Steppe", "Poets"]}},
        ]
    return made


def fields(client: FlaskClient, work_id: str) -> dict[str, str]:
    """The form as a browser without JavaScript would send it."""
    page = html.fromstring(client.get(ADDRESS.format(work_id)).data)
    return {name: value for name, value in page.forms[-1].form_values() if isinstance(value, str)}


def said(repository: Repository, work_id: str) -> Work:
    with repository.database.read() as session:
        return session.get_one(Work, work_id)


def entries(work: Work, term: str) -> list[Mapping[str, Any]]:
    return [entry["value"] for entry in work.metadata_ if entry.get("term") == term]


def count(repository: Repository, table: Any) -> int:
    with repository.database.read() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_an_untouched_form_changes_nothing(
    curator: FlaskClient, repository: Repository, work_id: str
) -> None:
    before = said(repository, work_id)
    answer = curator.post(ADDRESS.format(work_id), data=fields(curator, work_id))
    assert answer.status_code == 303
    after = said(repository, work_id)
    assert (after.metadata_, after.revision) == (before.metadata_, before.revision)
    assert count(repository, Version) == 0


def test_what_is_typed_is_kept_in_its_field(
    curator: FlaskClient, repository: Repository, work_id: str
) -> None:
    form = fields(curator, work_id) | {
        "title.0.kk": "  Абай   жолы ",
        "contributor.0.ru": "Никольская, Анна",
        "contributor.0.role": "trl",
        "date.0.none": "ок. 1942 г.",
        "place.0.ru": "Алматы",
        "language.0.code": "Kazakh",
        "type.0.code": "book",
        "subject.2.ru": "Поэты",
        "subject.2.other": "Dichter",
        "subject.2.tongue": "de",
        "shelfmark.0.none": "К 12",
        "summary.0.ru": "Первая строка\r\n\r\nВторая",
        "rights.0.code": "http://rightsstatements.org/vocab/NKC/1.0/",
        "statement.0.en": "From the National Library",
        "homepage.0.code": "https://example.org/abai",
        "homepage.0.ru": "В каталоге",
    }
    assert curator.post(ADDRESS.format(work_id), data=form).status_code == 303
    work = said(repository, work_id)
    assert work.label == {"en": ["Abai's path"], "kk": ["Абай жолы"]}
    assert work.metadata_[1] == {
        "label": {"kk": ["Аудармашы"], "ru": ["Переводчик"], "en": ["Translator"]},
        "value": {"ru": ["Никольская, Анна"]},
        "term": "contributor",
        "role": "trl",
    }
    assert entries(work, "date") == [{"none": ["1942~"]}]
    assert entries(work, "place") == [{"ru": ["Алматы"]}]
    assert entries(work, "language")[0]["ru"] == ["казахский"]
    assert entries(work, "type")[0]["kk"] == ["Кітап"]
    assert entries(work, "subject") == [{"ru": ["Поэты"], "de": ["Dichter"]}]
    assert {"label": {"en": ["Binding"]}, "value": {"en": ["leather"]}} in work.metadata_
    assert {"label": {"en": ["Subjects"]}, "value": {"en": ["Steppe", "Poets"]}} in work.metadata_
    assert work.summary == {"ru": ["Первая строка\n\nВторая"]}
    assert work.rights == "http://rightsstatements.org/vocab/NKC/1.0/"
    assert work.required_statement is not None
    assert work.required_statement["value"] == {"en": ["From the National Library"]}
    assert work.homepages[0]["href"] == "https://example.org/abai"
    with repository.database.read() as session:
        event = session.scalars(select(Event).where(Event.subject_id == work_id)).all()[-1]
        assert (event.action, event.actor) == ("described", "gulnara")
    assert count(repository, Version) == 2
    again = fields(curator, work_id)
    assert again["contributor.0.role"] == "trl"
    assert again["language.0.code"] == "Kazakh"
    assert curator.post(ADDRESS.format(work_id), data=again).status_code == 303
    assert said(repository, work_id).revision == work.revision


def test_what_cannot_be_kept_is_named_and_nothing_lost(
    curator: FlaskClient, repository: Repository, work_id: str
) -> None:
    wrong = {
        "title.0.en": "",
        "date.0.none": "long ago",
        "language.0.code": "Martian",
        "homepage.0.code": "javascript:alert(1)",
        "rights.0.code": "mine",
        "creator.0.role": "king",
        "note.0.ru": "kept <b>as typed</b>",
    }
    form = fields(curator, work_id) | wrong
    answer = curator.post(ADDRESS.format(work_id), data=form)
    assert answer.status_code == 422
    page = html.fromstring(answer.data)
    marked = {row.get("data-row") for row in page.cssselect(".row.wrong")}
    expected = {"title", "date", "language", "homepage", "rights", "creator"}
    assert marked == {f"{part}.0" for part in expected}
    values = dict(page.forms[-1].form_values())
    assert values["note.0.ru"] == "kept <b>as typed</b>"
    assert values["date.0.none"] == "long ago"
    assert said(repository, work_id).label == {"en": ["Abai's path"]}
    checked = curator.post(f"{ADDRESS.format(work_id)}/check", data=form).get_json()
    assert checked["wrong"].keys() == marked
    fine = fields(curator, work_id) | {"date.0.none": "XIX ғ."}
    checked = curator.post(f"{ADDRESS.format(work_id)}/check", data=fine).get_json()
    assert checked["said"]["date.0"] == "19th century · EDTF 18XX"
    assert checked["missing"]["en"] == ["Author"]
    assert checked["wrong"] == {}


def test_two_at_one_work_overwrite_nothing(
    signed_in: Callable[[str], FlaskClient], repository: Repository, work_id: str
) -> None:
    first, second = signed_in("gulnara"), signed_in("admin")
    mine, theirs = fields(first, work_id), fields(second, work_id)
    theirs |= {"title.0.en": "The path of Abai", "extent.0.ru": "412 с."}
    assert second.post(ADDRESS.format(work_id), data=theirs).status_code == 303
    other = mine | {"series.0.ru": "Библиотека"}
    answer = first.post(ADDRESS.format(work_id), data=other)
    assert answer.headers["Location"].endswith("saved=merged")
    work = said(repository, work_id)
    assert work.label == {"en": ["The path of Abai"]}
    assert (entries(work, "extent"), entries(work, "series")) == (
        [{"ru": ["412 с."]}],
        [{"ru": ["Библиотека"]}],
    )
    same = mine | {"title.0.en": "Abai's Road"}
    answer = first.post(ADDRESS.format(work_id), data=same)
    assert answer.status_code == 409
    page = html.fromstring(answer.data)
    (collided,) = page.cssselect(".collides")
    assert "The path of Abai" in collided.text_content()
    values = dict(page.forms[-1].form_values())
    assert values["title.0.en"] == "Abai's Road"
    assert values["series.0.ru"] == "Библиотека"
    assert said(repository, work_id).label == {"en": ["The path of Abai"]}
    assert first.post(ADDRESS.format(work_id), data=values).status_code == 303
    assert said(repository, work_id).label == {"en": ["Abai's Road"]}


def test_others_look_and_may_not_change(
    signed_in: Callable[[str], FlaskClient], repository: Repository, work_id: str
) -> None:
    form = fields(signed_in("gulnara"), work_id)
    ivan = signed_in("ivan")
    assert b"disabled" in ivan.get(ADDRESS.format(work_id)).data
    changed = form | {"title.0.en": "Ours"}
    assert ivan.post(ADDRESS.format(work_id), data=changed).status_code == 403
    with repository.database.write() as session:
        library = session.get_one(Work, work_id).institution_id
        add_user(session, "cataloguer", PASSWORD, Role.CATALOGUER, library)
    own = signed_in("cataloguer")
    assert own.post(ADDRESS.format(work_id), data=changed).status_code == 303


def test_names_are_offered_added_and_kept(
    curator: FlaskClient, repository: Repository, work_id: str
) -> None:
    new = {"kind": "person", "label": {"ru": ["Кунанбаев, Абай"], "kk": ["Құнанбайұлы, Абай"]}}
    made = curator.post("/en/studio/authorities/quick", json=new).get_json()
    found = curator.get("/en/studio/authorities/suggest?kind=person&q=кунан").get_json()["items"]
    assert [each["id"] for each in found] == [made["id"]]
    form = fields(curator, work_id)
    chosen = {f"person.0.{code}": text for code, text in made["label"].items()}
    form |= chosen | {"person.0.authorities": made["id"]}
    assert curator.post(ADDRESS.format(work_id), data=form).status_code == 303
    (entry,) = [each for each in said(repository, work_id).metadata_ if "authorities" in each]
    assert entry["authorities"] == [made["id"]]
    page = curator.get(f"/en/studio/authorities/{made['id']}").get_data(as_text=True)
    assert "1 work names it" in page
    wrong = form | {"subject.2.ru": "Абай", "subject.2.authorities": made["id"]}
    assert curator.post(ADDRESS.format(work_id), data=wrong).status_code == 422


def test_the_pages_of_the_lists(signed_in: Callable[[str], FlaskClient]) -> None:
    curator = signed_in("gulnara")
    address = "/ru/studio/authorities/"
    abai = {"kind": "person", "label-ru": "Абай", "viaf": "https://viaf.org/viaf/100182586"}
    wrong = abai | {"viaf": "Абай", "dates": "давно", "label-ru": ""}
    answer = curator.post(f"{address}new", data=wrong)
    assert answer.status_code == 422
    assert "12345678" in answer.get_data(as_text=True)
    made = curator.post(f"{address}new", data=abai | {"dates": "1845–1904"})
    assert made.status_code == 303
    one = made.headers["Location"].partition("?")[0]
    form = dict(html.fromstring(curator.get(one).data).forms[-3].form_values())
    assert (form["viaf"], form["dates"]) == ("100182586", "1845/1904")
    double = curator.post(f"{address}new", data={"kind": "person", "label-ru": "абай"})
    second = double.headers["Location"].partition("?")[0]
    assert "Абай" in curator.get(second).get_data(as_text=True)
    merged = curator.post(f"{second}/merge", data={"into": one.rpartition("/")[2]})
    assert merged.headers["Location"].partition("?")[0] == one
    assert curator.get(second).headers["Location"] == one
    listed = curator.get(f"{address}?kind=person&q=аба").get_data(as_text=True)
    assert listed.count('class="name"') == 1
    stale = form | {"label-kk": "Абай"}
    assert curator.post(one, data=stale).status_code == 409
    assert curator.get(f"{address}?kind=nobody").status_code == 404
