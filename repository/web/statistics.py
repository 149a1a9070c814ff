"""How much the collections are used: a table for everybody, CSV for those who report."""

import re

from flask import Blueprint, Response, render_template, request

from repository.institutions import find_institution
from repository.visits.numbers import today_in
from repository.visits.reports import (
    MOST_MONTHS,
    Line,
    as_csv,
    by_institution,
    by_work,
    months_between,
)
from repository.web import labels
from repository.web.context import language, repository
from repository.web.site_text import site_name

_MONTH = re.compile(r"(19|20|21)\d\d-(0[1-9]|1[0-2])", re.ASCII)
_SHOWN = ("visits", "investigations", "requests")

blueprint = Blueprint("statistics", __name__, url_prefix="/statistics")


@blueprint.get("")
def index() -> str:
    """The numbers of every library, of this year unless asked otherwise."""
    months = _months()
    with repository().database.read() as session:
        lines = by_institution(session, months)
    return render_template(
        "statistics.html", rows=_rows(lines), months=months, first=months[0], last=months[-1]
    )


@blueprint.get("/libraries.csv")
def libraries() -> Response:
    """Every library by month."""
    months = _months()
    with repository().database.read() as session:
        lines = by_institution(session, months)
    return _csv(lines, months, site_name(), "libraries")


@blueprint.get("/<slug>.csv")
def works(slug: str) -> Response:
    """Every work of a library by month. 404 for an unknown slug."""
    months = _months()
    with repository().database.read() as session:
        found = find_institution(session, slug)
        lines = by_work(session, found.id, months)
    return _csv(lines, months, labels.plain(found.label, "en"), slug)


def _months() -> list[str]:
    """The months from `from` to `to`; this year when they are not given, or no months."""
    today = today_in(repository().settings.timezone).date().isoformat()
    last = request.args.get("to", "")
    last = last if _MONTH.fullmatch(last) else today[:7]
    first = request.args.get("from", "")
    first = first if _MONTH.fullmatch(first) else f"{last[:4]}-01"
    return months_between(first, last)[:MOST_MONTHS] or [last]


def _rows(lines: list[Line]) -> list[tuple[str, dict[str, int]]]:
    """(library, number of each metric) in the order of the lines."""
    found: dict[str, tuple[str, dict[str, int]]] = {}
    for line in lines:
        name = labels.plain(line.label, language())
        row = found.setdefault(line.subject, (name, dict.fromkeys(_SHOWN, 0)))
        row[1][line.metric] = line.total
    return list(found.values())


def _csv(lines: list[Line], months: list[str], what: str, name: str) -> Response:
    header = {
        "Report_Name": "Usage by month",
        "Institution_Name": what,
        "Metric_Types": "Visits; Total_Item_Investigations; Total_Item_Requests; "
        "Unique_Item_Investigations; Unique_Item_Requests",
        "Reporting_Period": f"begin_date={months[0]}; end_date={months[-1]}",
        "Created_By": "Keruen",
    }
    response = Response(as_csv(lines, months, header), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="usage-{name}.csv"'
    response.headers["Cache-Control"] = "private, no-cache"
    return response
