"""Why a scan or a recording cannot be read.

Each class has a code, which `repository.reasons` puts into words.

ScanError
├── EmptyFileError
├── NotAnImageError
├── UnsupportedFormatError
├── UnsupportedPixelsError
├── TruncatedError
├── DamagedError
├── HeaderMismatchError
├── TooManyPixelsError
├── TooMuchMemoryError
├── TooManyFramesError
├── NoSuchFrameError
├── EncryptedPdfError
├── NoFfmpegError
├── UnsupportedRecordingError
├── UnsupportedCodecError
├── EmptyRecordingError
├── DamagedRecordingError
├── TruncatedRecordingError
├── TooLongError
├── TooManyStreamsError
├── RecordingTooLargeError
├── NoTesseractError
├── NoLanguageError
├── NoPictureError
├── RecognitionFailedError
├── DownloadPictureError
├── DownloadTooLargeError
└── TookTooLongError

None of them goes away by trying again.
"""

from collections.abc import Mapping
from typing import ClassVar

from workers.limits import Limits

_MILLION = 1_000_000
_MINUTE = 60


class ScanError(Exception):
    """Base of all errors about a scan; `params` fill the sentence of its `code`."""

    code: ClassVar[str]

    def __init__(self, detail: str = "", **params: str | int) -> None:
        """`detail` is for the log: what the codec said."""
        super().__init__(f"{self.code} {params or ''} {detail}".strip())
        self.params: Mapping[str, str | int] = params


class EmptyFileError(ScanError):
    """The file has no bytes."""

    code = "empty-file"


class NotAnImageError(ScanError):
    """The content is of no kind that we know pictures in, whatever its name says."""

    code = "not-an-image"


class UnsupportedFormatError(ScanError):
    """A kind of file that we know but do not read."""

    code = "unsupported-format"

    def __init__(self, kind: str) -> None:
        super().__init__(format=kind)


class UnsupportedPixelsError(ScanError):
    """A format that we read, with a kind of pixels that we do not; `pixels` names it briefly."""

    code = "unsupported-pixels"

    def __init__(self, pixels: str) -> None:
        super().__init__(pixels=pixels)


class TruncatedError(ScanError):
    """The file ends before its picture does."""

    code = "truncated"


class DamagedError(ScanError):
    """The file contradicts itself or a codec gave up on it."""

    code = "damaged"


class HeaderMismatchError(ScanError):
    """The size that the header tells is not that of the content."""

    code = "header-mismatch"

    def __init__(self, told: tuple[int, int], found: tuple[int, int]) -> None:
        super().__init__(width=told[0], height=told[1], found_width=found[0], found_height=found[1])


class TooManyPixelsError(ScanError):
    """The picture is larger than allowed; told from its header, nothing was decoded."""

    code = "too-many-pixels"

    def __init__(self, width: int, height: int, limits: Limits) -> None:
        super().__init__(width=width, height=height, limit=limits.pixels // _MILLION)


class TooMuchMemoryError(ScanError):
    """The file is stored so that it can be decoded only as a whole, and it is too large for that.

    `needed` and `limit` are in megabytes.
    """

    code = "too-much-memory"

    def __init__(self, needed: int, limits: Limits) -> None:
        super().__init__(needed=-(-needed // _MILLION), limit=limits.memory // _MILLION)


class TooManyFramesError(ScanError):
    """The document has more pages than allowed."""

    code = "too-many-frames"

    def __init__(self, limits: Limits) -> None:
        super().__init__(limit=limits.frames)


class NoSuchFrameError(ScanError):
    """The document has fewer pages than it was thought to have, or none; counted from 1."""

    code = "no-such-frame"

    def __init__(self, frame: int) -> None:
        super().__init__(frame=frame + 1)


class EncryptedPdfError(ScanError):
    """The PDF asks for a password."""

    code = "encrypted-pdf"


class NoFfmpegError(ScanError):
    """There is no ffmpeg on this machine, and the file is a recording."""

    code = "no-ffmpeg"


class UnsupportedRecordingError(ScanError):
    """A kind of recording that we know but do not read."""

    code = "unsupported-recording"

    def __init__(self, kind: str) -> None:
        super().__init__(format=kind)


class UnsupportedCodecError(ScanError):
    """A container that we read, with sound or film in it coded in a way that we do not."""

    code = "unsupported-codec"

    def __init__(self, codec: str) -> None:
        super().__init__(codec=codec)


class EmptyRecordingError(ScanError):
    """There is nothing to hear or see in the recording, or it lasts no time."""

    code = "empty-recording"


class DamagedRecordingError(ScanError):
    """ffmpeg cannot make sense of the recording."""

    code = "damaged-recording"


class TruncatedRecordingError(ScanError):
    """The recording ends before it says it does; `found` and `told` in seconds."""

    code = "truncated-recording"

    def __init__(self, found: float, told: float, detail: str = "") -> None:
        super().__init__(detail, found=int(found), told=round(told))


class TooLongError(ScanError):
    """The recording is longer than allowed; told from its header, nothing was decoded."""

    code = "too-long"

    def __init__(self, limits: Limits) -> None:
        super().__init__(limit=round(limits.seconds / _MINUTE))


class TooManyStreamsError(ScanError):
    """The recording has more tracks than any that is meant to be played."""

    code = "too-many-streams"

    def __init__(self, limits: Limits) -> None:
        super().__init__(limit=limits.streams)


class RecordingTooLargeError(ScanError):
    """What browsers would play is larger than any file that is taken in; `limit` in bytes."""

    code = "recording-too-large"

    def __init__(self, limit: int) -> None:
        super().__init__(limit=limit // _MILLION)


class NoTesseractError(ScanError):
    """There is no tesseract on this machine, and a text is to be recognised."""

    code = "no-tesseract"


class NoLanguageError(ScanError):
    """None of the languages of a work can be recognised here; `languages` such as `kaz+rus`."""

    code = "no-language"

    def __init__(self, languages: str) -> None:
        super().__init__(languages=languages)


class NoPictureError(ScanError):
    """The page whose text is to be recognised has no picture of ours."""

    code = "no-picture"


class RecognitionFailedError(ScanError):
    """The recogniser gave up on a page."""

    code = "recognition-failed"


class DownloadPictureError(ScanError):
    """A picture that belongs into a PDF cannot be read; `page` counts the work's pages from 1."""

    code = "download-picture"

    def __init__(self, page: int, detail: str = "") -> None:
        super().__init__(detail, page=page)


class DownloadTooLargeError(ScanError):
    """A PDF would have more than `limit` bytes."""

    code = "download-too-large"

    def __init__(self, limit: int) -> None:
        super().__init__(limit=limit >> 30)


class TookTooLongError(ScanError):
    """The recording could not be worked through in the time that one of its length may take."""

    code = "took-too-long"

    def __init__(self, seconds: float) -> None:
        super().__init__(minutes=max(1, round(seconds / _MINUTE)))
