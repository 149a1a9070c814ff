"""`python -m benchmarks.tiles`: make the pictures, start the servers, print the ratios.

Every round asks each server the same, one right after the other, so that what else the machine
does falls on all of them; the median of the rounds counts.
"""

import argparse
import os
import platform
import shutil
from pathlib import Path

from benchmarks import report
from benchmarks.tiles import bucket, quality, scans, servers
from benchmarks.tiles.catalogue import write_catalogue
from benchmarks.tiles.lists import lists
from benchmarks.tiles.load import memory
from benchmarks.tiles.run import Run

_REPORT = Path(__file__).with_name("report")


def main() -> None:
    """The whole run; see `--help`."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.tiles", description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path("build/tiles"), help="work here")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=3, help="of each load")
    arguments = parser.parse_args()
    folder: Path = arguments.folder.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    print("making the pictures ...", flush=True)
    stored = scans.prepare(folder)
    write_catalogue(
        folder / "catalogue.json", {one.name: (one.path.name, one.layout) for one in stored}
    )
    requests = lists(stored)
    static = folder / "static" / servers.PREFIX.strip("/")
    shutil.rmtree(static, ignore_errors=True)  # the pyramids have just been written anew
    scans.cut(stored, requests["edges"] + requests["sizes"], static)
    run = Run(folder, requests, arguments.rounds, arguments.seconds)
    run.note(f"load average of the machine before the run: {os.getloadavg()[0]:.1f}")
    started: list[servers.Server] = []
    try:
        _measure(run, folder, stored, started)
    finally:
        for server in started:
            server.stop()
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    said = f"Written by `python -m benchmarks.tiles` on {machine}. Ratios matter, not figures."
    print(report.write(_REPORT, "Tiles a second", [said, *run.lines], run.goals))


def _measure(
    run: Run, folder: Path, stored: list[scans.Stored], started: list[servers.Server]
) -> None:
    storage = folder / "storage"
    ours = servers.ours("keruen", folder, TILES_STORAGE=storage.as_uri())
    started.append(ours)
    nginx = servers.nginx_static(folder, folder / "static")
    iipsrv = servers.iipsrv(folder, storage)
    for server, name in ((nginx, "nginx"), (iipsrv, "iipsrv (Debian's iipimage-server)")):
        if server is None:
            print(f"{name} is not installed: its ratios are left out")
        else:
            started.append(server)
    run.local(ours, nginx, iipsrv)
    run.flat(ours)
    if iipsrv is not None:
        for kind in ("regions", "thumbnails"):
            mine, theirs = (
                quality.psnr(server, run.requests[kind], folder) for server in (ours, iipsrv)
            )
            run.note(f"{kind}: PSNR {mine:.2f} dB, iipsrv {theirs:.2f} dB")
            run.goal(f"{kind}: dB above iipsrv", mine - theirs, 0)
    run.under_load(ours)
    held, peak = memory(ours), memory(ours, peak=True)
    run.note(
        f"memory after all of this: {held.answering:.0f} MB in the two processes (peak "
        f"{peak.answering:.0f}) and {held.starting:.0f} MB in the one that starts them"
    )
    run.goal("memory of two processes, MB", held.answering, 300, below=True)
    s3 = bucket.s3_server(folder, storage)
    if s3 is None:
        print("rclone is not installed: the ratios of S3 are left out")
        return
    started.append(s3)
    mine, bare = bucket.cold(s3, stored, folder / "mirror-cold")
    run.note(f"S3 cold: {mine:.2f} ms for a tile, {bare:.2f} ms for a bare signed ranged GET")
    run.goal("S3 cold: time of a bare GET", mine / bare, 1.3, below=True)
    mirrored = servers.ours("keruen s3", folder, **bucket.settings(s3, folder / "mirror"))
    started.append(mirrored)
    run.bucket(mirrored, ours)


if __name__ == "__main__":
    main()
