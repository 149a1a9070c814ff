"""The command that takes a table of contents over."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from repository import audit, versions
from repository.arranging.contents import from_documents, from_mets
from repository.changes.sections import replace_contents
from repository.cli.opening import opened
from repository.schemas.section import ContentsIn
from repository.works import get_work


@click.command()
@click.argument("work")
@click.option(
    "--mets",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Of this METS file; without, of the bookmarks of the work's PDFs.",
)
@click.option("--yes", is_flag=True, help="Take it over; without, only show it.")
def contents(work: str, mets: Path | None, yes: bool) -> None:
    """Show what the bookmarks of WORK, or a METS, offer for a table of contents; take it over.

    It stands in the place of the one that is there, which earlier versions keep.
    """
    with opened() as repository, repository.database.write() as session:
        found = get_work(session, work)
        offered = (
            from_mets(session, work, mets.read_bytes()) if mets else from_documents(session, work)
        )
        for line in _lines(offered):
            click.echo(line)
        if yes and offered:
            sent = ContentsIn.model_validate({"sections": offered})
            replace_contents(session, found, sent.sections)
            versions.record(session, found, None)
            audit.note(session, audit.COMMAND, "changed", "work", work, {"by": "contents"})
    click.echo(f"Sections at the top: {len(offered)}{', taken over' if yes and offered else ''}")


def _lines(sections: Sequence[Mapping[str, Any]], depth: int = 0) -> Iterator[str]:
    for section in sections:
        inside = [item for item in section["items"] if "page" not in item]
        title = "; ".join(text for texts in section["label"].values() for text in texts)
        pages = len(section["items"]) - len(inside)
        yield f"{'  ' * depth}{title} ({pages})"
        yield from _lines(inside, depth + 1)
