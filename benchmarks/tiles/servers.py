"""The servers side by side, each on its own port, started and stopped by the run."""

import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from repository.cli.serve import SERVER_INTERFACE, SERVER_MEMORY

IIPSRV = Path("/usr/lib/iipimage-server/iipsrv.fcgi")
ROOT = Path(__file__).parents[2]
PREFIX = "/iiif/image/3"
PROCESSES = 2
_START = 30.0  # seconds


@dataclass
class Server:
    """A name for the table, the address up to the id, and the processes behind it."""

    name: str
    url: str
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def port(self) -> int:
        """The port that answers."""
        return int(self.url.rsplit(":", 1)[1].split("/")[0])

    def stop(self) -> None:
        """End every process of this server."""
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            with suppress(subprocess.TimeoutExpired):
                process.wait(10)
            if process.poll() is None:
                process.kill()
                process.wait()


def free_port() -> int:
    """A port of 127.0.0.1 that nothing listened on a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def ours(name: str, folder: Path, **settings: str) -> Server:
    """Two processes of granian, as `keruen run` starts them; `settings` as in `app`."""
    port = free_port()
    command = [
        sys.executable, "-m", "granian", *SERVER_INTERFACE, "--host", "127.0.0.1",
        "--port", str(port), "--workers", str(PROCESSES),
        "--no-ws", "--log-level", "error", "benchmarks.tiles.app:application",
    ]  # fmt: skip
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "TILES_CATALOGUE": str(folder / "catalogue.json"),
        **SERVER_MEMORY,
        **settings,
    }
    log = (folder / f"{name.replace(' ', '-')}.log").open("wb")
    process = subprocess.Popen(command, env=environment, stdout=log, stderr=log, cwd=ROOT)
    return _ready(Server(name, f"http://127.0.0.1:{port}{PREFIX}", [process]))


def nginx_static(folder: Path, root: Path) -> Server | None:
    """Tiles as files on disk: what the machine can do."""
    port = free_port()
    locations = f"root {root}; location / {{ add_header Access-Control-Allow-Origin *; }}"
    return _nginx("nginx static", folder, port, locations, "")


def iipsrv(folder: Path, storage: Path) -> Server | None:
    """Debian's iipsrv 1.1, as many processes as ours, behind nginx."""
    if not IIPSRV.exists():
        return None
    ports = [free_port() for _ in range(PROCESSES)]
    environment = {
        "FILESYSTEM_PREFIX": f"{storage}/",
        "URI_MAP": "iiif=>IIIF",
        "JPEG_QUALITY": "85",
        "MAX_CVT": "20000",
        "VERBOSITY": "0",
        "LOGFILE": "/dev/null",
        "OMP_NUM_THREADS": "1",
    }
    processes = [
        subprocess.Popen(
            [str(IIPSRV), "--bind", f"127.0.0.1:{port}", "--backlog", "1024"],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for port in ports
    ]
    upstream = "".join(f"server 127.0.0.1:{port};" for port in ports)
    location = (
        f"location {PREFIX}/ {{ rewrite ^{PREFIX}/([^/]+)/(.*)$ /iiif/$1.tif/$2 break;"
        " fastcgi_pass iip;"
        " fastcgi_param REQUEST_METHOD $request_method; fastcgi_param QUERY_STRING '';"
        " fastcgi_param REQUEST_URI $uri; fastcgi_param SERVER_PROTOCOL $server_protocol;"
        " fastcgi_param HTTP_HOST $host; }"
    )
    server = _nginx("iipsrv", folder, free_port(), location, f"upstream iip {{ {upstream} }}")
    if server is None:
        for process in processes:
            process.terminate()
        return None
    server.processes += processes
    return server


def _nginx(name: str, folder: Path, port: int, inside: str, before: str) -> Server | None:
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None:
        return None
    own = folder / name.replace(" ", "-")
    own.mkdir(exist_ok=True)
    user = "user root;" if os.geteuid() == 0 else ""
    temporary = " ".join(
        f"{kind}_temp_path {own}/{kind};"
        for kind in ("client_body", "fastcgi", "proxy", "uwsgi", "scgi")
    )
    (own / "nginx.conf").write_text(f"""
{user} worker_processes {PROCESSES}; pid {own}/pid; error_log {own}/error.log; daemon off;
events {{ worker_connections 512; }}
http {{
  access_log off; default_type image/jpeg; sendfile on; tcp_nopush on; {temporary}
  keepalive_requests 1000000;
  open_file_cache max=20000 inactive=60s; open_file_cache_valid 60s;
  {before}
  server {{ listen 127.0.0.1:{port}; {inside} }}
}}
""")
    process = subprocess.Popen(
        [program, "-c", str(own / "nginx.conf")],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return _ready(Server(name, f"http://127.0.0.1:{port}{PREFIX}", [process]))


def _ready(server: Server) -> Server:
    deadline = time.monotonic() + _START
    while True:
        try:
            socket.create_connection(("127.0.0.1", server.port), timeout=1).close()
            return server
        except OSError:
            if time.monotonic() > deadline or server.processes[0].poll() is not None:
                server.stop()
                raise RuntimeError(f"{server.name} did not start") from None
            time.sleep(0.05)
