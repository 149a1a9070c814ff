"""The same pictures in a bucket: a local S3 server, and the cost of one cold tile."""

import http.client
import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from benchmarks.tiles.scans import Stored
from benchmarks.tiles.servers import Server, free_port
from imageserver.index import Index
from imageserver.mirror import Mirror, MirroredSource
from storage.s3 import S3Storage

BUCKET = "tiles"
KEYS = {"AWS_ACCESS_KEY_ID": "benchmark", "AWS_SECRET_ACCESS_KEY": "benchmark-secret"}
_COLD = 600


def s3_server(folder: Path, storage: Path) -> Server | None:
    """`rclone serve s3` over hard links to the pyramids; None where rclone is absent."""
    search = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    program = shutil.which("rclone", path=search)
    if program is None:
        return None
    inside = folder / "s3" / BUCKET
    shutil.rmtree(inside, ignore_errors=True)
    inside.mkdir(parents=True)
    for path in storage.glob("*.tif"):
        os.link(path, inside / path.name)
    port = free_port()
    keys = f"{KEYS['AWS_ACCESS_KEY_ID']},{KEYS['AWS_SECRET_ACCESS_KEY']}"
    process = subprocess.Popen(
        [
            program, "serve", "s3", "--addr", f"127.0.0.1:{port}", "--auth-key", keys,
            "--config", "/dev/null", "--cache-dir", str(folder / "s3-cache"), str(inside.parent),
        ],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    time.sleep(1.5)
    return Server("s3", f"http://127.0.0.1:{port}", [process])


def settings(server: Server, mirror: Path) -> dict[str, str]:
    """What `app` needs to serve from the bucket."""
    return {
        "TILES_STORAGE": f"s3://{BUCKET}",
        "TILES_S3_ENDPOINT": server.url,
        "TILES_MIRROR": str(mirror),
        **KEYS,
    }


def cold(server: Server, stored: list[Stored], mirror: Path) -> tuple[float, float]:
    """Median ms of a cold tile as we read it, and of one bare signed ranged GET.

    By turns, each over its own connection that stays open, for tiles in random order.
    """
    os.environ.update(KEYS)
    shutil.rmtree(mirror, ignore_errors=True)
    largest = stored[-1]
    storage = S3Storage(BUCKET, endpoint_url=server.url, region="us-east-1")
    source = MirroredSource(Mirror(mirror, 1 << 31), "cold", storage.ranges(largest.path.name))
    index = source.block(*largest.layout.index, lambda data: Index.parse(data, largest.layout))
    url = urlsplit(storage.sign(largest.path.name))
    connection = http.client.HTTPConnection(url.netloc)
    entries = random.Random(3).sample(range(index.count), _COLD)
    ours_ms: list[float] = []
    bare_ms: list[float] = []
    for turn, entry in enumerate(entries):
        offset, length = index.range(entry)
        started = time.perf_counter()
        if turn % 2:
            source.stream(index, entry)
        else:
            headers = {"Range": f"bytes={offset}-{offset + length - 1}"}
            connection.request("GET", f"{url.path}?{url.query}", headers=headers)
            connection.getresponse().read()
        (ours_ms if turn % 2 else bare_ms).append((time.perf_counter() - started) * 1000)
    connection.close()
    return median(ours_ms), median(bare_ms)
