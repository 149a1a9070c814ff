"""Many works changed at once: by an action, by a table; previewed, applied, undone."""

import io
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask

from repository.cli.main import main
from repository.fields import entry_of
from repository.models import Role, Work
from repository.repository import Repository
from tests.quickly import app_of
from tests.repository.api import Api
from tests.repository.library import make_work
from tests.repository.test_api import signed_in
from tests.repository.test_presentation import counted


@pytest.fixture
def app(repository: Repository) -> Flask:
    return app_of(repository)


@pytest.fixture
def api(repository: Repository, app: Flask) -> Api:
    return signed_in(repository, app, Role.ADMINISTRATOR)


def made(repository: Repository, number: int) -> list[str]:
    works = [make_work(repository, 1, f"Book {n}") for n in range(number)]
    with repository.database.write() as session:
        for work in works:
            session.get_one(Work, work).metadata_ = [
                entry_of("subject", {"ru": ["Степь"], "kk": ["Дала"]}),
                entry_of("subject", {"ru": ["Алма-Ата"]}),
                entry_of("date", {"none": ["1905/1915"]}),
                {"label": {"en": ["Binding"]}, "value": {"en": ["leather"]}},
            ]
    return works


def asked(action: str, value: str = "", find: str = "", part: str = "subject") -> dict[str, Any]:
    language = "ru" if part == "subject" else ""
    return {
        "selection": {"institution": "nlrk"},
        "part": part,
        "action": action,
        "language": language,
        "value": value,
        "find": find,
    }


def subjects(api: Api, work: str) -> list[Any]:
    entries = api.get(f"/works/{work}")["metadata"]
    return [entry["value"] for entry in entries if entry.get("term") == "subject"]


def test_a_change_is_shown_then_made_then_undone(api: Api, repository: Repository) -> None:
    works = made(repository, 3)
    before = [api.get(f"/works/{work}")["metadata"] for work in works]
    edit = api.make("/edits", asked("replace", "Алматы", "Алма-Ата"))
    assert (edit["works"], edit["state"], edit["outcomes"]) == (3, "preview", {"": 3})
    shown = api.get(f"/edits/{edit['id']}/differences")["items"][0]
    assert shown["before"]["subject"][1]["texts"] == {"ru": "Алма-Ата"}
    assert shown["after"]["subject"][1]["texts"] == {"ru": "Алматы"}
    assert subjects(api, works[0])[1] == {"ru": ["Алма-Ата"]}
    api.ask("PATCH", f"/works/{works[1]}", {"rights": None}, match="*", status=200)
    api.ask("PATCH", f"/works/{works[2]}", {"summary": {"ru": ["x"]}}, match="*", status=200)
    done = api.ask("POST", f"/edits/{edit['id']}/apply", status=200).get_json()
    assert done["outcomes"] == {"applied": 2, "refused": 1}
    assert subjects(api, works[0]) == [{"ru": ["Степь"], "kk": ["Дала"]}, {"ru": ["Алматы"]}]
    assert subjects(api, works[2])[1] == {"ru": ["Алма-Ата"]}
    api.ask("POST", f"/edits/{edit['id']}/apply", status=409)
    api.ask("PATCH", f"/works/{works[1]}", {"metadata": []}, match="*", status=200)
    back = api.ask("POST", f"/edits/{edit['id']}/undo", status=200).get_json()
    assert back["outcomes"] == {"undone": 1, "kept": 1, "refused": 1}
    assert api.get(f"/works/{works[0]}")["metadata"] == before[0]
    assert api.get(f"/works/{works[1]}")["metadata"] == []
    api.ask("POST", f"/edits/{edit['id']}/undo", status=409)


def test_every_action(api: Api, repository: Repository) -> None:
    (work,) = made(repository, 1)

    def run(sent: dict[str, Any]) -> list[Any]:
        edit = api.make("/edits", sent)
        api.ask("POST", f"/edits/{edit['id']}/apply", status=200)
        return subjects(api, work)

    assert run(asked("add", "Поэты"))[-1] == {"ru": ["Поэты"]}
    assert run(asked("remove", find="Алма-Ата")) == [
        {"ru": ["Степь"], "kk": ["Дала"]},
        {"ru": ["Поэты"]},
    ]
    assert run(asked("set", "Кочевники")) == [{"ru": ["Кочевники"], "kk": ["Дала"]}]
    run(asked("set", "book", part="type"))
    metadata = api.get(f"/works/{work}")["metadata"]
    assert [entry["code"] for entry in metadata if entry.get("term") == "type"] == ["book"]
    wrong = api.make("/edits", asked("set", "no such type", part="type"))
    assert (wrong["works"], wrong["wrong"][0]["part"]) == (0, "type")
    api.ask("POST", "/edits", asked("replace", "x"), status=422)
    nothing = asked("add", "x") | {"selection": {"missing": "subject"}}
    assert api.make("/edits", nothing)["works"] == 0


def test_the_number_of_works_costs_no_statements(api: Api, repository: Repository) -> None:
    counts = []
    for number in (2, 9):
        made(repository, number)
        edit = api.make("/edits", asked("add", f"Тема {number}"))
        with counted(repository) as statements:
            api.ask("POST", f"/edits/{edit['id']}/apply", status=200)
            api.ask("POST", f"/edits/{edit['id']}/undo", status=200)
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_a_table_goes_out_and_comes_back(api: Api, repository: Repository) -> None:
    works = made(repository, 2)
    hostile = {"label": {"en": ["=1+1"], "ru": ["'кавычка | и \\ черта"]}}
    api.ask("PATCH", f"/works/{works[0]}", hostile, match="*", status=200)
    text = api.get("/edits/export?institution=nlrk")["csv"]
    assert text.startswith("\ufeffid;")
    assert ";'=1+1;" in text
    same = api.ask("POST", "/edits/table", data=text.encode(), status=201).get_json()
    assert (same["works"], same["wrong"]) == (0, [])
    changed = text.replace("Степь | Алма-Ата", "Степь | Алматы | Поэты", 1)
    edit = api.ask("POST", "/edits/table", data=changed.encode(), status=201).get_json()
    assert edit["works"] == 1
    api.ask("POST", f"/edits/{edit['id']}/apply", status=200)
    first = next(work for work in works if len(subjects(api, work)) == 3)
    assert subjects(api, first) == [
        {"ru": ["Степь"], "kk": ["Дала"]},
        {"ru": ["Алматы"]},
        {"ru": ["Поэты"]},
    ]
    assert api.get(f"/works/{works[0]}")["label"] == hostile["label"]
    for bad in ("id;nonsense\r\nx;y", "title[ru]\r\nx", "id;title[ru]\r\nnobody;x", ""):
        api.ask("POST", "/edits/table", data=bad.encode(), status=422)


def test_nobody_changes_works_of_others(api: Api, repository: Repository, app: Flask) -> None:
    made(repository, 1)
    text = api.get("/edits/export")["csv"]
    omsk = signed_in(repository, app, Role.CATALOGUER, "omsk")
    assert omsk.make("/edits", asked("add", "x"))["works"] == 0
    omsk.ask("POST", "/edits/table", data=text.encode(), status=422)
    edit = api.make("/edits", asked("add", "x"))
    omsk.ask("POST", f"/edits/{edit['id']}/apply", status=403)
    viewer = signed_in(repository, app, Role.VIEWER, "omsk")
    viewer.ask("POST", "/edits", asked("add", "x"), status=403)


def test_the_pages_lead_through_a_change(api: Api, repository: Repository, app: Flask) -> None:
    works = made(repository, 2)
    client = app.test_client()
    name = f"{Role.ADMINISTRATOR} "
    client.post("/en/sign-in", data={"name": name, "password": "camel-camel"})
    found = client.get("/en/studio/edits/?text=степь").get_data(as_text=True)
    assert "What is to be done with 2 works" in found
    sent = {"text": "степь", "part": "subject:ru", "action": "add", "value": "Поэты"}
    answer = client.post("/en/studio/edits/", data=sent | {"work": works[0]})
    page = answer.headers["Location"]
    assert "<ins>Поэты</ins>" in client.get(page).get_data(as_text=True)
    assert client.post(f"{page}/apply").status_code == 303
    assert len(subjects(api, works[0])) == 3
    assert len(subjects(api, works[1])) == 2
    assert client.post(f"{page}/undo").status_code == 303
    assert "The change is undone" in client.get(page).get_data(as_text=True)
    table = client.get("/en/studio/edits/table.csv?text=степь")
    assert table.mimetype == "text/csv"
    upload = {"table": (io.BytesIO(table.data), "keruen.csv")}
    answer = client.post("/en/studio/edits/table", data=upload)
    shown = client.get(answer.headers["Location"]).get_data(as_text=True)
    assert "0 works would change" in shown
    assert client.post("/en/studio/edits/", data=sent | {"part": "nothing:ru"}).status_code == 422


def test_any_earlier_state_comes_back_after_edits_of_many_works(
    api: Api, repository: Repository
) -> None:
    (work,) = made(repository, 1)
    before = api.get(f"/works/{work}")["metadata"]
    for value in ("Поэты", "Кочевники"):
        edit = api.make("/edits", asked("set", value))
        api.ask("POST", f"/edits/{edit['id']}/apply", status=200)
    api.ask("POST", f"/edits/{edit['id']}/undo", status=200)
    assert subjects(api, work)[0]["ru"] == ["Поэты"]
    kept = api.get(f"/works/{work}/versions")["items"]
    assert [each["number"] for each in kept] == [4, 3, 2, 1]
    assert "Subject" in kept[0]["changes"][0]
    change = {"kind": "restore", "version": 1, "what": "all"}
    sent = {"revision": kept[0]["revision"], "change": change}
    api.ask("POST", f"/works/{work}/arrangement", sent, status=200)
    assert api.get(f"/works/{work}")["metadata"] == before
    assert api.get(f"/works/{work}/pages")["total"] == 1


def test_a_table_by_command(
    api: Api, repository: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("KERUEN_DATA_DIR", str(repository.settings.data_dir))
    works = made(repository, 2)
    table = tmp_path / "works.csv"

    def keruen(*arguments: str) -> str:
        result = CliRunner().invoke(main, ["table", *arguments])
        assert result.exit_code == 0, result.output
        return result.output

    keruen("export", "--institution", "nlrk", str(table))
    text = table.read_text()
    table.write_text(text.replace("Степь | Алма-Ата", "Степь | Алматы", 1))
    assert keruen("apply", str(table)).startswith("Works that would change: 1, edit ")
    assert {str(subjects(api, work)[1]) for work in works} == {"{'ru': ['Алма-Ата']}"}
    told = keruen("apply", str(table), "--yes")
    assert told.startswith("Works that changed: 1, edit ")
    assert sorted(str(subjects(api, work)[1]["ru"]) for work in works) == [
        "['Алма-Ата']",
        "['Алматы']",
    ]
    assert keruen("undo", told.split()[-1]) == "Undone: 1, changed since and kept: 0\n"
    assert subjects(api, works[0]) == subjects(api, works[1])
