"""The command's entry: finds the command asked for and turns our errors into plain sentences."""

import gc
from importlib import import_module

import click

from repository.errors import RefusedError, RepositoryError, SettingsError
from repository.reasons import sentence
from repository.schemas.errors import FaultyError
from storage import StorageError

# Each family is loaded when one of its commands is run: all of them take a second.
_COMMANDS = {
    "run": "serve:run",
    "web": "serve:web",
    "worker": "serve:worker",
    "migrate": "catalogue:migrate_command",
    "import": "imports:import_command",
    "batch": "batches:batch",
    "demo": "demo:demo",
    "contents": "contents:contents",
    "table": "tables:table",
    "index": "index:index",
    "recognise": "texts:recognise",
    "user": "people:user",
    "ask": "ask:ask",
    "audit": "people:audit_command",
    "token": "tokens:token",
    "settings": "checks:settings_command",
    "doctor": "checks:doctor",
}


def load(name: str) -> click.Command:
    """The command of that name, and all that running it takes."""
    module, _, attribute = _COMMANDS[name].partition(":")
    gc.disable()  # what is loaded stays: looking for what does not is a sixth of the time
    try:
        command: click.Command = getattr(import_module(f"repository.cli.{module}"), attribute)
    finally:
        gc.freeze()
        gc.enable()
    return command


class _Commands(click.Group):
    def list_commands(self, _context: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        return load(name) if name in _COMMANDS else None

    def invoke(self, context: click.Context) -> object:
        try:
            return super().invoke(context)
        except SettingsError as error:
            lines = "\n".join(f"  {line}" for line in error.lines)
            raise click.ClickException(f"these settings are wrong:\n{lines}") from error
        except RefusedError as error:
            text = sentence(error.code, error.params, "en")
            raise click.ClickException(text) from error
        except FaultyError as error:
            lines = "\n".join(f"  {fault}" for fault in error.faults)
            raise click.ClickException(f"these fields are at fault:\n{lines}") from error
        except (RepositoryError, StorageError, OSError) as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=_Commands)
@click.version_option(package_name="keruen")
def main() -> None:
    """Keruen: a IIIF repository for collections that many libraries share."""
