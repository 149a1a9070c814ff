"""ZIPs: read whatever wrote them, and hostile ones refused before anything is unpacked."""

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import func, select

from repository import batches
from repository.batches import Wanted
from repository.errors import RefusedError
from repository.institutions import ensure_institution
from repository.models import Batch, BatchKind, Page, Work
from repository.repository import Repository
from tests.repository.test_batches import as_csv, run, works

_LINK = 0o120777 << 16


def picture(number: int) -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", (20, 30), (number, 1, 2)).save(kept, "PNG")
    return kept.getvalue()


class DosInfo(zipfile.ZipInfo):
    """An entry whose name is written in CP866 without a word about it, as DOS and Windows do."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802
        return self.filename.encode("cp866"), self.flag_bits & ~0x800


def zipped(path: Path, files: dict[str, bytes], kind: type[zipfile.ZipInfo] | None = None) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(kind(name) if kind else name, data)
    return path


def received(repository: Repository, path: Path) -> str:
    with repository.database.write() as session:
        library = ensure_institution(session, "library", {"en": ["Library"]})
        session.flush()
        owner = library.id
    place = batches.copy_zip(repository, path)
    return batches.receive(repository, Wanted(owner, path.name, BatchKind.ZIP, place))


def test_a_folder_for_each_work_once(repository: Repository, tmp_path: Path) -> None:
    files = {f"книга {n}/scans/{m}.png": picture(n * 10 + m) for n in (1, 2) for m in (1, 2)}
    files |= {"Thumbs.db": b"x", "__MACOSX/a.png": b"x", "отчёт.pdf": b"%PDF-1.4"}
    path = zipped(tmp_path / "a.zip", files)
    counts = run(repository, received(repository, path))
    assert (counts.made, counts.failed) == (3, 0)
    assert set(works(repository)) == {"книга 1", "книга 2", "отчёт"}
    again = run(repository, received(repository, path))
    assert (again.made, again.done) == (0, 3)
    other = zipped(tmp_path / "b.zip", {"книга 1/scans/1.png": picture(99)})
    assert run(repository, received(repository, other)).made == 1
    left = list((repository.settings.staging_dir).iterdir())
    assert left == []


def test_a_list_in_the_zip_and_a_single_work(repository: Repository, tmp_path: Path) -> None:
    listed = zipped(
        tmp_path / "listed.zip",
        {
            "список.csv": as_csv([["Файл", "Заглавие"], ["a", "Первая"], ["b/c.pdf", "Вторая"]]),
            "a/1.png": picture(1),
            "b/c.pdf": b"%PDF-1.4",
        },
    )
    assert run(repository, received(repository, listed)).made == 2
    single = zipped(tmp_path / "одна книга.zip", {"1.png": picture(7), "2.png": picture(8)})
    assert run(repository, received(repository, single)).made == 1
    assert {"Первая", "Вторая"} < set(works(repository))
    with repository.database.read() as session:
        assert session.scalar(select(func.count()).select_from(Page)) == 4


@pytest.mark.parametrize("kind", [DosInfo, None], ids=["cp866", "utf-8"])
def test_cyrillic_names_are_read_right(
    repository: Repository, tmp_path: Path, kind: type[zipfile.ZipInfo] | None
) -> None:
    path = zipped(tmp_path / "a.zip", {"Книга/стр1.png": picture(1)}, kind)
    run(repository, received(repository, path))
    assert set(works(repository)) == {"Книга"}
    with repository.database.read() as session:
        assert session.scalars(select(Page.file_name)).all() == ["стр1.png"]


def _climbing(archive: zipfile.ZipFile) -> None:
    archive.writestr("../../outside.png", picture(1))


def _absolute(archive: zipfile.ZipFile) -> None:
    archive.writestr("/tmp/outside.png", picture(1))


def _drive(archive: zipfile.ZipFile) -> None:
    archive.writestr("C:\\outside.png", picture(1))


def _link(archive: zipfile.ZipFile) -> None:
    info = zipfile.ZipInfo("book/1.png")
    info.external_attr = _LINK
    archive.writestr(info, "/etc/passwd")


def _bomb(archive: zipfile.ZipFile) -> None:
    with archive.open("book/1.tif", "w", force_zip64=True) as entry:
        for _ in range(100):
            entry.write(bytes(1 << 20))


def _many(archive: zipfile.ZipFile) -> None:
    for number in range(100_000):
        archive.writestr(f"a/{number}.png", b"")


def _named_at_length(archive: zipfile.ZipFile) -> None:
    """So many letters in the directory that reading it would fill the memory."""
    for number in range(200):
        archive.writestr(f"a/{number:060000}.png", b"")


def _twice(archive: zipfile.ZipFile) -> None:
    archive.writestr("book/1.png", picture(1))
    archive.writestr("BOOK/1.PNG", picture(2))


@pytest.mark.parametrize(
    ("fill", "code"),
    [
        (_climbing, "batch-zip-name"),
        (_absolute, "batch-zip-name"),
        (_drive, "batch-zip-name"),
        (_link, "batch-zip-link"),
        (_bomb, "batch-zip-bomb"),
        (_many, "batch-zip-entries"),
        (_named_at_length, "batch-zip-entries"),
        (_twice, "batch-zip-twice"),
    ],
)
def test_hostile_zips_are_refused(
    repository: Repository,
    tmp_path: Path,
    fill: Callable[[zipfile.ZipFile], None],
    code: str,
) -> None:
    path = tmp_path / "hostile.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        fill(archive)
    with pytest.raises(RefusedError) as refused:
        received(repository, path)
    assert refused.value.code == code
    with repository.database.read() as session:
        assert session.scalar(select(func.count()).select_from(Batch)) == 0
        assert session.scalar(select(func.count()).select_from(Work)) == 0
    assert not (tmp_path.parent / "outside.png").exists()


def test_locked_damaged_and_lying_zips_are_refused(repository: Repository, tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"book/1.png": picture(1)})
    data = bytearray(path.read_bytes())
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        data[at + flags] |= 1
    locked = tmp_path / "locked.zip"
    locked.write_bytes(data)
    with pytest.raises(RefusedError, match="batch-zip-password"):
        received(repository, locked)
    damaged = tmp_path / "damaged.zip"
    damaged.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(RefusedError, match=r"batch-zip\b"):
        received(repository, damaged)
    # The directory says less than there is: no more than it says is unpacked.
    lying = bytearray(path.read_bytes())
    at = lying.find(b"PK\x01\x02")
    struct.pack_into("<I", lying, at + 24, 5)
    (tmp_path / "lying.zip").write_bytes(lying)
    batch_id = received(repository, tmp_path / "lying.zip")
    assert run(repository, batch_id).failed == 1
    with repository.database.read() as session:
        (row,) = batches.row_statuses(session, batch_id, 5)
    assert row.reason is not None
    assert row.reason["code"] in ("batch-zip-bomb", "batch-zip")
