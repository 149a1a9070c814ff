"""Lines and words of a page, told by their names."""

import re

from manifests.description import PageTextDescription, WrittenDescription
from manifests.errors import DocumentNotFoundError

_SPOT = re.compile(r"(\d{1,6})\.(\d{1,6})(?:-(\d{1,6}))?", re.ASCII)
_MOST_SPOTS = 20
_MOST_WORDS = 200

LABELS = {
    "line": {"kk": ["Мәтін, жол-жолымен"], "ru": ["Текст построчно"], "en": ["Text by lines"]},
    "word": {"kk": ["Мәтін, сөз-сөзімен"], "ru": ["Текст по словам"], "en": ["Text by words"]},
}


def named(described: PageTextDescription, name: str) -> tuple[WrittenDescription, ...]:
    """What a name means: a line `3`, a word `3.2`, words `3.2-4` of a line, `3.9_4.1` of several.

    Raises `DocumentNotFoundError`.
    """
    known = {each.id: each for each in described.written}
    if name in known:
        return (known[name],)
    spots = name.split("_")
    if len(spots) > _MOST_SPOTS:
        raise DocumentNotFoundError(name)
    return tuple(_spot(known, spot) for spot in spots)


def _spot(known: dict[str, WrittenDescription], name: str) -> WrittenDescription:
    found = _SPOT.fullmatch(name)
    if not found:
        raise DocumentNotFoundError(name)
    first, last = int(found[2]), int(found[3] or found[2])
    if not 0 <= last - first < _MOST_WORDS:
        raise DocumentNotFoundError(name)
    ids = [f"{found[1]}.{number}" for number in range(first, last + 1)]
    if not all(each in known for each in ids):
        raise DocumentNotFoundError(name)
    words = [known[each] for each in ids]
    left, top = min(w.xywh[0] for w in words), min(w.xywh[1] for w in words)
    right = max(w.xywh[0] + w.xywh[2] for w in words)
    bottom = max(w.xywh[1] + w.xywh[3] for w in words)
    text = " ".join(word.text for word in words)
    return WrittenDescription(name, text, (left, top, right - left, bottom - top))
