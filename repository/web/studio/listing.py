"""The works a curator sees, with how far each is."""

from dataclasses import dataclass

from flask import Blueprint, render_template, request
from sqlalchemy import select

from repository import browse
from repository.models import Institution, JobState, Role, Work, WorkState
from repository.models.base import LanguageMap
from repository.pages import counts
from repository.web.context import repository
from repository.web.paging import Paging
from repository.web.studio.access import curator, for_curators
from repository.works import count_works, list_works

blueprint = for_curators(Blueprint("studio", __name__, url_prefix="/studio"))


@dataclass(frozen=True, slots=True)
class Row:
    """A work in the list; `unfinished` pages wait or are being worked on."""

    work: Work
    owner: LanguageMap
    cover: browse.Cover | None
    pages: int
    unfinished: int
    failed: int


@blueprint.get("/works")
def works() -> str:
    """The works of the own library, or of all with `?of=all`; `?state=` narrows the list."""
    user = curator()
    of_all = request.args.get("of") == "all" or user.institution_id is None
    state = _state()
    institution_id = None if of_all else user.institution_id
    with repository().database.read() as session:
        paging = Paging.of_request(count_works(session, state, institution_id))
        found = list_works(session, state, institution_id, paging.size, paging.offset)
        ids = [work.id for work in found]
        states = counts(session, ids)
        pictures = browse.covers(session, ids)
        owners = {row.id: row for row in session.scalars(select(Institution))}
    rows = [
        _row(work, owners[work.institution_id].label, pictures.get(work.id), states[work.id])
        for work in found
    ]
    return render_template(
        "studio/works.html",
        rows=rows,
        paging=paging,
        of_all=of_all,
        state=state,
        own=owners.get(user.institution_id or ""),
        is_administrator=user.role == Role.ADMINISTRATOR,
    )


def _state() -> WorkState | None:
    wanted = request.args.get("state", "")
    return WorkState(wanted) if wanted in set(WorkState) else None


def _row(
    work: Work, owner: LanguageMap, cover: browse.Cover | None, states: dict[JobState, int]
) -> Row:
    return Row(
        work=work,
        owner=owner,
        cover=cover,
        pages=sum(states.values()),
        unfinished=states.get(JobState.WAITING, 0) + states.get(JobState.RUNNING, 0),
        failed=states.get(JobState.FAILED, 0),
    )
