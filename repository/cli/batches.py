"""Commands for batches: a disc of works with its list, checked first and then brought in."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click
from sqlalchemy import select
from sqlalchemy.orm import Session
from tqdm import tqdm

from repository import batches
from repository.batches import Counts, Wanted
from repository.cli.opening import opened
from repository.cli.waiting import wait_for, wait_until
from repository.importing import Destination, institution_for
from repository.models import BatchKind, BatchRow
from repository.reasons import sentence
from repository.repository import Repository

_MOST_SHOWN = 10_000


@click.group()
def batch() -> None:
    """Bring in many works at once: a disc with a list, a folder of folders, a ZIP."""


_SOURCE = click.argument("source", metavar="LIST|FOLDER|ZIP", type=click.Path(exists=True))
_FILES = click.option(
    "--files",
    metavar="FOLDER",
    type=click.Path(exists=True, file_okay=False),
    help="Where the files lie that the list names. Default: beside the list.",
)
_INSTITUTION = click.option(
    "--institution", metavar="SLUG", help="The library that owns the works; made if missing."
)


@batch.command()
@_SOURCE
@_FILES
@_INSTITUTION
def check(source: str, files: str | None, institution: str | None) -> None:
    """Say what would be brought in, and every problem by row and column. Writes nothing."""
    with opened() as repository:
        batch_id = _received(repository, source, files, institution)
        with repository.database.write() as session:
            faults = list(_faults(session, batch_id))
            rows = batches.counts_of(session, [batch_id])[batch_id].rows
            session.delete(batches.get_batch(session, batch_id))
    _say(faults, rows)
    sys.exit(1 if faults else 0)


@batch.command()
@_SOURCE
@_FILES
@_INSTITUTION
@click.option("--collection", metavar="SLUG", help="Put the works here; made when missing.")
@click.option("--publish", is_flag=True, help="Show each work to readers when all is well.")
@click.option("--skip-faulty", is_flag=True, help="Bring in the rows that have no problem.")
@click.option("--wait", is_flag=True, help="Come back when all pages are done.")
@click.option("--results", metavar="FILE", help="Write what became of each row, as CSV.")
def run(
    source: str,
    files: str | None,
    institution: str | None,
    collection: str | None,
    publish: bool,
    skip_faulty: bool,
    wait: bool,
    results: str | None,
) -> None:
    """Check, and when nothing is wrong bring everything in.

    Running the same again makes no second works: they are found by where their files lie, or by
    the checksums of these.
    """
    with opened() as repository:
        batch_id = _received(repository, source, files, institution, collection or "", publish)
        with repository.database.write() as session:
            faults = list(_faults(session, batch_id))
            found = batches.get_batch(session, batch_id)
            if faults and not skip_faulty:
                session.delete(found)
            else:
                batches.begin(session, found, skip_faulty)
        if faults:
            _say(faults, len(faults))
        if faults and not skip_faulty:
            raise click.ClickException("nothing was brought in: mend the list, or --skip-faulty")
        counts = _follow(repository, batch_id, wait)
        if results:
            _write(repository, batch_id, Path(results))
    click.echo(
        f"{counts.made} works made, {counts.done - counts.made} found, {counts.failed} failed"
    )
    sys.exit(1 if counts.failed else 0)


def _received(
    repository: Repository,
    source: str,
    files: str | None,
    institution: str | None,
    collection: str = "",
    publish: bool = False,
) -> str:
    path = Path(source).resolve()
    with repository.database.write() as session:
        owner = institution_for(session, Destination(institution)).id
    data, kind, place = None, BatchKind.FOLDER, str(path)
    if path.is_file() and path.suffix.lower() == ".zip":
        kind, place = BatchKind.ZIP, batches.copy_zip(repository, path)
    elif path.is_file():
        data, kind = path.read_bytes(), BatchKind.LIST
        place = str(Path(files).resolve() if files else path.parent)
    wanted = Wanted(owner, path.name, kind, place, collection=collection, publish=publish)
    return batches.receive(repository, wanted, data)


def _faults(session: Session, batch_id: str) -> Iterator[str]:
    found = batches.get_batch(session, batch_id)
    for each in found.problems:
        yield sentence(each["code"], each["params"], "en")
    for status in batches.row_statuses(session, batch_id, _MOST_SHOWN, only="faulty"):
        for each in status.row.problems:
            column = f", {each['column']}" if each["column"] else ""
            words = sentence(each["code"], each["params"], "en")
            yield f"row {status.row.number}{column}: {words}"


def _say(faults: list[str], rows: int) -> None:
    for fault in faults:
        click.echo(fault)
    if not faults:
        click.echo(f"{rows} works can be brought in; nothing is wrong.")


def _follow(repository: Repository, batch_id: str, wait: bool) -> Counts:
    """Wait for the rows, and with `wait` for their pages."""
    with tqdm(unit="work", disable=None) as bar:
        wait_until(repository, lambda: _left(bar, _counts(repository, batch_id)))
    if wait:
        with repository.database.read() as session:
            rows = BatchRow.batch_id == batch_id, BatchRow.work_id.is_not(None)
            ids = [key for key in session.scalars(select(BatchRow.work_id).where(*rows)) if key]
        wait_for(repository, ids)
    with repository.database.write() as session:
        batches.settle(session, batch_id)
    return _counts(repository, batch_id)


def _left(bar: "tqdm[None]", counts: Counts) -> int:
    bar.total, bar.n = counts.begun, counts.done + counts.failed
    bar.refresh()
    return counts.waiting + counts.running


def _counts(repository: Repository, batch_id: str) -> Counts:
    with repository.database.read() as session:
        return batches.counts_of(session, [batch_id])[batch_id]


def _write(repository: Repository, batch_id: str, path: Path) -> None:
    site = repository.settings.public_url
    with repository.database.read() as session, path.open("w", encoding="utf-8", newline="") as out:
        found = batches.get_batch(session, batch_id)
        out.writelines(batches.results(session, found, "en", lambda key: f"{site}/works/{key}"))
