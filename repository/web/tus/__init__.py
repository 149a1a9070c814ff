"""Resumable uploads by tus 1.0: the protocol, apart from what is done with the files."""

from repository.web.tus.door import Door
from repository.web.tus.protocol import mark

__all__ = ["Door", "mark"]
