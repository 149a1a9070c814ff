"""Commands for descriptions as tables."""

from pathlib import Path

import click

from repository.audit import COMMAND
from repository.cli.opening import opened
from repository.editing import Selection, apply, outcomes, undo, write_csv
from repository.editing.making import preview_table, table_of
from repository.errors import NotFoundError
from repository.institutions import find_institution
from repository.models import Edit
from repository.reasons import sentence

_MOST_SHOWN = 50


@click.group()
def table() -> None:
    """Descriptions as a table: out, in again, and undone."""


@table.command("export")
@click.option("--institution", metavar="SLUG", help="Only works of this library.")
@click.option("--collection", metavar="SLUG", default="", help="Only works of this collection.")
@click.option("--missing", default="", help="Only works without a part: subject, title:kk.")
@click.option("--separator", type=click.Choice([";", ","]), default=";", show_default=True)
@click.argument("target", type=click.File("w", encoding="utf-8", lazy=True), default="-")
def export(
    institution: str | None, collection: str, missing: str, separator: str, target: click.File
) -> None:
    """Write descriptions as CSV to TARGET."""
    with opened() as repository, repository.database.read() as session:
        owner = find_institution(session, institution).id if institution else ""
        wanted = Selection(institution=owner, collection=collection, missing=missing)
        click.echo(write_csv(table_of(session, wanted), separator), file=target, nl=False)  # type: ignore[arg-type]


@table.command("apply")
@click.argument("source", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Apply it; without, only say what would change.")
def apply_table(source: Path, yes: bool) -> None:
    """Change descriptions to what the CSV or XLSX SOURCE says."""
    with opened() as repository, repository.database.write() as session:
        made = preview_table(session, source.read_bytes(), None)
        for work, each in made.wrong[:_MOST_SHOWN]:
            click.echo(f"{work.id} {each.part}: {sentence(each.code, each.params, 'en')}")
        if yes:
            apply(session, made.edit, COMMAND)
        number, key = made.edit.works, made.edit.id
    click.echo(f"Works that {'changed' if yes else 'would change'}: {number}, edit {key}")


@table.command("undo")
@click.argument("edit")
def undo_table(edit: str) -> None:
    """Bring back what was there before EDIT."""
    with opened() as repository, repository.database.write() as session:
        found = session.get(Edit, edit)
        if found is None:
            raise NotFoundError(edit)
        undo(session, found, COMMAND)
        session.flush()
        told = outcomes(session, found)
    click.echo(f"Undone: {told.get('undone', 0)}, changed since and kept: {told.get('kept', 0)}")
