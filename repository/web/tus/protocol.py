"""The headers of tus 1.0: read, or refused with the status that the protocol names."""

import base64
import binascii
import re

from flask import Response, request

from repository.uploads import TusError
from repository.uploads.arriving import Checksum

VERSION = "1.0.0"
EXTENSIONS = "creation,creation-with-upload,checksum,termination,expiration"
ALGORITHMS = {"sha1": 20, "sha256": 32}
PIECE = "application/offset+octet-stream"
_NUMBER = re.compile(r"[0-9]{1,18}", re.ASCII)
_NAME = re.compile(r"[!-+\--~]{1,100}", re.ASCII)  # printable, neither space nor comma
_LONGEST = 4000
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def method() -> str:
    """What is to be done: some lines let nothing but POST through, with the method in a header."""
    return request.headers.get("X-HTTP-Method-Override", request.method).upper()


def is_disguised_change() -> bool:
    """Whether a request that looks harmless asks for a change by its header."""
    return request.method in _SAFE and method() not in _SAFE


def check_version() -> None:
    """Raises `TusError` (412) when the sender speaks another version."""
    if request.headers.get("Tus-Resumable") != VERSION:
        raise TusError(412, "upload-version", {"version": VERSION}, {"Tus-Version": VERSION})


def mark(response: Response) -> Response:
    """Say that the answer keeps to the protocol."""
    response.headers["Tus-Resumable"] = VERSION
    response.headers["Cache-Control"] = "no-store"
    return response


def abilities(largest: int) -> Response:
    """The answer to OPTIONS: what this server can do."""
    response = Response(status=204)
    response.headers["Tus-Version"] = VERSION
    response.headers["Tus-Extension"] = EXTENSIONS
    response.headers["Tus-Max-Size"] = str(largest)
    response.headers["Tus-Checksum-Algorithm"] = ",".join(ALGORITHMS)
    return response


def upload_length() -> int:
    """How long the whole file is going to be. Raises `TusError`."""
    return _number("Upload-Length", 400, "upload-length")


def upload_offset() -> int:
    """Where the piece belongs. Raises `TusError`."""
    return _number("Upload-Offset", 400, "upload-length")


def piece_length() -> int:
    """The length of the body, in bytes. Raises `TusError` (411)."""
    if request.content_length is None:
        raise TusError(411, "upload-no-length")
    return request.content_length


def check_type() -> None:
    """Raises `TusError` (415) when the body is no piece of a file."""
    if request.mimetype != PIECE:
        raise TusError(415, "upload-type", {"type": PIECE})


def checksum() -> Checksum | None:
    """What was sent along to verify the piece by. Raises `TusError`."""
    sent = request.headers.get("Upload-Checksum")
    if sent is None:
        return None
    algorithm, _, value = sent.partition(" ")
    digest = _decoded(value)
    if digest is None or len(digest) != ALGORITHMS.get(algorithm):
        raise TusError(400, "upload-checksum", {"known": ", ".join(ALGORITHMS)})
    return Checksum(algorithm, digest)


def metadata() -> tuple[str, dict[str, str]]:
    """The metadata as sent, and as name and text. Raises `TusError`."""
    sent = request.headers.get("Upload-Metadata", "")
    found: dict[str, str] = {}
    if len(sent) > _LONGEST:
        raise TusError(400, "upload-metadata")
    for pair in sent.split(",") if sent.strip() else []:
        name, _, value = pair.strip().partition(" ")
        text = _text(value)
        if not _NAME.fullmatch(name) or name in found or text is None:
            raise TusError(400, "upload-metadata")
        found[name] = text
    return sent, found


def _number(header: str, status: int, code: str) -> int:
    sent = request.headers.get(header, "")
    if not _NUMBER.fullmatch(sent):
        raise TusError(status, code)
    return int(sent)


def _text(value: str) -> str | None:
    data = _decoded(value)
    try:
        return None if data is None else data.decode()
    except UnicodeDecodeError:
        return None


def _decoded(value: str) -> bytes | None:
    try:
        return base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        return None
