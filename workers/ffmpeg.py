"""Running ffmpeg and ffprobe on files that nobody trusts.

Each run is a process of its own with a time limit, a limit on memory and on what it writes, no
input and no protocol but `file`; it dies with the worker that started it.
"""

import os
import resource
import shutil
import subprocess
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from storage import StorageFullError
from workers.containers import Container
from workers.errors import NoFfmpegError, TookTooLongError

_MEMORY = 4 << 30  # bytes of addresses; what is really used is a fraction
_MOST_OUTPUT = 1 << 20  # bytes of what it prints
_NICENESS = 10  # the site goes first

# What recordings are coded in; other decoders, the rare and the old, are never started.
SOUND_DECODERS = {
    "aac": "aac", "mp3": "mp3float", "mp2": "mp2float", "flac": "flac", "alac": "alac",
    "vorbis": "vorbis", "opus": "opus", "ac3": "ac3", "eac3": "eac3", "wavpack": "wavpack",
    "pcm_u8": "pcm_u8", "pcm_s16le": "pcm_s16le", "pcm_s16be": "pcm_s16be",
    "pcm_s24le": "pcm_s24le", "pcm_s24be": "pcm_s24be", "pcm_s32le": "pcm_s32le",
    "pcm_s32be": "pcm_s32be", "pcm_f32le": "pcm_f32le", "pcm_f32be": "pcm_f32be",
    "pcm_f64le": "pcm_f64le", "pcm_alaw": "pcm_alaw", "pcm_mulaw": "pcm_mulaw",
    "adpcm_ms": "adpcm_ms", "adpcm_ima_wav": "adpcm_ima_wav",
}  # fmt: skip
FILM_DECODERS = {
    "h264": "h264", "hevc": "hevc", "mpeg4": "mpeg4", "mpeg2video": "mpeg2video",
    "mpeg1video": "mpeg1video", "h263": "h263", "vp8": "vp8", "vp9": "vp9", "av1": "libdav1d",
    "theora": "theora", "prores": "prores", "dnxhd": "dnxhd", "ffv1": "ffv1",
    "dvvideo": "dvvideo", "mjpeg": "mjpeg", "png": "png", "rawvideo": "rawvideo",
}  # fmt: skip
# Never decoded, but ffprobe will not look at a file when it may not open one of its streams.
_SUBTITLES = (
    "srt", "subrip", "ass", "ssa", "mov_text", "webvtt", "text", "dvdsub", "dvbsub", "pgssub",
)  # fmt: skip
_DECODERS = ",".join([*SOUND_DECODERS.values(), *FILM_DECODERS.values(), *_SUBTITLES])


@dataclass(frozen=True, slots=True)
class Ran:
    """How a run ended: the exit code, what it printed and the end of what it complained of."""

    code: int
    output: bytes
    complaints: str


def program(name: str) -> str:
    """The path of `ffmpeg` or `ffprobe`. Raises `NoFfmpegError`."""
    found = shutil.which(name)
    if found is None:
        raise NoFfmpegError
    return found


def source(path: Path, container: Container, most_pixels: int) -> list[str]:
    """The arguments that open a foreign file as what it is, and as nothing else."""
    guarded = [
        *("-protocol_whitelist", "file", "-format_whitelist", container.demuxer),
        *("-codec_whitelist", _DECODERS, "-max_pixels", str(most_pixels)),
    ]
    if container.demuxer == "mov":
        # A QuickTime file may say that its samples lie in another file.
        guarded += ["-enable_drefs", "0"]
    return [*guarded, "-f", container.demuxer, "-i", f"file:{path}"]


def run(arguments: Sequence[str], *, seconds: float, most_written: int) -> Ran:
    """Run to the end or to a limit; `most_written` is in bytes for each file.

    Raises `TookTooLongError`, `StorageFullError`.
    """
    process = subprocess.Popen(
        [*_bound_to_us(), *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
    )
    _limit(process.pid, most_written)
    assert process.stdout is not None
    assert process.stderr is not None
    with process, process.stdout, process.stderr:
        printed, complained = _Reader(process.stdout, first=True), _Reader(process.stderr)
        try:
            code = process.wait(seconds)
        except subprocess.TimeoutExpired as error:
            raise TookTooLongError(seconds) from error
        finally:
            process.kill()
            printed.join()
            complained.join()
    words = complained.kept.decode(errors="replace").strip()
    if code and "No space left on device" in words:
        raise StorageFullError("no room for the recording while it is made")
    return Ran(code, bytes(printed.kept), words[-500:])


def _bound_to_us() -> list[str]:
    """A process that is killed has no time to end its children: the kernel does it."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "KILL", "--"] if setpriv else []


def _limit(pid: int, most_written: int) -> None:
    try:
        resource.prlimit(pid, resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (most_written, most_written))
        resource.prlimit(pid, resource.RLIMIT_CORE, (0, 0))
        os.setpriority(os.PRIO_PROCESS, pid, _NICENESS)
    except ProcessLookupError:
        return  # it is done already


class _Reader(threading.Thread):
    """Reads what a process prints and keeps the first of it, or the last; the rest is dropped."""

    def __init__(self, stream: IO[bytes], *, first: bool = False) -> None:
        super().__init__(daemon=True)
        self.kept = bytearray()
        self._stream = stream
        self._first = first
        self.start()

    def run(self) -> None:
        while block := self._stream.read1(65536):  # type: ignore[attr-defined]
            if self._first:
                self.kept += block[: _MOST_OUTPUT - len(self.kept)]
            else:
                self.kept = (self.kept + block)[-65536:]
