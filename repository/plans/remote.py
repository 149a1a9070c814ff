"""Pictures of other sites of which only an address is known: how large they are."""

import re
from collections.abc import Callable
from contextlib import closing
from io import BytesIO
from json import loads
from typing import Any

from PIL import Image

from repository.errors import RefusedError
from repository.fetching import Fetcher
from repository.plans.iiif_images import service_of

Picture = Callable[[str], dict[str, Any]]
"""From an address to the fields of an image on another server."""

_REQUEST = re.compile(r"(https?://.+)/full/[^/]{1,30}/0/(?:default|native)\.(?:jpg|png|webp)")
_SHOWN = {"JPEG": "image/jpeg", "PNG": "image/png", "GIF": "image/gif", "WEBP": "image/webp"}
_ENOUGH = 2 << 20
"""Bytes in which a picture says how large it is."""


def is_remote(address: str) -> bool:
    """Whether an address leads to another site."""
    return address.startswith(("http://", "https://"))


def unmeasured(address: str) -> dict[str, Any]:
    """A picture that will be copied, and is measured when it is here."""
    return {"href": address, "width": 1, "height": 1}


def measured(fetcher: Fetcher, address: str) -> dict[str, Any]:
    """A picture as it is shown from where it lies. Raises `RefusedError`.

    One of an image server is asked for by its `info.json`, any other by how it begins.
    """
    found = _REQUEST.fullmatch(address)
    return _of_service(fetcher, address, found[1]) if found else _of_file(fetcher, address)


def _of_service(fetcher: Fetcher, address: str, service: str) -> dict[str, Any]:
    at = f"{service}/info.json"
    try:
        info = loads(fetcher.text(at, "application/json"))
        width, height, known = info["width"], info["height"], service_of(info | {"id": service})
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise RefusedError("fetch-failed", address=at, reason=f"no info.json: {error}") from error
    services = [known] if known else []
    return {"href": address, "width": width, "height": height, "services": services}


def _of_file(fetcher: Fetcher, address: str) -> dict[str, Any]:
    taken = b""
    with closing(fetcher.blocks(address, "image/*")) as blocks:
        for block in blocks:
            taken += block
            try:
                with Image.open(BytesIO(taken), formats=tuple(_SHOWN)) as picture:
                    size, name = picture.size, picture.format or ""
            except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
                if len(taken) > _ENOUGH:
                    break
                continue
            return {"href": address, "width": size[0], "height": size[1], "format": _SHOWN[name]}
    raise RefusedError("fetch-no-picture", address=address)
