"""Commands that bring scans in."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import click
from tqdm import tqdm

from repository import audit, versions
from repository.cli.opening import opened
from repository.cli.waiting import wait_for
from repository.demo import load_demo
from repository.importing import (
    Destination,
    begin_import,
    examine_captions,
    examine_source,
    import_captions,
    import_pages,
    progress,
    publish_when_ready,
)
from repository.masters import LocalFile
from repository.plans import Plan, Reading, carry_out, complete, find_plan
from repository.reasons import sentence
from repository.records.reading import read_file
from repository.records.taking import take_over
from repository.repository import Repository
from repository.revisions import touch
from repository.sources import Source, find_source
from repository.texts.beside import beside, import_texts
from repository.works import get_work


@dataclass(frozen=True, slots=True)
class Outcome:
    """What `--json` prints of one work."""

    id: str
    manifest: str
    pages: int
    failed: int


@click.command("import")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--collection", metavar="SLUG", help="Put the works here; made when missing.")
@click.option("--institution", metavar="SLUG", help="The library that owns them; made if missing.")
@click.option("--label", help="The title. Default: the name of the folder or file.")
@click.option(
    "--record", metavar="FILE", help="Describe the work by a catalogue record: MARC, MODS, DC."
)
@click.option("--publish", is_flag=True, help="Show each work to readers when all is well.")
@click.option("--copy", is_flag=True, help="Fetch the pictures that a manifest points at.")
@click.option("--private", is_flag=True, help="Read from private networks, too.")
@click.option("--wait", is_flag=True, help="Come back when all pages are done.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object for each work.")
def import_command(
    paths: tuple[str, ...],
    collection: str | None,
    institution: str | None,
    label: str | None,
    record: str | None,
    publish: bool,
    copy: bool,
    private: bool,
    wait: bool,
    as_json: bool,
) -> None:
    """Make a work of each PATH: a folder of page images and recordings, a PDF, a single file.

    A folder with a work.json, a METS file (.xml) and a IIIF manifest (.json, or its address) give
    the description, the order and the table of contents, too. Importing the same PATH again makes
    no second work: new and changed files are taken in.
    """
    reading = Reading(copy, private)
    found = [find_plan(path, reading) or find_source(Path(path)) for path in paths]
    to = Destination(institution, collection, label)
    with opened() as repository:
        works = [_import(repository, source, to, reading) for source in found]
        if record:
            _describe(repository, works, Path(record))
        if publish:
            for work in works:
                publish_when_ready(repository, work)
        if wait:
            wait_for(repository, works)
        outcomes = [_outcome(repository, work) for work in works]
    for outcome in outcomes:
        click.echo(json.dumps(asdict(outcome)) if as_json else _in_words(outcome))
    sys.exit(1 if any(outcome.failed for outcome in outcomes) else 0)


@click.command()
@click.option("--wait", is_flag=True, help="Come back when all pages are done.")
def demo(wait: bool) -> None:
    """Set up a consortium's site as a demonstration, or what is missing of it.

    Left alone are catalogues with other works, and sites whose administrator has taken the mark of
    a demonstration away.
    """
    with opened() as repository:
        works = load_demo(repository)
        if wait:
            wait_for(repository, works)
    if works:
        click.echo(f"The demonstration is loaded: {len(works)} works.")
    else:
        click.echo("The demonstration is complete, or not wanted here; nothing was loaded.")


def _import(
    repository: Repository, source: Source | Plan, to: Destination, reading: Reading
) -> str:
    if isinstance(source, Plan):
        with complete(repository.settings, source, reading) as plan:
            return carry_out(repository, plan, to, _watch(plan))
    for name in source.skipped:
        click.echo(f"left aside, no scan by its name: {name}", err=True)
    captions = examine_captions(source)
    files = list(_bar(examine_source(source), source, "reading"))
    work_id = begin_import(repository, source, files, to)
    import_captions(repository, work_id, captions)
    for _ in _bar(import_pages(repository, work_id, files), source, "storing"):
        pass
    for error in import_texts(repository, work_id, beside(source.texts)):
        click.echo(f"left aside: {sentence(error.code, error.params, 'en')}", err=True)
    return work_id


def _describe(repository: Repository, works: Sequence[str], path: Path) -> None:
    """Take the only record of a file over into the only work."""
    cards = read_file(path).cards
    if len(cards) != 1 or len(works) != 1:
        raise click.ClickException("--record needs one work and a file with one record in it")
    with repository.database.write() as session:
        work = get_work(session, works[0])
        take_over(work, cards[0])
        touch(session, work)
        versions.record(session, work, None)
        details = {"record": cards[0].key, "format": cards[0].format}
        audit.note(session, audit.COMMAND, "described", "work", work.id, details)


def _bar(files: Iterable[LocalFile], source: Source, verb: str) -> Iterator[LocalFile]:
    """The files, with a progress bar on a terminal."""
    words = f"{verb} {source.name}"
    yield from tqdm(files, total=len(source.files), desc=words, unit="file", disable=None)


def _watch(plan: Plan) -> Callable[[Iterable[LocalFile]], Iterable[LocalFile]]:
    total = sum(1 for page in plan.pages if page.file)
    return lambda files: tqdm(files, total=total, desc="storing", unit="file", disable=None)


def _outcome(repository: Repository, work_id: str) -> Outcome:
    state = progress(repository, work_id)
    manifest = f"{repository.settings.public_url}/iiif/presentation/3/{work_id}/manifest"
    return Outcome(id=work_id, manifest=manifest, pages=state.pages, failed=state.failed)


def _in_words(outcome: Outcome) -> str:
    failed = f", {outcome.failed} failed" if outcome.failed else ""
    return f"{outcome.manifest}  {outcome.pages} pages{failed}"
