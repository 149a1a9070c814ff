"""Commands that tell what is set, and what works on this machine."""

import json
import subprocess
import sys

import click

from imageserver import lossless
from repository.cli.opening import opened_as_it_is
from repository.errors import SettingsError
from repository.health import Finding, findings
from repository.settings import Settings, load_settings, settings_table

_FORMATS_SECONDS = 60


@click.command("settings")
def settings_command() -> None:
    """Print every setting with its value and what it is for; secrets are hidden."""
    for name, value, words in settings_table(load_settings()):
        click.echo(f"{name}={value}")
        click.echo(f"    {words}")


@click.command()
def doctor() -> None:
    """Say what this machine can read and write, and what is wrong, in words."""
    try:
        found = _examine(load_settings())
    except SettingsError as error:
        found = [Finding("setting", False, line) for line in error.lines]
    for finding in found:
        mark = click.style("ok  ", fg="green") if finding.well else click.style("BAD ", fg="red")
        click.echo(f"{mark} {finding.part}: {finding.words}")
    sys.exit(0 if all(finding.well for finding in found) else 1)


def _examine(settings: Settings) -> list[Finding]:
    with opened_as_it_is(settings) as repository:
        return [*_settings(settings), *findings(repository), *_formats(), _turning()]


def _settings(settings: Settings) -> list[Finding]:
    found = [Finding("settings", True, "all can be read")]
    if settings.base_url.startswith("http://") and settings.host not in ("127.0.0.1", "localhost"):
        words = "KERUEN_BASE_URL is http: passwords travel in the clear, put a TLS proxy in front"
        found.append(Finding("base url", True, words))
    return found


def _turning() -> Finding:
    if lossless.is_available():
        return Finding("turned tiles", True, "made without decoding, by libturbojpeg")
    words = "drawn from pixels; the system's package of libturbojpeg makes that twice as quick"
    return Finding("turned tiles", True, words)


def _formats() -> list[Finding]:
    # In a process of its own: a broken codec library must not take the doctor with it.
    command = [sys.executable, "-m", "workers.formats"]
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=_FORMATS_SECONDS, check=True, text=True
        )
    except (subprocess.SubprocessError, OSError) as error:
        return [Finding("formats", False, str(error))]
    return [Finding(row["format"], row["well"], row["words"]) for row in json.loads(done.stdout)]
