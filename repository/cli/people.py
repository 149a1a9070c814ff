"""Commands for people who sign in, and for the log of what they did."""

import csv
import json
import sys
from datetime import UTC, datetime

import click
from sqlalchemy import select

from repository import audit
from repository.cli.opening import opened
from repository.events import Filter, every_event
from repository.institutions import find_institution
from repository.invitations import INVITATION_DAYS, RESET_DAYS, invite, invite_to_reset
from repository.models import Institution, Role, User
from repository.users import add_user, change_role, disable, enable, named_user

ROLES = click.Choice([role.value for role in Role])


@click.group()
def user() -> None:
    """People who sign in."""


@user.command("add")
@click.argument("name")
@click.option("--role", type=ROLES, default="curator")
@click.option("--institution", metavar="SLUG", help="The library whose works a curator edits.")
@click.password_option(envvar="KERUEN_NEW_PASSWORD", help="Asked for when it is not given.")
def add(name: str, role: str, institution: str | None, password: str) -> None:
    """Let NAME sign in."""
    with opened() as repository, repository.database.write() as session:
        library = find_institution(session, institution).id if institution else None
        add_user(session, name, password, Role(role), library)
    click.echo(f"{name} can sign in.")


@user.command("list")
def list_users() -> None:
    """Print every user's name, role, library and state."""
    with opened() as repository, repository.database.read() as session:
        query = select(User, Institution.slug).outerjoin(
            Institution, Institution.id == User.institution_id
        )
        for row, slug in session.execute(query.order_by(User.folded)):
            seen = f"last here {row.seen:%Y-%m-%d}" if row.seen else "never signed in"
            state = "disabled" if row.disabled else seen
            click.echo(f"{row.name}  {Role(row.role).value}  {slug or '-'}  {state}")


@user.command("invite")
@click.option("--role", type=ROLES, default="curator")
@click.option("--institution", metavar="SLUG", help="The library the new user works for.")
@click.option("--purpose", default="", help="For whom it is meant.")
def invite_command(role: str, institution: str | None, purpose: str) -> None:
    """Print a link by which somebody new chooses a name and a password, once."""
    with opened() as repository, repository.database.write() as session:
        library = find_institution(session, institution).id if institution else None
        _made, key = invite(session, Role(role), library, audit.COMMAND, purpose)
    click.echo(f"{repository.settings.public_url}/invitation/{key}")
    click.echo(f"It works once, for {INVITATION_DAYS} days.", err=True)


@user.command("reset")
@click.argument("name")
def reset(name: str) -> None:
    """Print a link by which NAME chooses a new password, once."""
    with opened() as repository, repository.database.write() as session:
        _made, key = invite_to_reset(session, named_user(session, name), audit.COMMAND)
    click.echo(f"{repository.settings.public_url}/invitation/{key}")
    click.echo(f"It works once, for {RESET_DAYS} day.", err=True)


@user.command("disable")
@click.argument("name")
def disable_command(name: str) -> None:
    """Let NAME in no more: ends all sessions and keys at once."""
    with opened() as repository, repository.database.write() as session:
        disable(session, named_user(session, name), audit.COMMAND)
    click.echo(f"{name} cannot sign in any more.")


@user.command("enable")
@click.argument("name")
def enable_command(name: str) -> None:
    """Let NAME in again."""
    with opened() as repository, repository.database.write() as session:
        enable(session, named_user(session, name), audit.COMMAND)
    click.echo(f"{name} can sign in.")


@user.command("role")
@click.argument("name")
@click.argument("role", type=ROLES)
@click.option("--institution", metavar="SLUG", help="The library; the present one if not given.")
def role_command(name: str, role: str, institution: str | None) -> None:
    """Give NAME another ROLE."""
    with opened() as repository, repository.database.write() as session:
        found = named_user(session, name)
        library = find_institution(session, institution).id if institution else None
        owner = None if role == Role.ADMINISTRATOR else library or found.institution_id
        change_role(session, found, Role(role), owner, audit.COMMAND)
    click.echo(f"{name} is {role}.")


@click.command("audit")
@click.option("--who", default="", help="A user's name, or command or worker.")
@click.option("--what", default="", help="What was done, such as published.")
@click.option("--id", "subject", default="", help="The id of a work or another thing.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="From this day on, in UTC.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Before this day, in UTC.")
@click.option("--most", type=click.IntRange(1), default=1000, help="How many lines at most.")
def audit_command(
    who: str,
    what: str,
    subject: str,
    since: datetime | None,
    until: datetime | None,
    most: int,
) -> None:
    """Print the log of changes as CSV, the newest first."""
    wanted = Filter(who, what, subject, _utc(since), _utc(until))
    writer = csv.writer(sys.stdout)
    with opened() as repository, repository.database.read() as session:
        for number, event in enumerate(every_event(session, wanted)):
            if number == most:
                break
            details = json.dumps(event.details, ensure_ascii=False) if event.details else ""
            writer.writerow(
                [
                    event.moment.isoformat(timespec="seconds"),
                    event.actor or event.actor_id or "",
                    event.action,
                    event.subject_kind,
                    event.subject_id,
                    details,
                ]
            )


def _utc(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=UTC) if moment else None
