"""The studio's first page: how everything stands, and what waits for somebody."""

from dataclasses import dataclass

from babel.dates import format_timedelta
from babel.units import format_unit
from flask import Blueprint, render_template

from repository.clock import now
from repository.events import Filter, find_events
from repository.overview import Line, overview, totals
from repository.permissions import Right, may, may_somewhere
from repository.web import rights
from repository.web.context import language, repository
from repository.web.studio.access import curator, for_curators
from repository.web.studio.deeds import deed, queue_name
from repository.web.words import gettext as _
from repository.web.words import reason
from repository.works import labels_of

_MOST_CHANGES = 10
_MOST_RIGHTS = 6
_UNITS = ("byte", "kilobyte", "megabyte", "gigabyte", "terabyte", "petabyte")

blueprint = for_curators(Blueprint("dashboard", __name__, url_prefix="/studio"))


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a chart: what it is, how much, which part of the greatest (0 to 100)."""

    label: str
    words: str
    width: float


@blueprint.get("/")
def overview_page() -> str:
    """All libraries for the consortium's administrator, for others the own one and totals."""
    user = curator()
    everywhere = may(user, Right.FOUND) or user.institution_id is None
    own = None if everywhere else user.institution_id
    with repository().database.read() as session:
        found = overview(session, own)
        changes = list(find_events(session, Filter(institution_id=own), _MOST_CHANGES))
        titles = labels_of(session, [e.subject_id for e in changes if e.subject_kind == "work"])
        libraries, works = totals(session)
    shown = [shelf for shelf in found.shelves if shelf.works or own]
    return render_template(
        "studio/dashboard.html",
        found=found,
        everywhere=everywhere,
        libraries=libraries,
        works=works,
        failures=[(each, _why(each.reason, each.file_name)) for each in found.failures],
        queue=[(queue_name(line.queue), line, _age(line)) for line in found.queue],
        missing=_bars(_missing_names(), found.missing, found.works),
        lacking={name: part for part, name in _missing_names().items()},
        languages=_bars(_language_names(), found.languages, found.works),
        rights=_bars(_rights_names(found.rights), found.rights, found.works)[:_MOST_RIGHTS],
        storage=[(shelf, size(shelf.masters), size(shelf.derivatives)) for shelf in shown],
        empty=len(found.shelves) - len(shown),
        most=max((shelf.bytes for shelf in found.shelves), default=0) or 1,
        changes=[(event, deed(event.action), titles.get(event.subject_id)) for event in changes],
        size=size,
        may_curate=may(user, Right.CURATE, user.institution_id),
        may_describe=may_somewhere(user, Right.DESCRIBE),
        may_invite=may(user, Right.INVITE, user.institution_id),
    )


def size(count: int) -> str:
    """Bytes in words: 3.4 GB."""
    value, unit = float(count), 0
    while value >= 1000 and unit < len(_UNITS) - 1:
        value, unit = value / 1000, unit + 1
    pattern = "#,##0.#" if unit else "#,##0"
    words: str = format_unit(value, f"digital-{_UNITS[unit]}", "short", pattern, locale=language())
    return words


def _bars(names: dict[str, str], counts: dict[str, int], whole: int) -> list[Bar]:
    return [
        Bar(
            names.get(key, key),
            _("%(count)s of %(whole)s") % {"count": count, "whole": whole},
            100 * count / whole if whole else 0,
        )
        for key, count in counts.items()
    ]


def _age(line: Line) -> str:
    if line.oldest is None:
        return ""
    return format_timedelta(now() - line.oldest, locale=language())


def _why(told: dict[str, object] | None, name: str) -> str:
    if told is None:
        return ""
    params = told.get("params")
    return reason(str(told["code"]), {"name": name, **(params if isinstance(params, dict) else {})})


def _missing_names() -> dict[str, str]:
    return {
        "rights": _("No statement of rights"),
        "creator": _("No creator"),
        "date": _("No date"),
        "language": _("No language of the text"),
        "summary": _("No summary"),
    }


def _language_names() -> dict[str, str]:
    return {"kk": _("Kazakh title"), "ru": _("Russian title"), "en": _("English title")}


def _rights_names(found: dict[str, int]) -> dict[str, str]:
    return {address: rights.name_of(address) if address else _("Not stated") for address in found}
