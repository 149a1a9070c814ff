"""Recordings: how what browsers play is called, and where it lies."""

import re
from pathlib import PurePath
from urllib.parse import quote

_UNFIT = re.compile(r"[^\w.-]+")
_LONGEST = 120


def medium_key(sha256: str, recipe: str, suffix: str) -> str:
    """Where the form lies that one recipe made of a master for browsers."""
    return f"media/{sha256[:2]}/{sha256}-{recipe}.{suffix}"


def medium_name(file_name: str, suffix: str) -> str:
    """The last part of the address: the recording's own name, fit for one, with a new ending."""
    return f"{address_stem(PurePath(file_name).stem)}.{suffix}"


def address_stem(stem: str) -> str:
    """A name without what an address or a file system may stumble over; letters stay."""
    return _UNFIT.sub("_", stem).strip("._")[:_LONGEST] or "recording"


def medium_href(medium_id: str, file_name: str) -> str:
    """The path of a medium, or of captions, on this site."""
    return f"/media/{medium_id}/{quote(file_name, safe='')}"


def text_name(caption_name: str) -> str:
    """How the plain text of captions is called: `talk.kk.txt` for `talk.kk.vtt`."""
    return PurePath(caption_name).stem + ".txt"
