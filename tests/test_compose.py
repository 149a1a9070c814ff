"""The compose file, held against its schema and against the software it starts."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import click
import jsonschema
import pytest
import yaml

from repository.cli.main import main
from repository.settings import PREFIX, Settings

ROOT = Path(__file__).parents[1]
# What boto3's users expect, and what the images of others read.
FOREIGN = {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"}
IMAGES = {
    "postgres": {"POSTGRES_USER", "POSTGRES_DB", "POSTGRES_PASSWORD", "POSTGRES_INITDB_ARGS"},
}
GIVEN = {"KERUEN_DB_PASSWORD", "KERUEN_S3_SECRET"}  # asked of whoever starts it
VARIABLE = re.compile(r"\$\{(\w+)(?::([-?])([^}]*))?\}")


def interpolated(text: str) -> str:
    return VARIABLE.sub(lambda m: m[3] if m[2] == "-" else "given", text).replace("$$", "$")


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    text = (ROOT / "docker-compose.yml").read_text()
    loaded = yaml.safe_load(interpolated(text))
    assert isinstance(loaded, dict)
    return loaded


def ours(compose: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {n: s for n, s in compose["services"].items() if s.get("image") == "keruen"}


def test_it_follows_the_schema_of_compose_files(compose: dict[str, Any]) -> None:
    schema = json.loads((ROOT / "tests/data/compose-spec.schema.json").read_text())
    jsonschema.validate(compose, schema, cls=jsonschema.Draft7Validator)


def test_every_variable_is_a_setting(compose: dict[str, Any]) -> None:
    known = {PREFIX + name.upper() for name in Settings.model_fields} | FOREIGN
    services = ours(compose)
    assert {"web", "worker", "migrate"} <= services.keys()
    for service in services.values():
        assert service["environment"].keys() <= known
        Settings.model_validate(
            {
                name.removeprefix(PREFIX).lower(): value
                for name, value in service["environment"].items()
            }
        )


def test_the_variables_of_others_are_theirs(compose: dict[str, Any]) -> None:
    for name, service in compose["services"].items():
        if service.get("image") != "keruen":
            assert set(service.get("environment", {})) <= IMAGES.get(name, set())


def test_only_known_variables_are_asked_for() -> None:
    asked = {m[1] for m in VARIABLE.finditer((ROOT / "docker-compose.yml").read_text())}
    known = {PREFIX + name.upper() for name in Settings.model_fields} | GIVEN
    assert asked <= known


def test_every_command_exists(compose: dict[str, Any]) -> None:
    for service in ours(compose).values():
        program, *arguments = service["command"].split()
        assert program == "keruen"
        context = click.Context(main)
        assert main.get_command(context, arguments[0]) is not None


def test_dependencies_volumes_and_configs_are_there(compose: dict[str, Any]) -> None:
    for service in compose["services"].values():
        assert set(service.get("depends_on", ())) <= compose["services"].keys()
        for volume in service.get("volumes", ()):
            assert volume.split(":")[0] in compose["volumes"]
        for config in service.get("configs", ()):
            assert config["source"] in compose["configs"]


def test_the_s3_servers_configuration_is_json(compose: dict[str, Any]) -> None:
    (identity,) = json.loads(compose["configs"]["s3"]["content"])["identities"]
    environment = ours(compose)["web"]["environment"]
    (credentials,) = identity["credentials"]
    assert credentials["accessKey"] == environment["AWS_ACCESS_KEY_ID"]
    assert credentials["secretKey"] == environment["AWS_SECRET_ACCESS_KEY"]


def test_the_proxys_configuration_is_read_by_nginx(compose: dict[str, Any], tmp_path: Path) -> None:
    nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if nginx is None:
        if os.environ.get("CI"):
            pytest.fail("nginx is not installed")
        pytest.skip("nginx is not installed")
    site = compose["configs"]["proxy"]["content"].replace("web:8000", "127.0.0.1:8000")
    (tmp_path / "nginx.conf").write_text(
        f"pid {tmp_path}/pid; error_log stderr; events {{}} http {{ access_log off; {site} }}"
    )
    done = subprocess.run(
        [nginx, "-t", "-q", "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")],
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_the_image_starts_with_a_command_that_exists() -> None:
    text = (ROOT / "Dockerfile").read_text()
    (command,) = re.findall(r"^CMD (.*)$", text, re.MULTILINE)
    program, name = json.loads(command)
    assert program == "keruen"
    assert main.get_command(click.Context(main), name) is not None
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    assert set(re.findall(r"\b(KERUEN_\w+)=", text)) <= known
    for copied in re.findall(r"^COPY ((?:\S+ )+)\S+$", text, re.MULTILINE):
        for name in copied.split():
            assert (ROOT / name).exists(), name
