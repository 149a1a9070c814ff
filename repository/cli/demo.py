"""The command that sets up the demonstration."""

import click

from repository.cli.opening import opened
from repository.cli.waiting import wait_for
from repository.demo import load_demo


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
