from pathlib import Path

import pytest

from repository.errors import SettingsError
from repository.settings import Settings, load_settings, settings_table, without_password


def test_the_defaults_need_no_server() -> None:
    settings = Settings(data_dir=Path("/somewhere"))
    assert settings.database_address == "sqlite:////somewhere/keruen.db"
    assert settings.storage_address == "file:///somewhere/storage"
    assert settings.broker_address == "filesystem://localhost"
    assert settings.public_url == "http://127.0.0.1:8000"


def test_every_setting_has_help() -> None:
    for name, field in Settings.model_fields.items():
        assert field.description, name
        assert field.description.endswith("."), name


def test_every_setting_is_documented() -> None:
    text = (Path(__file__).parents[2] / "docs" / "settings.md").read_text()
    for name, _value, words in settings_table(Settings()):
        assert f"`{name}`" in text
        assert words in text


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("KERUEN_PORT", "eighty", "valid integer"),
        ("KERUEN_PORT", "70000", "less than or equal to 65535"),
        ("KERUEN_DATABASE_URL", "mysql://somewhere", "neither sqlite"),
        ("KERUEN_STORAGE_URL", "/srv/keruen", "file:///folder"),
        ("KERUEN_STORAGE_URL", "file://srv/keruen", "file:///folder"),
        ("KERUEN_BROKER_URL", "amqp://rabbit", "redis://"),
        ("KERUEN_BASE_URL", "keruen.example.org", "web address"),
        ("KERUEN_JPEG_QUALITY", "95", "less than or equal to 89"),
    ],
)
def test_a_wrong_setting_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, words: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    (line,) = caught.value.lines
    assert line.startswith(f"{name}={value}: ")
    assert words in line


def test_all_wrong_settings_are_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KERUEN_PORT", "no")
    monkeypatch.setenv("KERUEN_STORAGE_URL", "no")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert len(caught.value.lines) == 2


def test_secrets_are_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KERUEN_SECRET_KEY", "camel")
    monkeypatch.setenv("KERUEN_DATABASE_URL", "postgresql+psycopg://k:camel@db/k")
    monkeypatch.setenv("KERUEN_BROKER_URL", "redis://:camel@redis/0")
    assert "camel" not in repr(settings_table(load_settings()))
    assert "camel" not in repr(load_settings().secret_key)


def test_a_password_is_taken_out_of_an_address() -> None:
    assert without_password("redis://:p@h/0") == "redis://:********@h/0"
    assert without_password("redis://h/0") == "redis://h/0"


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000"),
        ("0.0.0.0", "http://localhost:8000"),
        ("::", "http://localhost:8000"),
        ("::1", "http://[::1]:8000"),
    ],
)
def test_ids_start_with_an_address_that_can_be_asked(host: str, address: str) -> None:
    assert Settings(host=host).public_url == address
