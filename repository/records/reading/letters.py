"""In which letters a record is written: which encoding fits its bytes best.

A record cannot be believed about this: leaders know only UTF-8 and "other", and programs that
convert records leave what field 100 says of them as it was.
"""

from collections.abc import Iterable

from repository.errors import RefusedError

# Python's name and what librarians call it. KZ-1048 is Windows-1251 with the Kazakh letters.
ENCODINGS = {
    "utf-8": "UTF-8",
    "cp1251": "Windows-1251",
    "kz1048": "KZ-1048",
    "cp866": "CP866",
    "koi8-r": "KOI8-R",
    "marc-8": "MARC-8",
    "latin-1": "ISO 8859-1",
}
_CYRILLIC = ("cp1251", "kz1048", "cp866", "koi8-r")
_SAMPLE = 1 << 18
# How often letters stand in Russian and Kazakh text, roughly, per thousand.
_USUAL = dict.fromkeys("оеаинтсрвлкмдпуыяьбгзчйжшхюцщэфъёіқғңүұөәһ", 1.0) | dict.fromkeys(
    "оеаинтсрвл", 3.0
)
_STRANGE = -6.0  # a letter that neither language has, or a sign in the middle of a word
_PLAUSIBLE = 0.8  # of the letters beyond ASCII have to be such as stand in words


def encoding_of(pieces: Iterable[bytes]) -> str:
    """The encoding of the texts, which are not all valid UTF-8; `marc-8` when none is Cyrillic."""
    sample = b"\n".join(pieces)[:_SAMPLE]
    scores = {name: _score(sample, name) for name in _CYRILLIC}
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] >= _PLAUSIBLE else "marc-8"


def _score(sample: bytes, encoding: str) -> float:
    """How much a text looks like Russian or Kazakh, up to about 3 for each letter."""
    text = sample.decode(encoding, errors="replace")
    beyond = total = 0.0
    before = " "
    for letter in text:
        if letter > "\x7f":
            beyond += 1
            total += _weight(letter, before)
        before = letter
    return total / beyond if beyond else 0.0


def _weight(letter: str, before: str) -> float:
    if letter in "«»–—№“”„…° €‰":
        return 0.0
    if letter.lower() not in _USUAL:
        return _STRANGE
    # Capitals stand at the beginning: KOI8-R taken for Windows-1251 turns all about.
    if letter.isupper() and before.islower():
        return _STRANGE
    return 0.5 if letter.isupper() else _USUAL[letter]


def is_utf8(data: bytes) -> bool:
    """Whether the bytes are UTF-8."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def decoded(data: bytes, encoding: str) -> str:
    """The text of a field. Raises `RefusedError` when the bytes cannot be of this encoding."""
    try:
        if encoding == "marc-8":
            return _from_marc8(data)
        return _without_marks(data, encoding).decode(encoding)
    except (UnicodeDecodeError, ValueError, IndexError) as error:
        raise RefusedError("record-encoding", encoding=ENCODINGS[encoding]) from error


def _from_marc8(data: bytes) -> str:
    from pymarc.marc8 import marc8_to_unicode

    text = marc8_to_unicode(data, hide_utf8_warnings=True)
    if not text and data:
        raise ValueError("not MARC-8")
    return text


def _without_marks(data: bytes, encoding: str) -> bytes:
    """The bytes without the marks around words that sorting leaves out (ISO 6630).

    Where they would be letters, in CP866 and KOI8-R, they are not used.
    """
    if encoding in ("cp866", "koi8-r"):
        return data
    if encoding == "utf-8":
        for mark in (b"\xc2\x88", b"\xc2\x89", b"\xc2\x98", b"\xc2\x9c"):
            data = data.replace(mark, b"")
        return data
    if encoding in ("cp1251", "kz1048") and b"\x88" in data and b"\x89" in data:
        return data.replace(b"\x88", b"").replace(b"\x89", b"")
    return data
