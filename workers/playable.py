"""From a recording to the form that browsers play: AAC and H.264 in MP4, index in front."""

import signal
from dataclasses import dataclass
from pathlib import Path

from workers.bounded import Ran
from workers.containers import MP4, Container
from workers.errors import (
    DamagedRecordingError,
    EmptyRecordingError,
    RecordingTooLargeError,
    TruncatedRecordingError,
)
from workers.ffmpeg import program, run, source
from workers.limits import Limits
from workers.recording import Film, Recording, Sound, probe

RECIPE = "play1"
"""A name for everything below that decides how the result looks and sounds."""

_BOX = (1920, 1080)  # pixels; a larger film is made smaller, readers' lines are narrow
_PLAIN_RATES = (44_100, 48_000)
_START_SECONDS, _PER_SECOND = 120.0, 4.0
_LOST = 0.02, 1.0  # of what was told, and in seconds: less is the usual vagueness of headers
_POSTER_SECONDS = 120.0
_MOST_POSTER = 256 << 20


@dataclass(frozen=True, slots=True)
class Playable:
    """What was made: `format` is its media type, `duration` in seconds as measured on it.

    `width` and `height` are those of a film in pixels, None for a sound.
    """

    format: str
    duration: float
    width: int | None
    height: int | None


def allowed_seconds(duration: float | None, limits: Limits) -> float:
    """How long the making of so long a recording may take."""
    return _START_SECONDS + _PER_SECOND * (duration or limits.seconds)


def make_playable(
    master: Path, recording: Recording, target: Path, limits: Limits, most_written: int
) -> Playable:
    """Write what browsers play to `target`; streams that are so already are copied.

    Raises `DamagedRecordingError`, `TruncatedRecordingError`, `EmptyRecordingError`,
    `TookTooLongError`, `StorageFullError`.
    """
    command = [
        *(program("ffmpeg"), "-nostdin", "-v", "error", "-y"),
        *source(master, recording.container, limits.film_pixels),
        *_film_arguments(recording),
        *_sound_arguments(recording.sound),
        # Where and with what it was recorded is nobody's business; the master keeps it.
        *("-map_metadata", "-1", "-map_chapters", "-1", "-sn", "-dn"),
        *("-t", str(limits.seconds), "-movflags", "+faststart", "-f", "mp4", f"file:{target}"),
    ]
    seconds = allowed_seconds(recording.duration, limits)
    ran = run(command, seconds=seconds, most_written=most_written)
    if ran.code == -signal.SIGXFSZ:
        raise RecordingTooLargeError(most_written)
    if ran.code or not target.exists():
        raise DamagedRecordingError(ran.complaints)
    return _measured(target, recording, ran, limits)


def write_poster(
    path: Path, container: Container, stream: int, at: float, target: Path, limits: Limits
) -> bool:
    """Write a telling picture of a film near second `at`, or the cover of a sound, as PNG.

    False when none can be made, which is no reason to refuse a recording that plays.
    """
    command = [
        *(program("ffmpeg"), "-nostdin", "-v", "error", "-y", "-ss", f"{at:.3f}"),
        *source(path, container, limits.film_pixels),
        # The thumbnail filter leaves black and blurred frames out.
        *("-map", f"0:{stream}", "-vf", "thumbnail=12", "-frames:v", "1", "-an"),
        *("-map_metadata", "-1", "-f", "image2", "-c:v", "png", f"file:{target}"),
    ]
    ran = run(command, seconds=_POSTER_SECONDS, most_written=_MOST_POSTER)
    return ran.code == 0 and target.exists() and target.stat().st_size > 0


def _film_arguments(recording: Recording) -> list[str]:
    film = recording.film
    if film is None:
        return ["-vn"]
    chosen = ["-map", f"0:{film.index}"]
    if _is_playable_film(film):
        return [*chosen, "-c:v", "copy"]
    width, height = fitted(film.width, film.height)
    filters = [
        *(["yadif=deint=interlaced"] if film.interlaced else []),
        f"scale={width}:{height}",
        "setsar=1",
    ]
    return [
        *(*chosen, "-c:v", "libx264", "-preset", "veryfast", "-crf", "21", "-pix_fmt", "yuv420p"),
        # As many frames as there are: none are made up for time stamps that jump.
        *("-vf", ",".join(filters), "-fps_mode", "vfr", "-threads", "2"),
    ]


def _is_playable_film(film: Film) -> bool:
    fits = film.width <= 2 * _BOX[0] and film.height <= 2 * _BOX[0]
    plain = film.plain and not film.interlaced and film.width % 2 == 0 and film.height % 2 == 0
    known = film.profile in ("Constrained Baseline", "Baseline", "Main", "High")
    return fits and plain and known and (film.codec, film.pixels) == ("h264", "yuv420p")


def _sound_arguments(sound: Sound | None) -> list[str]:
    if sound is None:
        return ["-an"]
    chosen = ["-map", f"0:{sound.index}"]
    if sound.codec == "aac" and sound.profile == "LC" and 1 <= sound.channels <= 2:
        return [*chosen, "-c:a", "copy"]
    channels = 1 if sound.channels == 1 else 2
    rate = sound.rate if sound.rate in _PLAIN_RATES else _PLAIN_RATES[1]
    bits = "96k" if channels == 1 else "160k"
    return [*chosen, "-c:a", "aac", "-b:a", bits, "-ac", str(channels), "-ar", str(rate)]


def fitted(width: int, height: int) -> tuple[int, int]:
    """The size of the film that is made: within the box whichever way it lies, even, as H.264."""
    box = _BOX if width >= height else _BOX[::-1]
    factor = min(1.0, box[0] / width, box[1] / height)
    return max(2, 2 * round(width * factor / 2)), max(2, 2 * round(height * factor / 2))


def _measured(target: Path, recording: Recording, ran: Ran, limits: Limits) -> Playable:
    made = probe(target, MP4, Limits(seconds=2 * limits.seconds))
    if made.duration is None:
        raise EmptyRecordingError
    told = recording.duration
    if told is not None and told - made.duration > max(_LOST[0] * told, _LOST[1]):
        raise TruncatedRecordingError(made.duration, told, ran.complaints)
    film = made.film
    return Playable(
        format=MP4.film if film else MP4.sound,
        duration=int(made.duration * 1000) / 1000,
        width=film.width if film else None,
        height=film.height if film else None,
    )
