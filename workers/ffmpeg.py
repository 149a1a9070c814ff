"""Running ffmpeg and ffprobe on files that nobody trusts, with no protocol but `file`."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from storage import StorageFullError
from workers.bounded import Bounds, Ran, run_bounded
from workers.containers import Container
from workers.errors import NoFfmpegError

_MEMORY = 4 << 30  # bytes of addresses; what is really used is a fraction

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
    ran = run_bounded(arguments, Bounds(seconds, _MEMORY, most_written))
    if ran.code and "No space left on device" in ran.complaints:
        raise StorageFullError("no room for the recording while it is made")
    return ran
