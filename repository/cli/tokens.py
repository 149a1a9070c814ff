"""Commands for the keys that programs sign in with."""

import click
from sqlalchemy import select

from repository.cli.opening import opened
from repository.models import Token, User
from repository.tokens import add_token, remove_token


@click.group()
def token() -> None:
    """Keys with which programs sign in to the REST API."""


@token.command("add")
@click.argument("name")
@click.option("--purpose", default="", help="What the key is for, to find it again.")
def add(name: str, purpose: str) -> None:
    """Make a key for the user NAME and print it, this once."""
    with opened() as repository, repository.database.write() as session:
        key = add_token(session, name, purpose)
    click.echo(key)


@token.command("list")
def list_tokens() -> None:
    """Print every key's number, user, purpose and when it was last used."""
    with opened() as repository, repository.database.read() as session:
        query = select(Token, User.name).join(User, User.id == Token.user_id)
        for row, name in session.execute(query.order_by(User.name, Token.created)):
            used = f"{row.used:%Y-%m-%d %H:%M}" if row.used else "never used"
            click.echo(f"{row.id}  {name}  {row.name}  {used}")


@token.command("remove")
@click.argument("number")
def remove(number: str) -> None:
    """End the key with this NUMBER at once."""
    with opened() as repository, repository.database.write() as session:
        remove_token(session, number)
    click.echo("The key is no longer valid.")
