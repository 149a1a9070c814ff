"""The body of an upload, on its way from the network to a file in the staging folder."""

import errno
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from babel.numbers import format_decimal
from flask import request
from werkzeug.exceptions import ClientDisconnected, LengthRequired, RequestEntityTooLarge

from repository.clock import now
from repository.settings import Settings
from repository.web.context import language
from repository.web.errors import InsufficientStorage
from repository.web.words import gettext as _

PREFIX = "upload-"
_BLOCK = 1 << 20
_GIGABYTE = 1e9
_FORGOTTEN = 24 * 3600
# Left free for the database and the queue, which must go on when uploads stop.
_RESERVE = 64 << 20


@contextmanager
def staged_body(settings: Settings) -> Iterator[Path]:
    """The request's body as a file that is gone when the block ends, however it ends.

    One block of a megabyte is in memory at a time. Raises `LengthRequired`,
    `RequestEntityTooLarge`, `InsufficientStorage`, and `ClientDisconnected` when the sender is
    gone before the end.
    """
    _check_length(settings)
    request.max_content_length = settings.max_upload
    path = settings.staging_dir / f"{PREFIX}{secrets.token_hex(8)}"
    try:
        with path.open("xb") as target:
            _copy(target)
        yield path
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise InsufficientStorage from error
        raise
    finally:
        path.unlink(missing_ok=True)


def remove_forgotten(settings: Settings) -> None:
    """Remove what servers that were killed in the middle of an upload left behind."""
    long_ago = now().timestamp() - _FORGOTTEN
    for path in settings.staging_dir.glob(f"{PREFIX}*"):
        # Another server, starting as well, may be quicker.
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < long_ago:
                path.unlink()


def _check_length(settings: Settings) -> None:
    length = request.content_length
    if length is None:
        raise LengthRequired
    if length > settings.max_upload:
        raise RequestEntityTooLarge(too_large(settings))
    if length + _RESERVE > shutil.disk_usage(settings.staging_dir).free:
        raise InsufficientStorage


def _copy(target: BinaryIO) -> None:
    while block := request.stream.read(_BLOCK):
        target.write(block)
    # Not every server tells a sender that went away from one that has finished.
    if target.tell() != request.content_length:
        raise ClientDisconnected


def too_large(settings: Settings) -> str:
    """The limit in words."""
    if settings.max_upload < _GIGABYTE:
        return _("Files of up to %(size)s MB are taken in.") % {
            "size": format_decimal(settings.max_upload / 1e6, "#,##0.#", locale=language())
        }
    return _("Files of up to %(size)s GB are taken in.") % {
        "size": format_decimal(settings.max_upload / _GIGABYTE, "#,##0.#", locale=language())
    }
