"""Files on their way in: kept piece by piece, over days and restarts, made pages of once."""

from repository.uploads.arriving import append
from repository.uploads.beginning import Announced, begin
from repository.uploads.body import Body, body_of
from repository.uploads.errors import TusError, UploadBusyError, WrongPartError
from repository.uploads.finding import (
    Known,
    find_upload,
    known_uploads,
    remove_upload,
)
from repository.uploads.finishing import finish, keep_twice
from repository.uploads.sweeping import sweep_now_and_then, sweep_uploads

__all__ = [
    "Announced",
    "Body",
    "Known",
    "TusError",
    "UploadBusyError",
    "WrongPartError",
    "append",
    "begin",
    "body_of",
    "find_upload",
    "finish",
    "keep_twice",
    "known_uploads",
    "remove_upload",
    "sweep_now_and_then",
    "sweep_uploads",
]
