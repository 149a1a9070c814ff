"""ISO 2709: the structure of MARC records as files, read from bytes that may be at fault.

Records end with 0x1D, fields with 0x1E, subfields begin with 0x1F. The directory says at which
byte each field starts, but programs that changed the encoding, or a browser's text box, leave
its numbers as they were; the terminators are right even then, so they decide.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pymarc import Field, Indicators, Record, Subfield

from repository.errors import RefusedError
from repository.records.reading.letters import decoded

_LEADER = 24
_ENTRY = 12
_FIELD_END, _SUBFIELD, _RECORD_END = b"\x1e", b"\x1f", b"\x1d"
_MOST_FIELDS = 5000


@dataclass(frozen=True, slots=True)
class RawRecord:
    """A record whose texts are still bytes; `fields` are (tag, content) in their order."""

    leader: str
    fields: tuple[tuple[str, bytes], ...]

    @property
    def content(self) -> bytes:
        """All that is written in it."""
        return b"\n".join(content for _, content in self.fields)


def looks_like_it(data: bytes) -> bool:
    """Whether these bytes begin with a leader."""
    start = data.lstrip()[:_LEADER]
    return len(start) == _LEADER and start[:5].isdigit() and _FIELD_END in data


def chunks(data: bytes) -> Iterator[bytes]:
    """The records of a file, one after the other."""
    for chunk in data.split(_RECORD_END):
        # Some programs put every record on a line of its own.
        if bare := chunk.lstrip(b"\r\n \x1a\x00"):
            yield bare


def read_raw(chunk: bytes) -> RawRecord:
    """The structure of one record. Raises `RefusedError`."""
    directory, end, body = chunk.partition(_FIELD_END)
    if len(directory) < _LEADER + _ENTRY or not end:
        raise RefusedError("record-truncated")
    leader = directory[:_LEADER].decode("ascii", errors="replace")
    entries = [
        directory[at : at + _ENTRY] for at in range(_LEADER, len(directory) - _ENTRY + 1, _ENTRY)
    ]
    if len(entries) > _MOST_FIELDS or not all(_is_entry(entry) for entry in entries):
        raise RefusedError("record-directory")
    pieces = body.split(_FIELD_END)
    if pieces and not pieces[-1].strip():
        pieces.pop()
    if len(pieces) < len(entries):
        raise RefusedError("record-truncated")
    entries.sort(key=lambda entry: int(entry[7:]))
    tags = [entry[:3].decode("ascii") for entry in entries]
    return RawRecord(leader, tuple(zip(tags, pieces, strict=False)))


def _is_entry(entry: bytes) -> bool:
    return entry[3:].isdigit() and entry[:3].isalnum() and entry.isascii()


def record_of(raw: RawRecord, encoding: str) -> Record:
    """The record as text. Raises `RefusedError` when its bytes are not of this encoding."""
    fields = [_field(tag, content, encoding) for tag, content in raw.fields]
    return Record(fields=fields, leader=raw.leader)


def _field(tag: str, content: bytes, encoding: str) -> Field:
    if tag.startswith("00"):
        return Field(tag, data=decoded(content, encoding))
    start, *parts = content.split(_SUBFIELD)
    marks = start.decode("ascii", errors="replace").ljust(2)[-2:]
    subfields = [
        Subfield(part[:1].decode("ascii", errors="replace"), decoded(part[1:], encoding))
        for part in parts
        if part
    ]
    return Field(tag, indicators=Indicators(marks[0], marks[1]), subfields=subfields)
