"""The logo of a library: a small PNG or JPEG that a curator sends, kept as it is."""

import hashlib
import struct
from dataclasses import dataclass

from sqlalchemy.orm import Session

from repository import audit
from repository.errors import RefusedError
from repository.models import Institution
from repository.revisions import touch_catalogue
from storage import Storage

LARGEST = 800_000
PREFIX = "logos"
TYPES = {"png": "image/png", "jpg": "image/jpeg"}
_MOST_PIXELS = 4000
_MOST_MARKERS = 200
_PNG = b"\x89PNG\r\n\x1a\n"
_NO_SIZE = frozenset({0xC4, 0xC8, 0xCC})


@dataclass(frozen=True, slots=True)
class Logo:
    """What was sent: its bytes, the ending of its name, width and height in pixels."""

    data: bytes
    ending: str
    width: int
    height: int

    @property
    def name(self) -> str:
        """The name under which it lies in storage, which changes with every bit of it."""
        return f"{hashlib.sha256(self.data).hexdigest()[:32]}.{self.ending}"


def read_logo(data: bytes) -> Logo:
    """A logo that can be shown. Raises `RefusedError`.

    Only its head is read, by our own few lines: browsers decode it, no codec of the server does.
    """
    if len(data) > LARGEST:
        raise RefusedError("logo-too-large", largest=LARGEST // 1000)
    size = _png(data) or _jpeg(data)
    if size is None:
        raise RefusedError("logo-unknown")
    ending, width, height = size
    if not (0 < width <= _MOST_PIXELS and 0 < height <= _MOST_PIXELS):
        raise RefusedError("logo-too-wide", most=_MOST_PIXELS)
    return Logo(data, ending, width, height)


def keep_logo(storage: Storage, logo: Logo) -> str:
    """Put it into storage; returns its key. Twice does no harm."""
    key = f"{PREFIX}/{logo.name}"
    storage.put(key, logo.data, TYPES[logo.ending])
    return key


def set_logo(
    session: Session, institution: Institution, logo: Logo, public_url: str, by: str | None
) -> None:
    """Make it the logo of a library, in whose manifests it stands from then on."""
    institution.logo_key = f"{PREFIX}/{logo.name}"
    institution.logo = f"{public_url}/logos/{logo.name}"
    institution.logo_width, institution.logo_height = logo.width, logo.height
    touch_catalogue(session)
    audit.note(session, by, "logo-changed", "institution", institution.id)


def _png(data: bytes) -> tuple[str, int, int] | None:
    if not data.startswith(_PNG) or data[12:16] != b"IHDR" or len(data) < 33:
        return None
    width, height = struct.unpack(">II", data[16:24])
    return "png", width, height


def _jpeg(data: bytes) -> tuple[str, int, int] | None:
    """The size that the frame header tells (ITU T.81, B.2.2)."""
    if not data.startswith(b"\xff\xd8\xff"):
        return None
    place = 2
    for _ in range(_MOST_MARKERS):
        if place + 9 > len(data) or data[place] != 0xFF:
            return None
        marker, length = data[place + 1], struct.unpack(">H", data[place + 2 : place + 4])[0]
        if 0xC0 <= marker <= 0xCF and marker not in _NO_SIZE:
            height, width = struct.unpack(">HH", data[place + 5 : place + 9])
            return "jpg", width, height
        place += 2 + length
    return None
