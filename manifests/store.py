"""Finished documents in the memory of one process."""

from collections import OrderedDict
from threading import Lock


class MemoryDocuments:
    """A `DocumentStore` that forgets the documents unused for longest beyond `limit` bytes."""

    def __init__(self, limit: int = 64 * 1024 * 1024) -> None:
        self._limit = limit
        self._size = 0
        self._documents: OrderedDict[str, bytes] = OrderedDict()
        self._lock = Lock()

    def stored(self, key: str) -> bytes | None:
        """The document kept under this key, None when it is not or no longer there."""
        with self._lock:
            document = self._documents.get(key)
            if document is not None:
                self._documents.move_to_end(key)
            return document

    def keep(self, key: str, document: bytes) -> None:
        """Keep a document, unless it alone is larger than the limit."""
        if len(document) > self._limit:
            return
        with self._lock:
            self._size += len(document) - len(self._documents.pop(key, b""))
            self._documents[key] = document
            while self._size > self._limit:
                _, oldest = self._documents.popitem(last=False)
                self._size -= len(oldest)
