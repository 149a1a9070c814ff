"""From a recording to what browsers play, with a picture that stands for it."""

from dataclasses import replace
from pathlib import Path

from repository.ingest import Frame, Picture, Played
from repository.masters import derivative_key
from repository.recordings import medium_key
from repository.repository import Repository
from workers.containers import MP4
from workers.draw import draw, recipe
from workers.errors import ScanError
from workers.limits import Limits
from workers.patience import Patience
from workers.playable import RECIPE, Playable, allowed_seconds, make_playable, write_poster
from workers.recording import Recording
from workers.scan import inspect

_AFTERWARDS = 600.0  # seconds for the poster, and for storing
_POSTER_AT = 0.1  # of the film: it is seldom black or a title any more
_POSTER_LATEST = 30.0  # seconds


def play(
    repository: Repository,
    frame: Frame,
    master: Path,
    recording: Recording,
    folder: Path,
    limits: Limits,
    patience: Patience,
) -> Played:
    """Make and store the form that browsers play, and the pyramid of its poster.

    Raises `ScanError`, `StorageFullError`, `StorageUnavailableError`.
    """
    patience.allow(allowed_seconds(recording.duration, limits) + _AFTERWARDS)
    target = folder / "playable.mp4"
    most = repository.settings.max_upload
    made = make_playable(master, recording, target, limits, most)
    suffix = "mp4" if made.width else "m4a"
    key = medium_key(frame.sha256, RECIPE, suffix)
    size = repository.storage.put(key, target, made.format)
    return Played(
        media_type=recording.media_type,
        format=made.format,
        suffix=suffix,
        key=key,
        size=size,
        duration=made.duration,
        width=made.width,
        height=made.height,
        poster=_poster(repository, frame, master, recording, made, folder, limits),
    )


def _poster(
    repository: Repository,
    frame: Frame,
    master: Path,
    recording: Recording,
    made: Playable,
    folder: Path,
    limits: Limits,
) -> Picture | None:
    """A film's poster, taken from what was made of it, or the cover that a sound brings along."""
    path = folder / "poster.png"
    if made.width:
        at = min(_POSTER_AT * made.duration, _POSTER_LATEST)
        written = write_poster(folder / "playable.mp4", MP4, 0, at, path, limits)
    elif recording.cover is not None:
        written = write_poster(master, recording.container, recording.cover, 0, path, limits)
    else:
        return None
    if not written:
        return None
    key = derivative_key(frame.sha256, 0, f"{RECIPE}{recipe(repository)}")
    try:
        return draw(repository, path, inspect(path, limits), replace(frame, number=0), key, folder)
    except ScanError:
        return None
