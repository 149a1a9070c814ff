"""Commands for the catalogue itself and its users."""

import click

from repository.cli.opening import opened, opened_as_it_is
from repository.institutions import find_institution
from repository.migration import migrate
from repository.models import Role
from repository.settings import load_settings
from repository.users import add_user


@click.command("migrate")
def migrate_command() -> None:
    """Bring the catalogue's tables up to date and make a missing bucket."""
    with opened_as_it_is(load_settings()) as repository:
        migrate(repository.database)
        repository.storage.prepare()
    click.echo("The catalogue is up to date.")


@click.group()
def user() -> None:
    """People who sign in."""


@user.command("add")
@click.argument("name")
@click.option("--role", type=click.Choice([role.value for role in Role]), default="curator")
@click.option("--institution", metavar="SLUG", help="The library whose works a curator edits.")
@click.password_option(envvar="KERUEN_NEW_PASSWORD", help="Asked for when it is not given.")
def add(name: str, role: str, institution: str | None, password: str) -> None:
    """Let NAME sign in."""
    with opened() as repository, repository.database.write() as session:
        library = find_institution(session, institution).id if institution else None
        add_user(session, name, password, Role(role), library)
    click.echo(f"{name} can sign in.")
