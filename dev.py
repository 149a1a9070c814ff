#!/usr/bin/env python3
"""Two commands for a fresh machine: `python3 dev.py run` and `python3 dev.py test`.

Needs nothing but Python 3.11 or newer with venv, and a way to the package registries.
"""

import argparse
import ctypes.util
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
BIN = VENV / "bin"
# what running needs; what testing needs on top
LOCKS = {"run": HERE / "requirements.lock", "test": HERE / "requirements-dev.lock"}

NO_TESTS = 5  # pytest's exit code when none was chosen

# program: Debian's packages
PROGRAMS = {
    "redis-server": "redis-server",
    "psql": "postgresql",
    "chromium": "chromium",
    "node": "nodejs",
    "npm": "npm",
    "nginx": "nginx",
    "ffmpeg": "ffmpeg",
    "tesseract": "tesseract-ocr",
}
# what Tesseract must be able to read: Debian's package
LANGUAGES = {"kaz": "tesseract-ocr-kaz", "rus": "tesseract-ocr-rus", "eng": "tesseract-ocr-eng"}
# library: package by distribution, Debian's first
LIBRARIES = {"turbojpeg": ("libturbojpeg0", "libturbojpeg")}


def main() -> int:
    """Do what the command line asks; returns the exit code."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this file starts before pip can refuse
        print("Keruen needs Python 3.11 or newer.", file=sys.stderr)
        return 1
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("run", help="install, load the sample collection, start the site")
    test = commands.add_parser("test", help="install what tests need and run them all")
    test.add_argument(
        "--quick",
        action="store_true",
        help="without what takes long, and without browsers and whole sites",
    )
    test.add_argument("arguments", nargs="*", help="passed on to pytest")
    given, rest = parser.parse_known_args()
    install(LOCKS[given.command])
    return run() if given.command == "run" else check(given.quick, given.arguments + rest)


def install(lock: Path) -> None:
    """Make the virtual environment and install the locked dependencies, once for each lock."""
    wanted = hashlib.sha256(lock.read_bytes() + (HERE / "pyproject.toml").read_bytes()).hexdigest()
    stamp = VENV / f"installed-{lock.stem}"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    if not (BIN / "python").exists():
        step("making the virtual environment")
        subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
    step("installing dependencies (about a minute the first time)")
    pip = [str(BIN / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--require-hashes", "-r", str(lock)], check=True)
    subprocess.run([*pip, "--no-deps", "--no-build-isolation", "-e", str(HERE)], check=True)
    stamp.write_text(wanted)


def run() -> int:
    """Load the sample collection into an empty catalogue and keep the site running."""
    keruen = str(BIN / "keruen")
    subprocess.run([keruen, "demo"], check=True)
    os.execv(keruen, [keruen, "run"])


def check(quick: bool, arguments: list[str]) -> int:
    """Format, lint, types, tests; returns the exit code of the first that fails."""
    install_programs()
    python = str(BIN / "python")
    for tool in (["ruff", "format", "--check", "."], ["ruff", "check", "."], ["mypy"]):
        code = call([python, "-m", *tool])
        if code:
            return code
    suite = [python, "-m", "pytest"]
    together = ["-n", "auto", "--dist", "loadfile"]
    if quick:
        return call([*suite, "-m", "not slow and not alone", *together, *arguments])
    # Browsers and whole sites measure time and end processes: they want the machine for themselves.
    beside = [*suite, "-m", "not alone", *together, *arguments]
    alone = [*suite, "-m", "alone", *arguments]
    codes = [call(beside), call(alone)]
    failed = [code for code in codes if code not in (0, NO_TESTS)]
    return failed[0] if failed else min(codes)


def call(command: list[str]) -> int:
    """Say what is run, and run it; returns its exit code."""
    step(" ".join(command[2:]))
    return subprocess.run(command, cwd=HERE, check=False).returncode


def install_programs() -> None:
    """Install the missing programs the tests use, or say which command does."""
    missing = missing_packages()
    if not missing:
        return
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        step(f"installing {', '.join(missing)}")
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], check=True, env=environment)
        subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)
        return
    print(f"The tests need: {', '.join(missing)}. Install them with\n", file=sys.stderr)
    print(f"    sudo {' '.join(command)}\n", file=sys.stderr)
    if os.environ.get("CI"):
        sys.exit(1)
    print("Tests that need them are skipped now.", file=sys.stderr)


def missing_packages() -> list[str]:
    """The packages of the programs, libraries and data that are not here."""
    missing = (packages for name, packages in PROGRAMS.items() if not shutil.which(name))
    programs = {package for packages in missing for package in packages.split()}
    debian = "ID=debian" in os_release()
    libraries = {
        packages[0 if debian else 1]
        for name, packages in LIBRARIES.items()
        if not ctypes.util.find_library(name)
    }
    readable = languages_read()
    languages = {package for code, package in LANGUAGES.items() if code not in readable}
    return sorted(programs | libraries | languages)


def languages_read() -> set[str]:
    """The codes of the languages whose data Tesseract has."""
    if not shutil.which("tesseract"):
        return set()
    command = ["tesseract", "--list-langs"]
    said = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    return set(said.stdout.split()) | set(said.stderr.split())


def os_release() -> list[str]:
    """What the distribution says of itself; nothing where it does not."""
    path = Path("/etc/os-release")
    return path.read_text().splitlines() if path.exists() else []


def step(words: str) -> None:
    """Say what is being done."""
    print(f"\033[1m==> {words}\033[0m" if sys.stdout.isatty() else f"==> {words}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
