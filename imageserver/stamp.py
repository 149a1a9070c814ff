"""The headers that every answer from one image record carries."""

import hashlib

from imageserver import answer, info
from imageserver.address import encoded
from imageserver.answer import Headers
from imageserver.catalogue import ImageRecord

_EDITION = "2"
"""Part of every ETag; raise it when the same request comes out with other bytes."""


class Stamp:
    """Made once for a record and version, so that a tile's headers are a few joined strings."""

    __slots__ = ("_cache", "_canonical", "_modified", "_profile", "_tag", "record")

    def __init__(self, base: str, version: int, record: ImageRecord) -> None:
        self.record = record
        self._tag = digest(f"{_EDITION}|{record.key}|{record.modified.isoformat()}")
        self._modified = ("Last-Modified", answer.http_date(record.modified))
        self._cache = ("Cache-Control", answer.FOREVER if record.public else answer.NOT_SHARED)
        self._canonical = f"<{base}{version}/{encoded(record.id)}/"
        self._profile = f'>;rel="canonical",<{info.PROFILES[version]}>;rel="profile"'

    def headers(self, media_type: str, mark: str, form: str) -> Headers:
        """All but the length. The second is the ETag: `mark` tells requests apart in it.

        `form` is the canonical region/size/rotation/quality.format.
        """
        return [
            ("Content-Type", media_type),
            ("ETag", f'"{self._tag}-{mark}"'),
            self._modified,
            self._cache,
            ("Link", f"{self._canonical}{form}{self._profile}"),
            *answer.EVERYWHERE,
        ]


def digest(text: str) -> str:
    """A short name for a text."""
    return hashlib.blake2b(text.encode(), digest_size=6).hexdigest()
