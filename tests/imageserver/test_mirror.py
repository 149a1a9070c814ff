"""Pictures in a bucket: a cold tile is one request, a warm one none, the disk is bounded."""

import subprocess
import sys
from pathlib import Path

import pytest

from imageserver.catalogue import ImageRecord
from imageserver.errors import DamagedImageError
from imageserver.mirror import Mirror
from imageserver.pictures import Picture, Pictures
from storage import Ranges, Storage, StorageUnavailableError, open_storage
from tests.conftest import Bucket
from tests.imageserver.catalogue import MemoryCatalogue
from tests.imageserver.scans import scan


class Counted:
    """A real storage that counts the ranged reads asked of it, and can be cut off."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self.reads = 0
        self.away = False

    def ranges(self, key: str) -> Ranges:
        return _CountedRanges(self, self._storage.ranges(key))

    def __getattr__(self, name: str) -> object:
        return getattr(self._storage, name)


class _CountedRanges:
    path = None

    def __init__(self, counted: Counted, ranges: Ranges) -> None:
        self._counted, self._ranges = counted, ranges

    def read(self, offset: int, length: int) -> bytes:
        if self._counted.away:
            raise StorageUnavailableError("cut off")
        self._counted.reads += 1
        return self._ranges.read(offset, length)

    def at_hand(self, offset: int, length: int) -> bytes | None:
        return self._ranges.at_hand(offset, length)


@pytest.fixture
def stored(s3_bucket: Bucket, tmp_path: Path) -> tuple[Counted, ImageRecord]:
    storage = open_storage(s3_bucket.url, endpoint_url=s3_bucket.endpoint_url)
    record = MemoryCatalogue().add(storage, tmp_path, "scan", scan(1500, 1100))
    return Counted(storage), record


def opened(storage: Counted, record: ImageRecord, mirror: Mirror | None) -> Picture:
    return Pictures(storage, mirror).get(record)  # type: ignore[arg-type]


def entries(picture: Picture) -> list[bytes]:
    return [picture.read(entry) for entry in range(picture.index.count)]


def test_a_cold_tile_is_one_request_and_a_warm_one_none(
    stored: tuple[Counted, ImageRecord], tmp_path: Path
) -> None:
    storage, record = stored
    mirror = Mirror(tmp_path / "mirror", 1 << 30)
    picture = opened(storage, record, mirror)
    assert storage.reads == 1, "the index"
    picture.read(0)
    assert storage.reads == 2
    picture.read(0)
    assert storage.reads == 2


def test_what_is_kept_survives_a_restart_and_serves_other_processes(
    stored: tuple[Counted, ImageRecord], tmp_path: Path
) -> None:
    storage, record = stored
    direct = entries(opened(storage, record, None))
    assert entries(opened(storage, record, Mirror(tmp_path / "mirror", 1 << 30))) == direct
    storage.away = True
    assert entries(opened(storage, record, Mirror(tmp_path / "mirror", 1 << 30))) == direct


def test_a_damaged_or_half_written_stream_is_fetched_again(
    stored: tuple[Counted, ImageRecord], tmp_path: Path
) -> None:
    storage, record = stored
    mirror = Mirror(tmp_path / "mirror", 1 << 30)
    picture = opened(storage, record, mirror)
    direct = entries(picture)
    path = mirror.path(record.key)
    offset, length = picture.index.range(3)
    with path.open("r+b") as file:
        file.seek(offset + length // 2)
        file.write(b"\0" * 20)
    before = storage.reads
    assert entries(opened(storage, record, mirror)) == direct
    assert storage.reads == before + 1
    path.write_bytes(b"")
    assert entries(opened(storage, record, mirror)) == direct


def test_the_disk_is_bounded(stored: tuple[Counted, ImageRecord], tmp_path: Path) -> None:
    storage, _ = stored
    catalogue = MemoryCatalogue()
    folder = tmp_path / "more"
    folder.mkdir()
    bound = 1_000_000
    mirror = Mirror(tmp_path / "mirror", bound)
    for number in range(12):
        record = catalogue.add(storage, folder, f"n{number}", scan(900, 700 + number))  # type: ignore[arg-type]
        entries(opened(storage, record, mirror))
    held = sum(path.stat().st_blocks * 512 for path in (tmp_path / "mirror").iterdir())
    assert held <= bound
    assert entries(opened(storage, record, mirror))


def test_a_full_or_missing_disk_stops_nobody(
    stored: tuple[Counted, ImageRecord], tmp_path: Path
) -> None:
    storage, record = stored
    direct = entries(opened(storage, record, None))
    mirror = Mirror(tmp_path / "mirror", 1 << 30)
    (tmp_path / "mirror").rmdir()
    assert entries(opened(storage, record, mirror)) == direct


def test_damage_in_the_bucket_is_never_sent(
    stored: tuple[Counted, ImageRecord], tmp_path: Path
) -> None:
    storage, record = stored
    picture = opened(storage, record, Mirror(tmp_path / "mirror", 1 << 30))
    storage._storage.put(record.key, b"\0" * sum(record.layout.index))
    with pytest.raises(DamagedImageError):
        picture.read(0)


def test_several_processes_fill_one_mirror(
    stored: tuple[Counted, ImageRecord], tmp_path: Path
) -> None:
    """Real processes, all reading every stream at once through the same folder."""
    storage, record = stored
    code = "import sys\nfrom tests.imageserver.test_mirror import fill\nfill(*sys.argv[1:])"
    bucket = storage._storage
    arguments = [
        f"s3://{bucket._bucket}",  # type: ignore[attr-defined]
        bucket._options["endpoint_url"],  # type: ignore[attr-defined]
        str(tmp_path / "mirror"),
        record.key,
        repr(record.layout.as_json()),
    ]
    root = Path(__file__).parents[2]
    children = [
        subprocess.Popen([sys.executable, "-c", code, *arguments], cwd=root) for _ in range(3)
    ]
    assert [child.wait(60) for child in children] == [0, 0, 0]
    storage.away = True
    assert entries(opened(storage, record, Mirror(tmp_path / "mirror", 1 << 30)))


def fill(url: str, endpoint: str, folder: str, key: str, layout: str) -> None:
    import ast
    from datetime import UTC, datetime

    from imageserver.layout import Layout

    record = ImageRecord("x", key, Layout.from_json(ast.literal_eval(layout)), datetime.now(UTC))
    mirror = Mirror(Path(folder), 1 << 30)
    for _ in range(3):
        entries(Pictures(open_storage(url, endpoint_url=endpoint), mirror).get(record))
