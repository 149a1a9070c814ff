"""Turned, mirrored and grey JPEGs by moving coefficients: no pixel is decoded, nothing is lost.

libjpeg-turbo's own library does it (`tjTransform`); the wheels that bring the codec leave it out. A
machine without `libturbojpeg` draws the same from pixels, at about half the speed.
"""

import ctypes
import ctypes.util
import functools
import threading
from typing import Any

_OPERATIONS = {
    # (mirrored, quarters of a turn clockwise after that): TJXOP_*
    (False, 0): 0,
    (False, 1): 5,
    (False, 2): 6,
    (False, 3): 7,
    (True, 0): 1,
    (True, 1): 4,
    (True, 2): 2,
    (True, 3): 3,
}
_PERFECT, _GREY = 1, 8  # TJXOPT_*


class _Transform(ctypes.Structure):
    """`tjtransform` of turbojpeg.h: the region is used for cropping only."""

    _fields_ = (
        ("region", ctypes.c_int * 4),
        ("operation", ctypes.c_int),
        ("options", ctypes.c_int),
        ("data", ctypes.c_void_p),
        ("filter", ctypes.c_void_p),
    )


def transform(data: bytes, *, mirror: bool, quarters: int, grey: bool) -> bytes | None:
    """The JPEG mirrored left to right, then turned clockwise by `quarters`, then made grey.

    None when that takes pixels: an edge that is no whole block would stay behind, the stream is no
    picture, or there is no library.
    """
    library = _library()
    if library is None:
        return None
    options = _PERFECT | (_GREY if grey else 0)
    how = _Transform((0, 0, 0, 0), _OPERATIONS[mirror, quarters], options, None, None)
    target, length = ctypes.c_void_p(), ctypes.c_ulong()
    try:
        code = library.tjTransform(
            _of_thread(library).address, data, len(data), 1,
            ctypes.byref(target), ctypes.byref(length), ctypes.byref(how), 0,
        )  # fmt: skip
        return ctypes.string_at(target, length.value) if code == 0 else None
    finally:
        library.tjFree(target)


def is_available() -> bool:
    """Whether this machine has the library."""
    return _library() is not None


class _Handle:
    """What libjpeg-turbo keeps for one thread."""

    def __init__(self, library: Any) -> None:
        self._library = library
        self.address = library.tjInitTransform()

    def __del__(self) -> None:
        self._library.tjDestroy(self.address)


_threads = threading.local()


def _of_thread(library: Any) -> _Handle:
    if not hasattr(_threads, "handle"):
        _threads.handle = _Handle(library)
    handle: _Handle = _threads.handle
    return handle


@functools.cache
def _library() -> Any:
    name = ctypes.util.find_library("turbojpeg")
    if name is None:
        return None
    try:
        # Holding the interpreter's lock: a tile takes a quarter of a millisecond, less than threads
        # would lose by handing the lock to and fro.
        library = ctypes.PyDLL(name)
        library.tjInitTransform.restype = ctypes.c_void_p
        library.tjDestroy.argtypes = library.tjFree.argtypes = (ctypes.c_void_p,)
        library.tjTransform.argtypes = (
            ctypes.c_void_p, ctypes.c_char_p, ctypes.c_ulong, ctypes.c_int,
            ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int,
        )  # fmt: skip
    except (OSError, AttributeError):
        return None
    return library
