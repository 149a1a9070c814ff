"""The command's entry: gathers the families and turns our errors into plain sentences."""

import click

from repository.cli.catalogue import migrate_command, user
from repository.cli.checks import doctor, settings_command
from repository.cli.imports import demo, import_command
from repository.cli.serve import run, web, worker
from repository.cli.tokens import token
from repository.errors import RefusedError, RepositoryError, SettingsError
from repository.reasons import sentence
from repository.schemas.errors import FaultyError
from storage import StorageError


class _Commands(click.Group):
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


for command in (
    run,
    web,
    worker,
    migrate_command,
    import_command,
    demo,
    user,
    token,
    settings_command,
    doctor,
):
    main.add_command(command)
