"""Recordings made for tests: patterns and tones in any container."""

import subprocess
from pathlib import Path

from tests.services import program

SPEECH = Path(__file__).parent / "data" / "av" / "kk_speech.opus"
LANGUAGES = ("kk", "ru", "en")
H264 = ("-c:v", "libx264", "-pix_fmt", "yuv420p", "-preset", "ultrafast")
AAC = ("-c:a", "aac")
_SECONDS = 120


def captions(language: str) -> Path:
    return SPEECH.with_name(f"kk_speech.{language}.vtt")


def ffmpeg(*arguments: str | Path) -> None:
    command = [program("ffmpeg"), "-nostdin", "-v", "error", "-y", *map(str, arguments)]
    subprocess.run(command, check=True, timeout=_SECONDS, capture_output=True)


def tone(path: Path, *arguments: str, seconds: float = 2) -> Path:
    """A sine in the container that the name tells."""
    ffmpeg("-f", "lavfi", "-i", f"sine=frequency=440:duration={seconds}", *arguments, path)
    return path


def film(
    path: Path, *arguments: str, seconds: float = 2, size: str = "320x180", sound: bool = True
) -> Path:
    """A moving pattern, with a tone, in the container that the name tells."""
    heard = ["-f", "lavfi", "-i", f"sine=duration={seconds}"] if sound else []
    pattern = f"testsrc=size={size}:rate=10:duration={seconds}"
    ffmpeg("-f", "lavfi", "-i", pattern, *heard, *arguments, path)
    return path


def packets(path: Path) -> list[str]:
    """The checksum of each coded frame of a film: the same after a copy without encoding."""
    command = [program("ffmpeg"), "-v", "error", "-i", path, "-map", "0:v", "-c", "copy"]
    done = subprocess.run(
        [*map(str, command), "-f", "framemd5", "-"],
        check=True, timeout=_SECONDS, capture_output=True, text=True,
    )  # fmt: skip
    lines = done.stdout.splitlines()
    return [line.rsplit(",", 1)[1] for line in lines if not line.startswith("#")]
