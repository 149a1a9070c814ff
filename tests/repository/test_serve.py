"""What the web server is started with."""

import importlib.util
from pathlib import Path

from repository.cli.serve import SERVER_MEMORY


def test_the_server_reads_the_setting_of_its_memory() -> None:
    """It is the allocator's own, built into granian: another one would not say a word."""
    found = importlib.util.find_spec("granian._granian")
    assert found is not None
    assert found.origin is not None
    library = Path(found.origin).read_bytes()
    assert all(name.encode() in library for name in SERVER_MEMORY)
    for setting in SERVER_MEMORY["_RJEM_MALLOC_CONF"].split(","):
        assert setting.partition(":")[0].encode() in library
