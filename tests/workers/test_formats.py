import json
import subprocess
import sys

from workers.formats import readable_formats


def test_every_format_can_be_read_here() -> None:
    found = readable_formats()
    assert [row.format for row in found if not row.well] == []
    assert {row.format for row in found} == {
        "TIFF", "JPEG", "PNG", "WebP", "GIF", "AVIF", "JPEG 2000", "HEIC", "PDF",
        "sound", "film", "text",
    }  # fmt: skip


def test_the_doctor_reads_it_as_json() -> None:
    command = [sys.executable, "-m", "workers.formats"]
    done = subprocess.run(command, capture_output=True, check=True, timeout=60)
    for row in json.loads(done.stdout):
        assert set(row) == {"format", "well", "words"}
        assert row["words"].startswith(("read by ", "recognised by "))
