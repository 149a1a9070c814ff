"""Stored pictures held open: the index in memory, the file or object behind it."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from imageserver.catalogue import ImageRecord
from imageserver.errors import DamagedImageError, WouldWaitError
from imageserver.geometry import stored_tile
from imageserver.index import Index
from imageserver.layout import Layout
from imageserver.mirror import Mirror, MirroredSource
from storage import Ranges, Storage


class Source(Protocol):
    """Where the streams of one picture come from."""

    @property
    def path(self) -> Path | None:
        """The local file they lie in, if they do."""
        ...

    def read(self, offset: int, length: int) -> bytes:
        """Any bytes; see `Ranges.read`."""
        ...

    def stream(self, index: Index, entry: int, *, wait: bool) -> bytes:
        """The bytes of one entry of the index.

        Without `wait` raises `WouldWaitError` where a disk or a network must be waited for.
        """
        ...

    def block(self, offset: int, length: int, parse: Callable[[bytes], Index]) -> Index:
        """The index, through `parse`."""
        ...


class Picture:
    """One stored picture, open for reading by any number of threads."""

    __slots__ = ("_source", "_whole", "index", "layout", "used")

    def __init__(self, layout: Layout, index: Index, source: Source) -> None:
        self.layout = layout
        self.index = index
        self.used = False
        self._source = source
        self._whole = {size: index.first_whole + n for n, size in enumerate(layout.whole)}

    def stored(self, box: tuple[int, int, int, int], size: tuple[int, int]) -> int | None:
        """The entry that shows exactly `box` in exactly `size`, if one does."""
        if size in self._whole and box == (0, 0, self.layout.width, self.layout.height):
            return self._whole[size]
        tile = stored_tile(self.layout, box, size)
        return None if tile is None else self.index.tile(*tile)

    def read(self, entry: int, *, wait: bool = True) -> bytes:
        """One stream of the index. Raises `DamagedImageError`, and errors of the storage.

        Without `wait` only what is at hand, or `WouldWaitError`.
        """
        return self._source.stream(self.index, entry, wait=wait)

    @property
    def path(self) -> Path | None:
        """The local file it lies in, if it does."""
        return self._source.path

    def read_range(self, offset: int, length: int) -> bytes:
        """Any bytes of the file, for readers that find their own way in it."""
        return self._source.read(offset, length)


class Pictures:
    """The pictures lately asked for, within bounds on their number and on bytes of index.

    Open files count against the first bound, and a 400-megapixel scan's 130 kB of index against
    the second. Keys name contents and are never used again, so nothing here goes stale.
    """

    def __init__(
        self,
        storage: Storage,
        mirror: Mirror | None = None,
        *,
        most: int = 400,
        most_bytes: int = 12_000_000,
    ) -> None:
        self._storage, self._mirror = storage, mirror
        self._most, self._most_bytes = most, most_bytes
        self._held: dict[str, Picture] = {}
        self._bytes = 0
        self._lock = threading.Lock()

    def get(self, record: ImageRecord, *, wait: bool = True) -> Picture:
        """The open picture of a record. Raises `DamagedImageError`, and errors of the storage.

        Without `wait` one that is open already, or `WouldWaitError`.
        """
        picture = self._held.get(record.key)
        if picture is None:
            if not wait:
                raise WouldWaitError
            picture = self._open(record)
        picture.used = True
        return picture

    def _open(self, record: ImageRecord) -> Picture:
        ranges = self._storage.ranges(record.key)
        source: Source = _Direct(ranges)
        if self._mirror is not None:
            source = MirroredSource(self._mirror, record.key, ranges)
        index = source.block(*record.layout.index, lambda block: Index.parse(block, record.layout))
        picture = Picture(record.layout, index, source)
        with self._lock:
            if record.key not in self._held:
                self._held[record.key] = picture
                self._bytes += index.size
                self._shrink()
        return picture

    def _shrink(self) -> None:
        """Let go of the oldest that was not used since it was last passed over."""
        while len(self._held) > self._most or self._bytes > self._most_bytes:
            key = next(iter(self._held))
            picture = self._held.pop(key)
            if picture.used and self._held:
                picture.used = False
                self._held[key] = picture
            else:
                self._bytes -= picture.index.size


class _Direct:
    """Straight from the storage."""

    __slots__ = ("_ranges", "path")

    def __init__(self, ranges: Ranges) -> None:
        self._ranges = ranges
        self.path = ranges.path

    def stream(self, index: Index, entry: int, *, wait: bool) -> bytes:
        offset, length = index.range(entry)
        if not wait:
            found = self._ranges.at_hand(offset, length)
            if found is None:
                raise WouldWaitError
            return found
        data = self._ranges.read(offset, length)
        if len(data) != length:
            raise DamagedImageError("A stored picture is truncated.")
        return data

    def block(self, offset: int, length: int, parse: Callable[[bytes], Index]) -> Index:
        return parse(self._ranges.read(offset, length))

    def read(self, offset: int, length: int) -> bytes:
        return self._ranges.read(offset, length)
