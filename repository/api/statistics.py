"""How much works and libraries are used."""

import re
from http import HTTPStatus

from flask import request
from pydantic import BaseModel
from sqlalchemy import select

from repository.api.caller import repository
from repository.api.operation import Operations
from repository.api.problems import ApiError
from repository.errors import NotFoundError
from repository.institutions import find_institution
from repository.models import Usage, Work
from repository.visits.reports import METRICS

operations = Operations()

_MONTH = re.compile(r"(19|20|21)\d\d-(0[1-9]|1[0-2])", re.ASCII)
_QUERY = {"from": "the first month, `2026-01`", "to": "the last month, `2026-12`"}


class MonthOut(BaseModel):
    """One month: numbers under COUNTER's names."""

    month: str
    metrics: dict[str, int]


class UsageOut(BaseModel):
    """The months in which something was counted."""

    months: list[MonthOut]


@operations(
    "GET",
    "/institutions/{institution}/statistics",
    "Read how much a library's works are used",
    answers=UsageOut,
    query=_QUERY,
)
def of_institution(institution: str) -> UsageOut:
    """By month, robots and double clicks left out."""
    with repository().database.read() as session:
        found = find_institution(session, institution)
    return _usage("institution", found.id)


@operations(
    "GET",
    "/works/{work}/statistics",
    "Read how much a work is used",
    answers=UsageOut,
    query=_QUERY,
)
def of_work(work: str) -> UsageOut:
    """By month, robots and double clicks left out."""
    with repository().database.read() as session:
        if session.get(Work, work) is None:
            raise NotFoundError(work)
    return _usage("work", work)


@operations("GET", "/statistics", "Read how much the site is used", answers=UsageOut, query=_QUERY)
def of_site() -> UsageOut:
    """By month, robots and double clicks left out."""
    return _usage("site", "")


def _usage(kind: str, subject: str) -> UsageOut:
    first, last = _asked("from", "2000-01"), _asked("to", "2199-12")
    query = select(Usage.period, Usage.metric, Usage.count).where(
        Usage.kind == kind,
        Usage.subject == subject,
        Usage.period >= first,
        Usage.period <= last,
        Usage.period.like("____-__"),
    )
    found: dict[str, dict[str, int]] = {}
    with repository().database.read() as session:
        for period, metric, count in session.execute(query.order_by(Usage.period, Usage.metric)):
            found.setdefault(period, {})[METRICS[metric]] = count
    return UsageOut(months=[MonthOut(month=month, metrics=row) for month, row in found.items()])


def _asked(name: str, otherwise: str) -> str:
    value = request.args.get(name, otherwise)
    if not _MONTH.fullmatch(value):
        raise ApiError(HTTPStatus.UNPROCESSABLE_ENTITY, f"`{name}` is a month such as `2026-01`.")
    return value
