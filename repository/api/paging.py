"""Lists in parts."""

from dataclasses import dataclass

from flask import request

from repository.schemas.errors import Fault, FaultyError

MOST = 500
FARTHEST = 10**9
_USUAL = 50


@dataclass(frozen=True, slots=True)
class Part:
    """Which part of a list is asked for."""

    limit: int
    offset: int


def asked_part() -> Part:
    """The part that the request asks for. Raises `FaultyError`."""
    faults: list[Fault] = []
    limit = _number("limit", _USUAL, 1, MOST, faults)
    offset = _number("offset", 0, 0, FARTHEST, faults)
    if faults:
        raise FaultyError(faults)
    return Part(limit, offset)


def _number(name: str, usual: int, least: int, most: int, faults: list[Fault]) -> int:
    text = request.args.get(name)
    if text is None:
        return usual
    if text.isascii() and text.isdigit() and len(text) < 11 and least <= int(text) <= most:
        return int(text)
    faults.append(Fault(name, f"is a number from {least} to {most}"))
    return usual
