"""Trying whether this machine can make recordings playable, for `keruen doctor`."""

import wave
from pathlib import Path

from workers.containers import MATROSKA, WAV
from workers.errors import DamagedRecordingError
from workers.ffmpeg import program, run
from workers.limits import Limits
from workers.playable import make_playable
from workers.recording import probe

_SECONDS = 20.0
_MOST = 1 << 20
_RATE = 8000


def try_recording(kind: str, folder: Path) -> str:
    """Make a second of silence, or of a small film, playable; the name of the program that did.

    Raises `NoFfmpegError`, or the `ScanError` that it ended with.
    """
    if kind == "sound":
        path, container = folder / "trial.wav", WAV
        _silence(path)
    else:
        path, container = folder / "trial.mkv", MATROSKA
        _film(path)
    found = probe(path, container, Limits())
    made = make_playable(path, found, folder / f"{kind}.mp4", Limits(), _MOST)
    if abs(made.duration - 1) > 0.2:
        raise DamagedRecordingError(f"lasts {made.duration} s")
    return _version()


def _silence(path: Path) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(_RATE)
        file.writeframes(bytes(2 * _RATE))


def _film(path: Path) -> None:
    pattern = ["-f", "lavfi", "-i", "testsrc=size=64x48:rate=5:duration=1"]
    command = [program("ffmpeg"), "-nostdin", "-v", "error", *pattern, "-c:v", "mpeg4"]
    ran = run([*command, f"file:{path}"], seconds=_SECONDS, most_written=_MOST)
    if ran.code:
        raise DamagedRecordingError(ran.complaints)


def _version() -> str:
    ran = run([program("ffmpeg"), "-version"], seconds=_SECONDS, most_written=_MOST)
    return " ".join(ran.output.decode(errors="replace").split()[:3:2])
