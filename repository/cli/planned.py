"""Imports that a plan describes: a folder with a `work.json`, a METS file, a IIIF manifest."""

from collections.abc import Callable, Iterable

from tqdm import tqdm

from repository.importing import Destination
from repository.masters import LocalFile
from repository.plans import Plan, Reading, carry_out, complete, find_plan
from repository.repository import Repository


def planned(
    path: str, *, copy: bool, private: bool
) -> Callable[[Repository, Destination], str] | None:
    """How the work of a plan is made; None where there is no plan. Raises as `find_plan` does."""
    reading = Reading(copy, private)
    found = find_plan(path, reading)
    if found is None:
        return None

    def import_(repository: Repository, to: Destination) -> str:
        with complete(repository.settings, found, reading) as plan:
            return carry_out(repository, plan, to, _watch(plan))

    return import_


def _watch(plan: Plan) -> Callable[[Iterable[LocalFile]], Iterable[LocalFile]]:
    total = sum(1 for page in plan.pages if page.file)
    return lambda files: tqdm(files, total=total, desc="storing", unit="file", disable=None)
