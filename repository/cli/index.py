"""The command that brings the search index up to date by hand."""

import time

import click
from tqdm import tqdm

from repository.cli.opening import opened
from repository.repository import Repository
from repository.search.following import all_again, follow, stale_works, tend

_AT_A_TIME = 3600.0  # seconds of work between looks at what is left
_PAUSE = 0.5


@click.command("index")
@click.option("--all", "everything", is_flag=True, help="Index every work anew.")
def index(everything: bool) -> None:
    """Bring the search index up to the catalogue's present state.

    Workers do this by themselves. Searching goes on meanwhile: every work is found as it was
    until its turn comes.
    """
    with opened() as repository:
        if everything:
            all_again(repository.database)
        works = _follow(repository)
        if everything:
            tend(repository.database)
    click.echo(f"Works indexed: {works}." if works else "The index is up to date.")


def _follow(repository: Repository) -> int:
    """Index until nothing is left, here or by a worker that is at it; returns how many works."""
    total = _left(repository)
    with tqdm(total=total, unit="work", disable=None) as bar:
        while left := _left(repository):
            if not follow(
                repository.database, _AT_A_TIME, lambda _, works: bar.update(works) and None
            ):
                time.sleep(_PAUSE)  # another process is at it
                bar.n = max(bar.n, total - left)
                bar.refresh()
    follow(repository.database, _AT_A_TIME)
    return total


def _left(repository: Repository) -> int:
    with repository.database.read() as session:
        return stale_works(session)
