"""Documents as bytes, compressed as a client can take them."""

import gzip
import json
from typing import Any, Literal, TypeAlias

import zstandard

Coding: TypeAlias = Literal["zstd", "gzip", "identity"]

CODINGS: tuple[Coding, ...] = ("zstd", "gzip", "identity")
"""From the one we like best to the one we like least."""

LARGEST = 256 * 1024 * 1024
"""Bytes of the largest document that is read back; a book of 5,000 pages has 5 million."""


def to_bytes(document: dict[str, Any]) -> bytes:
    """A document as it is sent: UTF-8 without needless white space."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def packed(body: bytes) -> bytes:
    """Bytes as they are kept, which is also the coding `zstd`."""
    return zstandard.ZstdCompressor(level=6).compress(body)


def unpacked(body: bytes) -> bytes:
    """What was `packed`."""
    return zstandard.ZstdDecompressor().decompress(body, max_output_size=LARGEST)


def recoded(body: bytes, coding: Coding) -> bytes:
    """Packed bytes in the coding that is sent."""
    if coding == "zstd":
        return body
    plain = unpacked(body)
    return gzip.compress(plain, compresslevel=5, mtime=0) if coding == "gzip" else plain
