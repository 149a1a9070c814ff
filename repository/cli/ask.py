"""The REST API without a server: everything that it does, at the command line."""

import mimetypes
import sys
from pathlib import Path

import click

from repository.api.caller import USER
from repository.cli.opening import opened
from repository.users import named_user
from repository.web import create_app

_ROOT = "/api/v1"
_READING = ("GET", "HEAD")


@click.command()
@click.argument("method", type=click.Choice(["GET", "POST", "PUT", "PATCH", "DELETE"]))
@click.argument("path", metavar="PATH")
@click.argument("data", required=False)
@click.option("--as", "name", required=True, metavar="NAME", help="The user who asks.")
@click.option("--match", default="*", show_default=True, help="Only if this is still its ETag.")
@click.option("--type", "media_type", help="What DATA is. Default: JSON, or by the file's name.")
def ask(
    method: str, path: str, data: str | None, name: str, match: str, media_type: str | None
) -> None:
    """Ask the REST API for PATH, such as /works?limit=5, and print what it answers.

    It needs no server to be up. DATA is JSON, @FILE for what a file holds, or - for what comes in.
    """
    body, guessed = _body(data)
    headers = {} if method in _READING else {"If-Match": match}
    with opened() as repository:
        with repository.database.read() as session:
            user = named_user(session, name)
        answer = create_app(repository).test_client().open(
            _ROOT + "/" + path.lstrip("/"),
            method=method,
            data=body,
            content_type=(media_type or guessed) if body is not None else None,
            headers=headers,
            environ_overrides={USER: user},
        )  # fmt: skip
    failed = answer.status_code >= 400
    if answer.data:
        click.echo(answer.data, nl=answer.is_json, err=failed)
    sys.exit(1 if failed else 0)


def _body(data: str | None) -> tuple[bytes | None, str]:
    """What is sent, and what it is by its name."""
    if data is None:
        return None, ""
    if data == "-":
        return sys.stdin.buffer.read(), "application/json"
    if data.startswith("@"):
        kind = mimetypes.guess_type(data[1:])[0]
        return Path(data[1:]).read_bytes(), kind or "application/octet-stream"
    return data.encode(), "application/json"
