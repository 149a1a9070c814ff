"""The log of changes: by who, what, which thing and when, and as a table for others."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from flask import Blueprint, Response, render_template, request

from repository import audit
from repository.database import Database
from repository.events import Filter, actions, count_events, every_event, find_events
from repository.models import Event
from repository.permissions import Right, may
from repository.web.context import repository
from repository.web.paging import Paging
from repository.web.studio.access import curator, demand_somewhere, for_curators
from repository.web.studio.deeds import deed, thing, told
from repository.web.words import gettext as _

_SIZE = 100
_LONGEST = 200
_COLUMNS = ("time", "who", "what", "kind", "id", "library", "details")
# A spreadsheet would take what begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

blueprint = for_curators(Blueprint("log", __name__, url_prefix="/studio/log"))


@blueprint.get("/")
def show() -> str:
    """The lines that may be seen, the newest first, narrowed by the query."""
    demand_somewhere(Right.AUDIT)
    wanted = _wanted()
    with repository().database.read() as session:
        paging = Paging.of_request(count_events(session, wanted), _SIZE)
        events = list(find_events(session, wanted, paging.size, paging.offset))
        known = actions(session)
    return render_template(
        "studio/log.html",
        rows=[
            (event, who(event), deed(event.action), thing(event.subject_kind)) for event in events
        ],
        told=told,
        paging=paging,
        actions=sorted(((each, deed(each)) for each in known), key=lambda pair: pair[1]),
        asked=request.args,
        query=request.query_string.decode("ascii", "replace"),
    )


@blueprint.get("/log.csv")
def table() -> Response:
    """The same as CSV, whole, in UTF-8 with a mark that spreadsheets look for."""
    demand_somewhere(Right.AUDIT)
    response = Response(_csv(repository().database, _wanted()), mimetype="text/csv")
    response.headers["Content-Disposition"] = 'attachment; filename="keruen-log.csv"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def who(event: Event) -> str:
    """Who did it, in words."""
    names = {audit.COMMAND: _("command line"), audit.WORKER: _("background work")}
    return event.actor or names.get(event.actor_id or "", "–")


def _wanted() -> Filter:
    user = curator()
    until = _day("until")
    return Filter(
        actor=request.args.get("who", "").strip()[:_LONGEST],
        action=request.args.get("what", "")[:_LONGEST],
        subject=request.args.get("id", "").strip()[:_LONGEST],
        since=_day("since"),
        until=until + timedelta(days=1) if until else None,
        institution_id=None if may(user, Right.FOUND) else user.institution_id,
    )


def _day(name: str) -> datetime | None:
    try:
        day = date.fromisoformat(request.args.get(name, ""))
        return datetime(day.year, day.month, day.day, tzinfo=UTC) if day.year < 9999 else None
    except ValueError:
        return None


def _csv(database: Database, wanted: Filter) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(_COLUMNS)
    yield "\ufeff" + buffer.getvalue()
    with database.read() as session:
        for event in every_event(session, wanted):
            buffer.seek(0)
            buffer.truncate()
            writer.writerow([_safe(cell) for cell in _cells(event)])
            yield buffer.getvalue()


def _cells(event: Event) -> list[str]:
    return [
        event.moment.isoformat(timespec="seconds"),
        event.actor or event.actor_id or "",
        event.action,
        event.subject_kind,
        event.subject_id,
        event.institution_id or "",
        json.dumps(event.details, ensure_ascii=False) if event.details else "",
    ]


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
