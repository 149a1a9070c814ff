"""What the project depends on is locked, with checksums."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
WANTED = {
    "requirements.lock": PROJECT["dependencies"],
    "requirements-dev.lock": PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"],
}


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def named(text: str) -> str:
    found = NAME.match(text)
    assert found, text
    return plain(found.group())


@pytest.mark.parametrize("lock", WANTED)
def test_every_dependency_is_locked(lock: str) -> None:
    lines = (ROOT / lock).read_text().splitlines()
    starts = [number for number, line in enumerate(lines) if line and not line.startswith(" ")]
    assert all("--hash=sha256:" in lines[number + 1] for number in starts)
    locked = {named(lines[number]) for number in starts}
    assert {named(wanted) for wanted in WANTED[lock]} <= locked
