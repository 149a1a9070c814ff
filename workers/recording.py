"""A recording: what a master holds that sounds or moves, as ffprobe tells it."""

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workers.containers import Container, container
from workers.errors import (
    DamagedRecordingError,
    EmptyRecordingError,
    ScanError,
    TooLongError,
    TooManyPixelsError,
    TooManyStreamsError,
    UnsupportedCodecError,
)
from workers.ffmpeg import FILM_DECODERS, SOUND_DECODERS, program, run, source
from workers.limits import Limits

_PROBE_SECONDS = 60.0
_MOST_PRINTED = 1 << 20
_NOT_LISTED = re.compile(r"Codec \(([\w-]{1,40})\) not on whitelist", re.ASCII)
_TOO_LARGE = re.compile(r"Picture size ([0-9]{1,9})x([0-9]{1,9}) exceeds", re.ASCII)
_ENTRIES = (
    "format=duration:format_tags=major_brand:"
    "stream=index,codec_type,codec_name,profile,pix_fmt,width,height,sample_aspect_ratio,"
    "field_order,channels,sample_rate,duration:stream_disposition=default,attached_pic:"
    "stream_tags=DURATION:stream_side_data=rotation"
)


@dataclass(frozen=True, slots=True)
class Film:
    """A moving picture; `width` and `height` in square pixels, upright, as it is shown.

    `plain` tells that its stored pixels are those already: neither turned nor stretched.
    """

    index: int
    codec: str
    profile: str
    pixels: str
    width: int
    height: int
    plain: bool
    interlaced: bool


@dataclass(frozen=True, slots=True)
class Sound:
    """What is heard; `rate` in samples per second."""

    index: int
    codec: str
    profile: str
    channels: int
    rate: int


@dataclass(frozen=True, slots=True)
class Recording:
    """What the headers of a recording tell; `duration` in seconds, None when they do not.

    `cover` is the stream of a picture that a sound brings with it.
    """

    container: Container
    duration: float | None
    film: Film | None
    sound: Sound | None
    cover: int | None

    @property
    def media_type(self) -> str:
        """The media type of the whole file."""
        return self.container.film if self.film else self.container.sound


def inspect_recording(path: Path, limits: Limits) -> Recording | None:
    """Look at the headers of a recording; None when the file is none.

    Raises `NoFfmpegError` and every `ScanError` that the headers already show: nothing to hear or
    see, a codec we do not read, a file beyond the limits or damaged.
    """
    found = container(path)
    return None if found is None else probe(path, found, limits)


def probe(path: Path, found: Container, limits: Limits) -> Recording:
    """What ffprobe says of a file of this container; raises what `inspect_recording` does."""
    told = _ask(path, found, limits)
    streams = [stream for stream in told.get("streams", []) if isinstance(stream, dict)]
    if len(streams) > limits.streams:
        raise TooManyStreamsError(limits)
    films = [s for s in streams if s.get("codec_type") == "video" and not _is_cover(s)]
    sounds = [s for s in streams if s.get("codec_type") == "audio"]
    covers = [s for s in streams if s.get("codec_type") == "video" and _is_cover(s)]
    film, sound = _best(films), _best(sounds)
    if film is None and sound is None:
        raise EmptyRecordingError
    duration = _duration(told.get("format", {}), *(s for s in (film, sound) if s))
    if duration is not None and duration > limits.seconds:
        raise TooLongError(limits)
    return Recording(
        container=found,
        duration=duration,
        film=_film(film, limits) if film else None,
        sound=_sound(sound) if sound else None,
        cover=covers[0]["index"] if covers else None,
    )


def _ask(path: Path, found: Container, limits: Limits) -> dict[str, Any]:
    command = [
        *(program("ffprobe"), "-v", "error", "-of", "json", "-show_entries", _ENTRIES),
        *source(path, found, limits.film_pixels),
    ]
    ran = run(command, seconds=_PROBE_SECONDS, most_written=_MOST_PRINTED)
    if ran.code:
        raise _refusal(ran.complaints, limits)
    try:
        told = json.loads(ran.output)
    except ValueError as error:
        raise DamagedRecordingError(ran.complaints) from error
    if not isinstance(told, dict):
        raise DamagedRecordingError(ran.complaints)
    return told


def _refusal(complaints: str, limits: Limits) -> ScanError:
    """What ffprobe means by what it prints when it gives up."""
    if match := _NOT_LISTED.search(complaints):
        return UnsupportedCodecError(match[1])
    if match := _TOO_LARGE.search(complaints):
        pixels = Limits(pixels=limits.film_pixels)
        return TooManyPixelsError(int(match[1]), int(match[2]), pixels)
    return DamagedRecordingError(complaints)


def _is_cover(stream: Mapping[str, Any]) -> bool:
    return bool(stream.get("disposition", {}).get("attached_pic"))


def _best(streams: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The stream that a player would choose: the one marked as default, else the first."""
    marked = [s for s in streams if s.get("disposition", {}).get("default")]
    return next(iter(marked or streams), None)


def _film(stream: Mapping[str, Any], limits: Limits) -> Film:
    codec = str(stream.get("codec_name", "?"))
    if codec not in FILM_DECODERS:
        raise UnsupportedCodecError(codec)
    width, height = _whole(stream.get("width")), _whole(stream.get("height"))
    if width < 1 or height < 1:
        raise DamagedRecordingError("a film without a size")
    if width * height > limits.film_pixels:
        raise TooManyPixelsError(width, height, Limits(pixels=limits.film_pixels))
    stretch = _ratio(str(stream.get("sample_aspect_ratio", "")))
    shown = round(width * stretch)
    if not 1 <= shown <= 20 * width:
        raise DamagedRecordingError("a film of pixels that cannot be")
    turned = _rotation(stream) % 360 in (90, 270)
    return Film(
        index=stream["index"],
        codec=codec,
        profile=str(stream.get("profile", "")),
        pixels=str(stream.get("pix_fmt", "")),
        width=height if turned else shown,
        height=shown if turned else height,
        plain=shown == width and _rotation(stream) == 0,
        interlaced=stream.get("field_order") in ("tt", "bb", "tb", "bt"),
    )


def _sound(stream: Mapping[str, Any]) -> Sound:
    codec = str(stream.get("codec_name", "?"))
    if codec not in SOUND_DECODERS:
        raise UnsupportedCodecError(codec)
    return Sound(
        index=stream["index"],
        codec=codec,
        profile=str(stream.get("profile", "")),
        channels=_whole(stream.get("channels")),
        rate=_whole(stream.get("sample_rate")),
    )


def _duration(whole: Mapping[str, Any], *streams: Mapping[str, Any]) -> float | None:
    told = [_seconds(part.get("duration")) for part in (whole, *streams)]
    return next((seconds for seconds in told if seconds), None)


def _seconds(value: object) -> float | None:
    text = str(value)
    if not re.fullmatch(r"[0-9]{1,12}(\.[0-9]{1,9})?", text, re.ASCII):
        return None
    seconds = float(text)
    return seconds if math.isfinite(seconds) and seconds > 0 else None


def _whole(value: object) -> int:
    text = str(value)
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text, re.ASCII) else 0


def _ratio(text: str) -> float:
    """Width of a pixel to its height; 1 when it is not told."""
    match = re.fullmatch(r"([0-9]{1,9}):([0-9]{1,9})", text, re.ASCII)
    across, down = (int(match[1]), int(match[2])) if match else (1, 1)
    return across / down if across and down else 1.0


def _rotation(stream: Mapping[str, Any]) -> int:
    for side in stream.get("side_data_list", []):
        value = side.get("rotation")
        if isinstance(value, int):
            return value
    return 0
