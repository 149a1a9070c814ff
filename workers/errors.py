"""Why a scan cannot be read: each class has a code, which `repository.reasons` puts into words.

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
└── EncryptedPdfError

None of them goes away by trying again.
"""

from collections.abc import Mapping
from typing import ClassVar

from workers.limits import Limits

_MILLION = 1_000_000


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
