"""The command that brings scans in.

What only some imports need (plans, records, given texts) is loaded when it is: most are folders of
scans, and all of it takes longer to load than a page to draw.
"""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import click
from tqdm import tqdm

from repository.cli.opening import opened
from repository.cli.waiting import wait_for
from repository.importing import (
    Destination,
    begin_import,
    examine_captions,
    import_captions,
    import_pages,
    progress,
    publish_when_ready,
)
from repository.masters import LocalFile
from repository.reasons import sentence
from repository.repository import Repository
from repository.sources import Source, find_source


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
@click.option("--copy", is_flag=True, help="Fetch the pictures that a manifest or METS points at.")
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
    imports = [_found(path, copy=copy, private=private) for path in paths]
    to = Destination(institution, collection, label)
    with opened() as repository:
        works = [import_(repository, to) for import_ in imports]
        if record:
            from repository.cli.describing import describe

            describe(repository, works, Path(record))
        if publish:
            for work in works:
                publish_when_ready(repository, work)
        if wait:
            wait_for(repository, works)
        outcomes = [_outcome(repository, work) for work in works]
    for outcome in outcomes:
        click.echo(json.dumps(asdict(outcome)) if as_json else _in_words(outcome))
    sys.exit(1 if any(outcome.failed for outcome in outcomes) else 0)


def _found(path: str, *, copy: bool, private: bool) -> Callable[[Repository, Destination], str]:
    """How the work of a path is made. Raises what is wrong with it, before anything is written."""
    if _may_be_plan(path):
        from repository.cli.planned import planned

        if found := planned(path, copy=copy, private=private):
            return found
    return partial(_import, find_source(Path(path)))


def _may_be_plan(path: str) -> bool:
    """Whether it is worth loading what reads plans."""
    address = path.startswith(("http://", "https://"))
    named = Path(path).suffix.lower() in (".xml", ".json")
    return address or named or Path(path, "work.json").is_file()


def _import(source: Source, repository: Repository, to: Destination) -> str:
    for name in source.skipped:
        click.echo(f"left aside, no scan by its name: {name}", err=True)
    captions = examine_captions(source)
    reading = partial(_bar, source=source, verb="reading")
    work_id, files = begin_import(repository, source, to, watch=reading)
    import_captions(repository, work_id, captions)
    for _ in _bar(import_pages(repository, work_id, files), source, "storing"):
        pass
    if source.texts:
        _import_texts(repository, work_id, source)
    return work_id


def _import_texts(repository: Repository, work_id: str, source: Source) -> None:
    from repository.texts.beside import beside, import_texts

    for error in import_texts(repository, work_id, beside(source.texts)):
        click.echo(f"left aside: {sentence(error.code, error.params, 'en')}", err=True)


def _bar(files: Iterable[LocalFile], source: Source, verb: str) -> Iterator[LocalFile]:
    """The files, with a progress bar on a terminal."""
    words = f"{verb} {source.name}"
    yield from tqdm(files, total=len(source.files), desc=words, unit="file", disable=None)


def _outcome(repository: Repository, work_id: str) -> Outcome:
    state = progress(repository, work_id)
    manifest = f"{repository.settings.public_url}/iiif/presentation/3/{work_id}/manifest"
    return Outcome(id=work_id, manifest=manifest, pages=state.pages, failed=state.failed)


def _in_words(outcome: Outcome) -> str:
    failed = f", {outcome.failed} failed" if outcome.failed else ""
    return f"{outcome.manifest}  {outcome.pages} pages{failed}"
