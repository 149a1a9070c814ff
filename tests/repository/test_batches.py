"""Batches: the check report, the agreement, and a second run that makes nothing."""

import csv
import io
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import func, select

from repository import batches, jobs
from repository.batches import Counts, Wanted
from repository.errors import RefusedError
from repository.institutions import ensure_institution
from repository.models import Batch, BatchKind, BatchRow, Job, JobState, Page, Work
from repository.reasons import sentence
from repository.repository import Repository
from tests.repository.spreadsheet import xlsx

AT_THE_END = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
RECORDS = Path(__file__).parents[1] / "data" / "records"
HEADINGS = ["№", "Файл", "Заглавие (каз)", "Title (en)", "Автор", "Год", "Язык", "Права"]
ROWS = [
    ["1", "abai", "Абай жолы", "The Path of Abai", "Әуезов, Мұхтар", "1942", "казахский",
     "CC BY 4.0"],
    ["2", "disc\\kant.pdf", "", "What Is Enlightenment?", "Kant", "1784", "ger; eng",
     "Public domain"],
]  # fmt: skip


@pytest.fixture
def disc(tmp_path: Path) -> Path:
    folder = tmp_path / "disc"
    scans(folder / "abai", 2)
    (folder / "disc").mkdir()
    (folder / "disc" / "kant.pdf").write_bytes(b"%PDF-1.4 a document")
    return folder


def scans(folder: Path, count: int) -> None:
    folder.mkdir(parents=True)
    for number in range(count):
        Image.new("RGB", (30, 40), (number, sum(folder.name.encode()) % 256, 3)).save(
            folder / f"{number}.png"
        )


def as_csv(rows: list[list[str]], sign: str = ";", encoding: str = "utf-8-sig") -> bytes:
    kept = io.StringIO()
    csv.writer(kept, delimiter=sign).writerows(rows)
    return kept.getvalue().encode(encoding)


def received(
    repository: Repository, place: str | Path, data: bytes | None = None, name: str = "disc"
) -> str:
    with repository.database.write() as session:
        library = ensure_institution(session, "library", {"en": ["Library"]})
        session.flush()
        owner = library.id
    kind = BatchKind.LIST if data else BatchKind.FOLDER
    return batches.receive(repository, Wanted(owner, name, kind, str(place)), data)


def problems(repository: Repository, batch_id: str) -> list[tuple[int, str, str]]:
    """Row (0 for the whole list), column and code of every problem."""
    with repository.database.read() as session:
        batch = session.get_one(Batch, batch_id)
        rows = session.scalars(
            select(BatchRow).where(BatchRow.batch_id == batch_id).order_by(BatchRow.number)
        )
        found = [(0, each["column"], each["code"]) for each in batch.problems]
        return found + [
            (row.number, each["column"], each["code"]) for row in rows for each in row.problems
        ]


def run(repository: Repository, batch_id: str, only_good: bool = False) -> Counts:
    """Agree, and do what the workers do."""
    with repository.database.write() as session:
        batches.begin(session, batches.get_batch(session, batch_id), only_good)
    work(repository)
    return counted(repository, batch_id)


def work(repository: Repository) -> None:
    while held := jobs.claim_next(repository.database, 30):
        if held.kind != batches.BRING:
            with repository.database.write() as session:
                jobs.finish(session, held)
            continue
        try:
            batches.bring(repository, held)
        except RefusedError as error:
            with repository.database.write() as session:
                jobs.fail(session, held, error.code, error.params)


def counted(repository: Repository, batch_id: str) -> Counts:
    with repository.database.read() as session:
        return batches.counts_of(session, [batch_id])[batch_id]


def works(repository: Repository) -> dict[str, Work]:
    with repository.database.read() as session:
        return {next(iter(work.label.values()))[0]: work for work in session.scalars(select(Work))}


def rows_of(repository: Repository, model: type) -> int:
    with repository.database.read() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


@pytest.mark.parametrize(
    "data",
    [
        as_csv([HEADINGS, *ROWS]),
        as_csv([HEADINGS, *ROWS], ",", "utf-8"),
        as_csv([HEADINGS, *ROWS], "\t", "utf-16"),
        xlsx([["Discs of 2026"], [], HEADINGS, *ROWS], merged=["A1:H1"]),
    ],
    ids=["semicolon-bom", "comma", "excel-unicode", "xlsx-below-a-title"],
)
def test_a_list_makes_works_once(repository: Repository, disc: Path, data: bytes) -> None:
    batch_id = received(repository, disc, data)
    assert problems(repository, batch_id) == []
    assert works(repository) == {}
    counts = run(repository, batch_id)
    assert (counts.rows, counts.done, counts.made) == (2, 2, 2)
    found = works(repository)
    abai = found["Абай жолы"]
    assert abai.label == {"kk": ["Абай жолы"], "en": ["The Path of Abai"]}
    assert abai.rights == "http://creativecommons.org/licenses/by/4.0/"
    said = {(e["term"], e.get("code")): e["value"] for e in abai.metadata_}
    assert said["creator", None] == {"none": ["Әуезов, Мұхтар"]}
    assert said["date", None] == {"none": ["1942"]}
    assert said["language", "kk"]["en"] == ["Kazakh"]
    assert {e.get("code") for e in found["What Is Enlightenment?"].metadata_} == {None, "de", "en"}
    assert rows_of(repository, Page) == 3
    again = run(repository, received(repository, disc, data))
    assert (again.done, again.made) == (2, 0)
    assert (rows_of(repository, Work), rows_of(repository, Page)) == (2, 3)


def test_the_report_names_every_problem_by_row_and_column(
    repository: Repository, disc: Path
) -> None:
    (disc / "empty").mkdir()
    data = as_csv(
        [
            ["file", "title", "date", "language", "rights", "type", "Colour", "record"],
            ["abai", "A", "yesterday", "klingonish", "mine", "thing", "red", ""],
            ["gone.pdf", "B", "1905", "kk", "CC0", "book", "", ""],
            ["../secret", "C", "", "", "", "", "", ""],
            ["", "D", "", "", "", "", "", ""],
            ["ABAI", "E", "", "", "", "", "", ""],
            ["abai", "F", "", "", "", "", "", "no.mrc"],
            ["empty", "=HYPERLINK(1)", "", "", "", "", "", ""],
            ["=1+1", "G", "", "", "", "", "", ""],
        ]
    )
    batch_id = received(repository, disc, data)
    found = problems(repository, batch_id)
    assert found[0] == (0, "Colour", "batch-unknown-column")
    assert set(found[1:]) >= {
        (2, "date", "batch-date"),
        (2, "language", "batch-language"),
        (2, "rights", "batch-rights"),
        (2, "type", "batch-type"),
        (3, "file", "batch-no-file"),
        (4, "file", "batch-path"),
        (5, "file", "batch-no-file-named"),
        (7, "", "batch-twice"),
        (7, "record", "batch-no-file"),
        (8, "title", "batch-formula"),
        (8, "file", "batch-empty-file"),
    }
    with pytest.raises(RefusedError, match="batch-has-problems"):
        run(repository, batch_id)
    assert (rows_of(repository, Work), rows_of(repository, Page)) == (0, 0)
    with repository.database.read() as session:
        batch = session.get_one(Batch, batch_id)
        for language in ("kk", "ru", "en"):
            lines = "".join(batches.results(session, batch, language, lambda work: work))
            assert lines.startswith("\ufeff")
            assert "{" not in lines
            assert sentence("batch-no-file-named", {}, language) in lines
            assert ";'=1+1;" in lines


def test_what_was_mended_is_checked_again(repository: Repository, disc: Path) -> None:
    data = as_csv([["Файл", "Заглавие"], ["late.pdf", "Поздняя книга"]])
    batch_id = received(repository, disc, data)
    assert problems(repository, batch_id) == [(2, "Файл", "batch-no-file")]
    (disc / "late.pdf").write_bytes(b"%PDF-1.4 late")
    batches.check_again(repository, batch_id)
    assert problems(repository, batch_id) == []
    assert run(repository, batch_id).made == 1
    with pytest.raises(RefusedError, match="batch-begun"):
        batches.check_again(repository, batch_id)


def test_a_record_of_the_list_describes_the_work(repository: Repository, disc: Path) -> None:
    record = (RECORDS / "synthetic_kk_rusmarc_a.mrc").read_bytes()
    (disc / "marc.mrc").write_bytes(record)
    data = as_csv([["file", "record", "year"], ["abai", "marc.mrc#3", "2007"]])
    batch_id = received(repository, disc, data)
    assert problems(repository, batch_id) == []
    run(repository, batch_id)
    (work,) = works(repository).values()
    assert work.label["ru"] == ["«Казахстан–Россия: диалог культур»"]
    dates = [each["value"] for each in work.metadata_ if each["term"] == "date"]
    assert dates == [{"none": ["2007"]}]


def test_a_folder_without_a_list_gives_a_work_for_each(repository: Repository, disc: Path) -> None:
    (disc / "abai" / "record.mrc").write_bytes((RECORDS / "synthetic_kk_marc21_a.mrc").read_bytes())
    (disc / "leaflet.pdf").write_bytes(b"%PDF-1.4 leaflet")
    counts = run(repository, received(repository, disc))
    assert (counts.rows, counts.made) == (3, 3)
    titles = set(works(repository))
    assert "leaflet" in titles
    assert any(title.startswith("«Евразия – мәдениет") for title in titles)


def test_a_row_that_fails_says_why_and_can_be_tried_again(
    repository: Repository, disc: Path
) -> None:
    batch_id = received(repository, disc)
    (disc / "disc" / "kant.pdf").unlink()
    counts = run(repository, batch_id)
    assert (counts.done, counts.failed) == (1, 1)
    with repository.database.read() as session:
        (failed,) = batches.row_statuses(session, batch_id, 10, only="failed")
    assert failed.reason is not None
    assert failed.reason["code"] == "no-scans"
    (disc / "disc" / "kant.pdf").write_bytes(b"%PDF-1.4 mended")
    with repository.database.write() as session:
        assert batches.retry_failed(session, batches.get_batch(session, batch_id)) == 1
    work(repository)
    assert counted(repository, batch_id).failed == 0


def test_a_worker_killed_in_the_middle_of_a_row_loses_nothing(
    repository: Repository, disc: Path
) -> None:
    batch_id = received(repository, disc, as_csv([HEADINGS, ROWS[0]]))
    with repository.database.write() as session:
        batches.begin(session, batches.get_batch(session, batch_id))
    first = jobs.claim_next(repository.database, 0)
    assert first is not None
    batches.bring(repository, first)  # and dies before anybody knows
    with repository.database.write() as session:
        job = session.get_one(Job, first.job_id)
        job.state, job.lease_until, job.claim = JobState.RUNNING, job.created, "gone"
    jobs.sweep(repository.database)
    work(repository)
    counts = counted(repository, batch_id)
    assert (counts.done, counts.made) == (1, 1)
    assert (rows_of(repository, Work), rows_of(repository, Page)) == (1, 2)


def test_a_stopped_batch_brings_in_no_more(repository: Repository, disc: Path) -> None:
    batch_id = received(repository, disc)
    with repository.database.write() as session:
        batch = batches.get_batch(session, batch_id)
        batches.begin(session, batch)
        batches.stop(session, batch)
    work(repository)
    assert rows_of(repository, Work) == 0


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "batch-list-empty"),
        (as_csv([HEADINGS]), "batch-list-empty"),
        (as_csv([["a", "b"], ["1", "2"]]), "batch-no-headings"),
        (as_csv([["file", "title"]] + [["x", "y"]] * 50_000), "batch-too-many-rows"),
        (xlsx([["file", "title"]] + [["x", "y"]] * 50_000), "batch-too-many-rows"),
        (b"file,title\n\xff\xfe\x80\x81\x8d\x8f\x90\n", "batch-encoding"),
        (b'file,title\n"never closed,x\n', "batch-csv"),
        (b"PK\x03\x04 no more", "batch-spreadsheet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 100, "batch-old-excel"),
        (
            xlsx([["file", "title"]], further=AT_THE_END),
            "batch-spreadsheet",
        ),
    ],
    ids=[
        "nothing", "headings-only", "other-columns", "csv-50000", "xlsx-50000", "encoding", "quote",
        "no-xlsx", "xls", "a-cell-at-the-end-of-the-world",
    ],
)  # fmt: skip
def test_bad_lists_end_with_a_reason(
    repository: Repository, disc: Path, data: bytes, code: str
) -> None:
    with pytest.raises(RefusedError) as refused:
        received(repository, disc, data or b" ")
    assert refused.value.code == code
    assert rows_of(repository, Batch) == 0


def test_a_list_in_windows_1251_and_cells_at_fault(repository: Repository, disc: Path) -> None:
    data = as_csv([["Файл", "Заглавие"], ["abai", "Путь Абая"]], ";", "cp1251")
    run(repository, received(repository, disc, data))
    assert "Путь Абая" in works(repository)
    sheet = xlsx([["file", "title"], ["abai", "=A1"], ["disc", ""]], merged=["B2:B3"])
    found = problems(repository, received(repository, disc, sheet))
    assert (0, "", "batch-merged-cells") in found
    assert (2, "title", "batch-formula") in found
