"""The command that has texts recognised."""

import sys

import click
from tqdm import tqdm

from repository.cli.opening import opened
from repository.cli.waiting import wait_until
from repository.models import JobState
from repository.repository import Repository
from repository.texts.standing import ask_for_texts, standings
from repository.works import get_work


@click.command()
@click.argument("works", nargs=-1, required=True, metavar="WORK...")
@click.option("--again", is_flag=True, help="Read pages again that were recognised before.")
@click.option("--wait", is_flag=True, help="Come back when all pages are read.")
def recognise(works: tuple[str, ...], again: bool, wait: bool) -> None:
    """Recognise the text of every page of each WORK, named by its id, that has none.

    The languages are those that the work's description names. Lines that were corrected by hand
    and texts that came from elsewhere stay.
    """
    with opened() as repository:
        asked = 0
        with repository.database.write() as session:
            for work_id in works:
                get_work(session, work_id)
                asked += ask_for_texts(session, work_id, again)
        click.echo(f"{asked} pages are to be read.")
        failed = _wait(repository, works, asked) if wait else 0
    sys.exit(1 if failed else 0)


def _wait(repository: Repository, works: tuple[str, ...], asked: int) -> int:
    """Return when every page is read or failed; how many failed."""

    def left() -> int:
        number = _count(repository, works, JobState.WAITING, JobState.RUNNING)
        bar.n = max(0, asked - number)
        bar.refresh()
        return number

    with tqdm(total=asked, unit="page", disable=None) as bar:
        wait_until(repository, left)
    return _count(repository, works, JobState.FAILED)


def _count(repository: Repository, works: tuple[str, ...], *states: JobState) -> int:
    with repository.database.read() as session:
        found = [each for work_id in works for each in standings(session, work_id)]
    return sum(each.job in states for each in found)
