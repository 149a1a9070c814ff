"""Describe what was imported by a catalogue record."""

from collections.abc import Sequence
from pathlib import Path

import click

from repository import audit, versions
from repository.records.reading import read_file
from repository.records.taking import take_over
from repository.repository import Repository
from repository.revisions import touch
from repository.works import get_work


def describe(repository: Repository, works: Sequence[str], path: Path) -> None:
    """Take the only record of a file over into the only work. Raises `click.ClickException`."""
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
