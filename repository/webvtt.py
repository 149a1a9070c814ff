"""Reading WebVTT strictly: https://www.w3.org/TR/webvtt1/, section 4.

Players forgive almost everything and then show nothing; here the curator is told what is wrong.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

MOST_BYTES = 5_000_000
_MOST_CUES = 100_000
_TIME = r"(?:([0-9]{2,4}):)?([0-5][0-9]):([0-5][0-9])\.([0-9]{3})"
_TIMING = re.compile(rf"{_TIME}[ \t]+-->[ \t]+{_TIME}(?:[ \t]+(.*))?", re.ASCII)
_SETTING = re.compile(r"(vertical|line|position|size|align|region):[^\s:]+")
_HEADER = re.compile(r"WEBVTT(?:[ \t].*)?")
_TAG = re.compile(r"</?(?:[cibuv]|ruby|rt|lang)(?:\.[^\s<>]+)*(?:[ \t][^<>]*)?>|<[0-9:.]+>|</>")
_NOTES = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t].*)?")
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&nbsp;": " ", "&lrm;": "", "&rlm;": "", "&amp;": "&"}


class WebVttError(ValueError):
    """The text is no WebVTT; `line` counts from 1."""

    def __init__(self, line: int, problem: str) -> None:
        super().__init__(f"line {line}: {problem}")
        self.line = line
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Cue:
    """What is shown from `start` to `end`, in seconds; `text` without markup."""

    start: float
    end: float
    text: str


def parse(data: bytes) -> tuple[Cue, ...]:
    """The cues of a file in their order, at least one. Raises `WebVttError`."""
    if len(data) > MOST_BYTES:
        raise WebVttError(1, f"more than {MOST_BYTES} bytes")
    lines = _lines(data)
    if not _HEADER.fullmatch(lines[0]):
        raise WebVttError(1, "WEBVTT")
    cues: list[Cue] = []
    for first, block in _blocks(lines):
        if _NOTES.fullmatch(block[0]):
            _check_note(first, block)
            continue
        cues.append(_cue(first, block, cues[-1].start if cues else 0.0))
        if len(cues) > _MOST_CUES:
            raise WebVttError(first, f"more than {_MOST_CUES} cues")
    if not cues:
        raise WebVttError(len(lines), "no cues")
    return tuple(cues)


def plain_text(cues: tuple[Cue, ...]) -> str:
    """All that is said, one paragraph for each cue."""
    return "".join(f"{' '.join(cue.text.split())}\n" for cue in cues)


def _lines(data: bytes) -> list[str]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise WebVttError(line, "UTF-8") from error
    if "\0" in text:
        raise WebVttError(text[: text.index("\0")].count("\n") + 1, "NUL")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _blocks(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """(number of the first line, lines) of what stands between empty lines below the header."""
    block: list[str] = []
    if len(lines) > 1 and lines[1].strip():
        raise WebVttError(2, "an empty line has to follow WEBVTT")
    for number, line in enumerate([*lines[1:], ""], start=2):
        if line.strip():
            block.append(line)
        elif block:
            yield number - len(block), block
            block = []


def _check_note(first: int, block: list[str]) -> None:
    for offset, line in enumerate(block):
        if "-->" in line:
            raise WebVttError(first + offset, "-->")


def _cue(first: int, block: list[str], earliest: float) -> Cue:
    at = 0 if "-->" in block[0] else 1
    match = _TIMING.fullmatch(block[at].strip()) if at < len(block) else None
    if match is None:
        shown = block[min(at, len(block) - 1)]
        raise WebVttError(first + min(at, len(block) - 1), shown[:60])
    start, end = _seconds(match, 1), _seconds(match, 5)
    if end <= start or start < earliest:
        raise WebVttError(first + at, match[0][:60])
    for setting in (match[9] or "").split():
        if not _SETTING.fullmatch(setting):
            raise WebVttError(first + at, setting[:60])
    text = [_said(first + at + 1 + n, line) for n, line in enumerate(block[at + 1 :])]
    if not text:
        raise WebVttError(first + at, "a cue without text")
    return Cue(start, end, "\n".join(text))


def _seconds(match: re.Match[str], group: int) -> float:
    hours, minutes, seconds, thousandths = (int(match[group + n] or 0) for n in range(4))
    return 3600 * hours + 60 * minutes + seconds + thousandths / 1000


def _said(number: int, line: str) -> str:
    if "-->" in line:
        raise WebVttError(number, "-->")
    bare = _TAG.sub("", line)
    if "<" in bare:
        raise WebVttError(number, bare[bare.index("<") :][:60])
    for entity, character in _ENTITIES.items():
        bare = bare.replace(entity, character)
    return bare
