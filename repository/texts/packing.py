"""Transcripts as the catalogue keeps them: small, and read back without any XML."""

import json
from typing import Any

import zstandard

from repository.texts.transcript import Block, Box, Line, Transcript, Word

_LARGEST = (
    64 * 1024 * 1024
)  # bytes of the largest that is read back; a newspaper page has 1 million
_LEVEL = 6


def pack(transcript: Transcript) -> bytes:
    """The blocks of a transcript as bytes."""
    blocks = [[*block.box, [_line(line) for line in block.lines]] for block in transcript.blocks]
    plain = json.dumps(blocks, ensure_ascii=False, separators=(",", ":")).encode()
    return zstandard.ZstdCompressor(level=_LEVEL).compress(plain)


def unpack(data: bytes) -> tuple[Block, ...]:
    """What was packed."""
    plain = zstandard.ZstdDecompressor().decompress(data, max_output_size=_LARGEST)
    return tuple(
        Block(tuple(_read_line(line) for line in lines), Box(*box))
        for *box, lines in json.loads(plain)
    )


def _line(line: Line) -> list[Any]:
    words = [[word.text, *word.box, _share(word.confidence)] for word in line.words]
    return [*line.box, int(line.corrected), words]


def _share(confidence: float | None) -> float | None:
    return None if confidence is None else round(confidence, 3)


def _read_line(row: list[Any]) -> Line:
    *box, corrected, words = row
    return Line(
        tuple(Word(text, Box(*place), confidence) for text, *place, confidence in words),
        Box(*box),
        bool(corrected),
    )
