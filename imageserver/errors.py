"""Why a picture cannot be answered; each class says when you get it and names its HTTP status.

ImageServerError
├── InvalidRequestError      400
├── LoginRequiredError       401
├── ForbiddenError           403
├── ImageNotFoundError       404
├── NotOfferedError          501
├── BusyError                503
└── DamagedImageError        500 for a reader; raised to the worker when it verifies
"""

from typing import ClassVar


class WouldWaitError(Exception):
    """What may not wait would have had to, for a disk, a network or a drawing: ask again, waiting.

    No answer to a reader, and so no `ImageServerError`.
    """


class ImageServerError(Exception):
    """Base of all errors of this package; the message is one sentence fit for a reader."""

    status: ClassVar[int] = 500


class InvalidRequestError(ImageServerError):
    """The address breaks the syntax of the Image API or asks for nothing that can exist."""

    status = 400


class LoginRequiredError(ImageServerError):
    """The picture is published but only for visitors who signed in."""

    status = 401


class ForbiddenError(ImageServerError):
    """The picture is published but not for this visitor."""

    status = 403


class ImageNotFoundError(ImageServerError):
    """No such picture, or not one this visitor may know of."""

    status = 404


class NotOfferedError(ImageServerError):
    """A legal request for something this server does not do, like a GIF of 100 megapixels."""

    status = 501


class BusyError(ImageServerError):
    """Too much slow work is waiting, or the storage is away: the same request may succeed later."""

    status = 503


class DamagedImageError(ImageServerError):
    """A stored picture is not what its index says: truncated, overwritten or bit-rotted."""
