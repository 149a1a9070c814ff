"""How much the collections are used: COUNTER's rules, several processes, both databases."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from repository.institutions import add_child, ensure_collection, find_collection, find_institution
from repository.models import Derivative, Page, Usage, Visit, VisitSalt, VisitSession, Work
from repository.repository import Repository
from repository.visits import Numbers, Seen, VisitLog, active_visitors, count_visits, numbers_of
from repository.visits.reports import as_csv, by_institution, by_work, months_between
from repository.works import unpublish
from tests.repository.library import make_work

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1"
# A quarter past an hour that is over: nothing of these tests falls into two hours.
BEGIN = datetime.now(UTC).replace(minute=15, second=0, microsecond=0) - timedelta(hours=1)


def note(
    log: VisitLog,
    after: float,
    action: str,
    kind: str,
    subject: str,
    address: str = "10.0.0.1",
    agent: str = FIREFOX,
) -> None:
    """Something seen some seconds after the beginning."""
    moment = BEGIN.timestamp() + after
    log.note(Seen(moment, address, agent, action, kind, subject))


def count(repository: Repository, *logs: VisitLog) -> None:
    for log in logs:
        log.flush()
    count_visits(repository.database)


def numbers(repository: Repository, kind: str, subject: str) -> dict[str, int]:
    with repository.database.read() as session:
        found = numbers_of(session, kind, subject)
    return {metric: each.total for metric, each in found.items()}


def images(repository: Repository, work: str) -> list[str]:
    with repository.database.read() as session:
        pages = select(Derivative.id).join(Page, Page.id == Derivative.page_id)
        return list(session.scalars(pages.where(Page.work_id == work).order_by(Page.position)))


def test_a_double_click_counts_once(repository: Repository) -> None:
    work = make_work(repository, 1)
    log = VisitLog(repository.database)
    for after in (0, 29, 58, 89):  # the last comes more than 30 seconds after the one before
        note(log, after, "look", "work", work)
    count(repository, log)
    assert numbers(repository, "work", work) == {
        "investigations": 2, "unique_investigations": 1, "visits": 1,
    }  # fmt: skip


def test_a_double_click_is_found_over_processes_and_countings(repository: Repository) -> None:
    work = make_work(repository, 1)
    first, second = VisitLog(repository.database), VisitLog(repository.database)
    note(first, 0, "look", "work", work)
    count(repository, first)
    note(second, 20, "look", "work", work)
    count(repository, second)
    note(first, 45, "look", "work", work)
    count(repository, first)
    assert numbers(repository, "work", work)["investigations"] == 1


def test_tiles_of_a_page_are_one_request(repository: Repository) -> None:
    work = make_work(repository, 2)
    first, second = images(repository, work)
    log = VisitLog(repository.database)
    for after in range(0, 200, 2):
        note(log, after, "read", "image", first)
    note(log, 200, "read", "image", second)
    log.flush()
    with repository.database.read() as session:
        rows = session.scalar(select(func.count()).select_from(Visit))
    assert rows == 21  # one in ten seconds, not one for each tile
    count_visits(repository.database)
    assert numbers(repository, "work", work) == {
        "investigations": 2, "requests": 2, "unique_investigations": 1, "unique_requests": 1,
        "visits": 1,
    }  # fmt: skip


def test_who_is_a_robot_is_left_out(repository: Repository) -> None:
    work = make_work(repository, 1)
    log = VisitLog(repository.database)
    for agent in ("Googlebot/2.1 (+http://www.google.com/bot.html)", "curl/8.9", "", "python-x/1"):
        note(log, 0, "look", "work", work, agent=agent)
    assert log.flush() == 0


def test_visitors_are_told_apart_and_forgotten(repository: Repository) -> None:
    work = make_work(repository, 1)
    logs = [VisitLog(repository.database) for _ in range(2)]
    note(logs[0], 0, "look", "work", work)
    note(logs[1], 0, "look", "work", work)  # the same visitor at another process
    note(logs[0], 1, "look", "work", work, agent=SAFARI)
    note(logs[1], 2, "look", "work", work, address="10.0.0.2")
    count(repository, *logs)
    assert numbers(repository, "site", "") == {
        "investigations": 3, "unique_investigations": 3, "visits": 3,
    }  # fmt: skip
    with repository.database.write() as session:
        session.add(VisitSalt(day=datetime(2020, 1, 1).date(), salt="00"))  # noqa: DTZ001
        session.add(Usage(kind="site", subject="", period="2020-01-01", metric="visits", count=1))
    count_visits(repository.database)
    with repository.database.read() as session:
        assert session.scalars(select(Visit)).all() == []
        assert datetime(2020, 1, 1).date() not in session.scalars(select(VisitSalt.day)).all()  # noqa: DTZ001
        hours = session.scalars(select(VisitSession.hour)).all()
        periods = session.scalars(select(Usage.period)).all()
    assert set(hours) <= {BEGIN.strftime("%Y-%m-%dT%H")}
    assert "2020-01-01" not in periods


def test_a_use_counts_wherever_the_work_is(repository: Repository) -> None:
    work = make_work(repository, 1)
    with repository.database.write() as session:
        inner = find_collection(session, "rare")
        outer = ensure_collection(session, "outer", {"en": ["Outer"]})
        add_child(session, outer, inner)
        add_child(session, inner, outer)  # a circle must not make it go round for ever
        ids = {"inner": inner.id, "outer": outer.id, "nlrk": find_institution(session, "nlrk").id}
    log = VisitLog(repository.database)
    note(log, 0, "look", "work", work)
    note(log, 5, "look", "collection", ids["outer"])
    note(log, 6, "look", "site", "")
    note(log, 7, "look", "work", "nothing")
    count(repository, log)
    assert numbers(repository, "collection", ids["inner"])["investigations"] == 1
    assert numbers(repository, "collection", ids["outer"])["investigations"] == 2
    assert numbers(repository, "institution", ids["nlrk"])["investigations"] == 1
    assert numbers(repository, "site", "")["visits"] == 1
    with repository.database.write() as session:
        unpublish(session, session.get_one(Work, work))
    note(log, 100, "look", "work", work)
    count(repository, log)
    assert numbers(repository, "work", work)["investigations"] == 1


def test_who_is_here_now(repository: Repository) -> None:
    log = VisitLog(repository.database)
    now = datetime.now(UTC).timestamp()
    for minutes, address in ((0, "a"), (4, "b"), (4.5, "b"), (6, "c")):
        log.note(Seen(now - 60 * minutes, address, FIREFOX, "look", "site", ""))
    log.flush()
    with repository.database.read() as session:
        assert active_visitors(session) == 2


def test_total_year_and_today(repository: Repository) -> None:
    today = datetime.now(UTC).date().isoformat()
    rows = {"2001-01": 5, today[:7]: 4, today: 3, "2001-01-01": 9}
    with repository.database.write() as session:
        for period, many in rows.items():
            session.add(Usage(kind="site", subject="", period=period, metric="visits", count=many))
    with repository.database.read() as session:
        assert numbers_of(session, "site", "")["visits"] == Numbers(total=9, year=4, today=3)


def test_the_tables_have_counters_columns(repository: Repository) -> None:
    work = make_work(repository, 1, "=SUM(A1)")
    log = VisitLog(repository.database)
    note(log, 0, "read", "image", images(repository, work)[0])
    count(repository, log)
    month = BEGIN.date().isoformat()[:7]
    months = months_between("2026-01", month)
    with repository.database.read() as session:
        owner = find_institution(session, "nlrk").id
        lines = by_work(session, owner, months)
        whole = by_institution(session, months)
    table = list(csv.reader(io.StringIO(as_csv(lines, months, {"Report_Name": "Usage"}))))
    assert table[2][:5] == [
        "Item", "Item_ID", "Institution", "Metric_Type", "Reporting_Period_Total",
    ]  # fmt: skip
    assert table[2][5:] == months
    assert {row[3]: (row[4], row[-1]) for row in table[3:]} == {
        "Total_Item_Investigations": ("1", "1"),
        "Total_Item_Requests": ("1", "1"),
        "Unique_Item_Investigations": ("1", "1"),
        "Unique_Item_Requests": ("1", "1"),
        "Visits": ("1", "1"),
    }
    assert {row[0] for row in table[3:]} == {"'=SUM(A1)"}
    assert {line.metric: line.total for line in whole}["requests"] == 1


@pytest.mark.parametrize(
    ("first", "last", "many"), [("2025-11", "2026-02", 4), ("2026-02", "2025-11", 0),
                                ("1900-01", "2199-12", 120)],
)  # fmt: skip
def test_a_report_has_an_end(first: str, last: str, many: int) -> None:
    assert len(months_between(first, last)) == many
