"""Which recording a file is, by its first bytes: names are not to be trusted.

The container found here is the only one that ffmpeg may try. A playlist, or any other format that
names further files or addresses, is never opened.
"""

from dataclasses import dataclass
from pathlib import Path

from workers import media
from workers.errors import EmptyFileError, ScanError, UnsupportedRecordingError


@dataclass(frozen=True, slots=True)
class Container:
    """A kind of file that holds sound or film: ffmpeg's name for its reader, and media types."""

    demuxer: str
    sound: str
    film: str


WAV = Container("wav", "audio/wav", "audio/wav")
MP3 = Container("mp3", "audio/mpeg", "audio/mpeg")
FLAC = Container("flac", "audio/flac", "audio/flac")
OGG = Container("ogg", "audio/ogg", "video/ogg")
MP4 = Container("mov", "audio/mp4", "video/mp4")
MOV = Container("mov", "video/quicktime", "video/quicktime")
MATROSKA = Container("matroska", "audio/x-matroska", "video/x-matroska")
WEBM = Container("matroska", "audio/webm", "video/webm")

_HEAD = 4096
_OLD_MOVIE = {b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"}
_OTHERS = (
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "Windows Media"), (b"FLV\x01", "Flash Video"),
    (b"\0\0\x01\xba", "MPEG"), (b"\0\0\x01\xb3", "MPEG"), (b"#!AMR", "AMR"), (b"MThd", "MIDI"),
    (b".snd", "AU"), (b".RMF", "RealMedia"), (b"caff", "CAF"),
)  # fmt: skip


def container(path: Path) -> Container | None:
    """The container of a recording that we read; None when the file is no recording.

    Raises `EmptyFileError`, and `UnsupportedRecordingError` for what we know but do not read.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head:
        raise EmptyFileError
    for start, kind in _OTHERS:
        if head.startswith(start):
            raise UnsupportedRecordingError(kind)
    return _marked(head) or _movie(head, path)


def _marked(head: bytes) -> Container | None:
    """A container that has its mark at the very beginning."""
    if head[:4] in (b"RIFF", b"RF64", b"FORM"):
        return _chunked(head)
    if head[:4] == b"\x1a\x45\xdf\xa3":
        return WEBM if b"webm" in head[:64] else MATROSKA
    if head[:3] == b"ID3" or _is_mp3_frame(head):
        return MP3
    return {b"fLaC": FLAC, b"OggS": OGG}.get(head[:4])


def _chunked(head: bytes) -> Container | None:
    if head[8:12] == b"WAVE":
        return WAV
    if head[8:12] == b"AVI ":
        raise UnsupportedRecordingError("AVI")
    if head[8:12] in (b"AIFF", b"AIFC"):
        raise UnsupportedRecordingError("AIFF")
    return None


def _movie(head: bytes, path: Path) -> Container | None:
    """An ISO base media file: a recording unless it is one of the kinds that hold pictures."""
    if head[4:8] in _OLD_MOVIE:
        return MOV
    if head[4:8] != b"ftyp":
        return None
    try:
        media.media_type(path)
    except ScanError:
        return MOV if head[8:12] == b"qt  " else MP4
    return None


def _is_mp3_frame(head: bytes) -> bool:
    """Whether the first bytes are the header of a frame: MPEG audio, layer III."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return False
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    rate, frequency = head[2] >> 4, head[2] >> 2 & 3
    return version != 1 and layer == 1 and rate not in (0, 15) and frequency != 3
