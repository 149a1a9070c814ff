"""The command `keruen`, as one types it."""

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from repository.cli.main import main
from repository.settings import Settings
from repository.users import check_password
from tests.repository.conftest import opened_again


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KERUEN_DATA_DIR", str(tmp_path / "data"))
    return tmp_path


def keruen(*arguments: str, code: int = 0) -> Result:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == code, result.output
    return result


def test_settings_prints_every_one_with_its_help(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KERUEN_SECRET_KEY", "camel")
    output = keruen("settings").output
    for name, field in Settings.model_fields.items():
        assert f"KERUEN_{name.upper()}=" in output
        assert str(field.description) in output
    assert "camel" not in output


def test_wrong_settings_are_said_in_words_by_every_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KERUEN_PORT", "eighty")
    for command in ("run", "web", "worker", "migrate", "settings", "demo"):
        output = keruen(command, code=1).output
        assert "KERUEN_PORT=eighty" in output


def test_doctor_names_what_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KERUEN_PORT", "eighty")
    monkeypatch.setenv("KERUEN_STORAGE_URL", "nowhere")
    output = keruen("doctor", code=1).output
    assert output.count("BAD") == 2


def test_doctor_names_a_broker_that_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    keruen("migrate")
    monkeypatch.setenv("KERUEN_BROKER_URL", "redis://127.0.0.1:1/0")
    output = keruen("doctor", code=1).output
    assert "BAD  broker" in output
    assert "ok   database" in output
    assert "ok   storage" in output


def test_doctor_says_what_can_be_read() -> None:
    keruen("migrate")
    output = keruen("doctor").output
    for name in ("TIFF", "JPEG 2000", "PDF"):
        assert f"ok   {name}" in output
    assert "BAD" not in output


def test_a_catalogue_that_is_not_migrated_is_not_well() -> None:
    assert "keruen migrate" in keruen("doctor", code=1).output


def test_users_can_be_added_once(folder: Path) -> None:
    given = ("--role", "administrator", "--password", "long enough")
    keruen("user", "add", "aigul", *given)
    assert "taken" in keruen("user", "add", "aigul", *given, code=1).output
    assert "10" in keruen("user", "add", "b", "--password", "short", code=1).output
    with opened_again(folder) as repository, repository.database.read() as session:
        assert check_password(session, "aigul", "long enough")
        assert not check_password(session, "aigul", "long enougH")
        assert not check_password(session, "nobody", "long enough")


def test_an_unknown_institution_is_named() -> None:
    arguments = ("user", "add", "a", "--password", "long enough", "--institution", "atlantis")
    assert "atlantis" in keruen(*arguments, code=1).output


def test_import_prints_one_json_object_for_each_work(folder: Path) -> None:
    for name in ("one", "two"):
        (folder / name).mkdir()
        (folder / name / "1.jpg").write_bytes(name.encode())
    output = keruen("import", "--json", str(folder / "one"), str(folder / "two")).stdout
    outcomes = [json.loads(line) for line in output.splitlines()]
    assert [outcome["pages"] for outcome in outcomes] == [1, 1]
    assert all(outcome.keys() == {"id", "manifest", "pages", "failed"} for outcome in outcomes)
    assert len({outcome["id"] for outcome in outcomes}) == 2


def test_a_path_without_scans_is_refused_before_anything_is_written(folder: Path) -> None:
    (folder / "empty").mkdir()
    output = keruen("import", str(folder / "empty"), code=1).output
    assert "Error" in output
    assert not (folder / "data").exists()


def test_every_command_is_documented() -> None:
    text = (Path(__file__).parents[2] / "docs" / "commands.md").read_text()
    context = click.Context(main)
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None
        assert f"`keruen {name}" in text
        for parameter in command.params:
            for option in parameter.opts:
                if option.startswith("--"):
                    assert option in text, f"keruen {name} {option}"


def test_people_and_the_log_by_command(folder: Path) -> None:
    given = ("--password", "seven dry wells")
    keruen("user", "add", "first", "--role", "administrator", *given)
    keruen("user", "add", "aigul", *given)
    assert "library" in keruen("user", "invite", code=1).output
    link = keruen("user", "invite", "--role", "administrator").output
    assert "/invitation/" in link
    assert "/invitation/" in keruen("user", "reset", "Aigul").output
    assert "last administrator" in keruen("user", "disable", "first", code=1).output
    keruen("user", "role", "aigul", "administrator")
    keruen("user", "disable", "first")
    listed = keruen("user", "list").output
    assert "first  administrator  -  disabled" in listed
    keruen("user", "enable", "first")
    lines = keruen("audit", "--who", "command").output.splitlines()
    words = [line.split(",")[2] for line in lines]
    assert words == ["enabled", "disabled", "role-changed", "reset-link-made", "invited", "made",
                     "made"]  # fmt: skip
    assert len(keruen("audit", "--what", "made", "--most", "1").output.splitlines()) == 1


def test_whatever_the_api_does_by_command(folder: Path) -> None:
    keruen("user", "add", "aliya", "--role", "administrator", "--password", "seven dry wells")

    def ask(method: str, path: str, *data: str, code: int = 0) -> str:
        return keruen("ask", method, path, *data, "--as", "aliya", code=code).output

    ask("POST", "/institutions", '{"slug": "omsk", "label": {"en": ["Omsk"]}}')
    (folder / "work.json").write_text('{"institution": "omsk", "label": {"en": ["Book"]}}')
    work = json.loads(ask("POST", "works", f"@{folder / 'work.json'}"))["id"]
    ask("PATCH", f"/works/{work}", '{"label": {"en": ["Other"]}}')
    assert json.loads(ask("GET", "/works?limit=5"))["items"][0]["label"] == {"en": ["Other"]}
    assert "label" in ask("PATCH", f"/works/{work}", '{"label": 7}', code=1)
    assert ask("DELETE", f"/works/{work}") == ""
    assert '"status":404' in ask("GET", f"/works/{work}", code=1)
    assert keruen("ask", "GET", "/works", "--as", "nobody", code=1).output
    assert ",aliya," in keruen("audit", "--what", "removed").output
