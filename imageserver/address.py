"""The path of a request, split before it is decoded."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote_to_bytes

from imageserver.errors import ImageNotFoundError, InvalidRequestError

PREFIX = "/iiif/image/"
_LONGEST = 2048


@dataclass(frozen=True, slots=True)
class Address:
    """What an address asks of one picture: `parameters` are its decoded segments after the id.

    No parameters mean the base address, one is `info.json`, four an image request.
    """

    version: int
    image_id: str
    parameters: tuple[str, ...]


def raw_path(environ: dict[str, Any]) -> str:
    """The path as the client wrote it where the server passes it on, else the decoded one.

    Ids hold no slash, so a server that has decoded `%2F` (granian does) changes no answer: the
    parameters are counted from the right, and an id with a slash in it is unknown either way.
    """
    raw = environ.get("RAW_URI") or environ.get("REQUEST_URI")
    if raw:
        path: str = raw.partition("?")[0]
        return path if path.startswith("/") else "/" + path.partition("://")[2].partition("/")[2]
    return quote(environ["PATH_INFO"].encode("latin-1", "replace"), safe="/!$&'()*+,;=:@^~")


def parse_address(path: str) -> Address:
    """The address of a raw path that starts with `PREFIX`.

    Raises `InvalidRequestError`, or `ImageNotFoundError` when there is no such kind of address.
    """
    if len(path) > _LONGEST:
        raise InvalidRequestError("The address is too long.")
    segments = [_decoded(segment) for segment in path[len(PREFIX) :].split("/")]
    if segments[0] not in ("2", "3") or len(segments) < 2:
        raise ImageNotFoundError("There is no such version of the Image API here.")
    rest = segments[1:]
    if rest[-1] == "info.json":
        count = 1
    elif len(rest) >= 5:
        count = 4
    elif len(rest) == 1:
        count = 0
    else:
        raise InvalidRequestError(
            "The address must go on with info.json or region/size/rotation/quality.format."
        )
    split = len(rest) - count
    image_id = "/".join(rest[:split])
    if not image_id:
        raise ImageNotFoundError("The address names no picture.")
    return Address(int(segments[0]), image_id, tuple(rest[split:]))


def _decoded(segment: str) -> str:
    if "%" not in segment:
        return segment
    try:
        text = unquote_to_bytes(segment).decode("utf-8")
    except UnicodeDecodeError as error:
        raise InvalidRequestError("The address is not UTF-8.") from error
    if "\0" in text:
        raise InvalidRequestError("The address holds a zero byte.")
    return text


def encoded(image_id: str) -> str:
    """An id as a client writes it in an address; the colon stays (section 9 of the Image API)."""
    return quote(image_id, safe=":~")
