"""What differs between two versions, as codes with facts, for people to read in any language."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from repository.models.base import LanguageMap
from repository.versions.snapshot import DESCRIPTION, Snapshot

_SHOWN = 5
_LONGEST = 200
_NOTHING: Snapshot = {"description": {}, "order": {}, "pages": [], "sections": [], "entries": []}

Rows = Mapping[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that changed: a sentence of `repository.reasons` with its facts."""

    code: str
    params: Mapping[str, object]


def differences(before: Snapshot | None, after: Snapshot) -> list[Difference]:
    """All that changed from one version to the next, in a fixed order."""
    was = before or _NOTHING
    return [
        *_description(was["description"], after["description"]),
        *_pages(was["pages"], after["pages"]),
        *_order(was["order"], after["order"], _names(was["pages"]) | _names(after["pages"])),
        *_contents(was, after),
    ]


def _description(was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterable[Difference]:
    for name in DESCRIPTION:
        if was.get(name) == now.get(name):
            continue
        if name == "metadata_":
            yield from _entries(was.get(name, []), now.get(name, []))
            continue
        texts = {"before": _text(was.get(name)), "after": _text(now.get(name))}
        yield Difference(f"changed-{name.replace('_', '-')}", texts)


def _entries(was: Sequence[Any], now: Sequence[Any]) -> Iterable[Difference]:
    """Lines of the description: those that are gone, and those that are new."""
    for entry in was:
        if entry not in now:
            facts = {"field": _words(entry["label"]), "before": _text(entry["value"])}
            yield Difference("entry-gone", facts)
    for entry in now:
        if entry not in was:
            facts = {"field": _words(entry["label"]), "after": _text(entry["value"])}
            yield Difference("entry-new", facts)


def _pages(was: Sequence[dict[str, Any]], now: Sequence[dict[str, Any]]) -> Iterable[Difference]:
    before, after = _by_id(was), _by_id(now)
    names = _names(was) | _names(now)
    common = [key for key in after if key in before]
    changes = {
        "pages-added": [key for key in after if key not in before],
        "pages-removed": [key for key in before if key not in after],
        "pages-moved": _moved([key for key in before if key in after], common),
        "pages-replaced": _differ(common, before, after, "master_sha256", "frame"),
        "pages-turned": _differ(common, before, after, "turn"),
        "pages-split": _differ(common, before, after, "cut"),
        "pages-behave": _differ(common, before, after, "behaviors"),
        "pages-described": _differ(common, before, after, "metadata", "summary", "rights"),
    }
    for code, keys in changes.items():
        if keys:
            yield Difference(code, {"count": len(keys), "pages": _listed(keys, names)})
    yield from _labels(_differ(common, before, after, "label"), before, after)


def _labels(keys: Sequence[str], before: Rows, after: Rows) -> Iterable[Difference]:
    if keys:
        was = [_label(before[key]) for key in (keys[0], keys[-1])]
        now = [_label(after[key]) for key in (keys[0], keys[-1])]
        yield Difference(
            "pages-labelled",
            {"count": len(keys), "before": _span(was, len(keys)), "after": _span(now, len(keys))},
        )


def _order(
    was: Mapping[str, Any], now: Mapping[str, Any], names: Mapping[str, str]
) -> Iterable[Difference]:
    for name in ("viewing_direction", "behaviors"):
        if was.get(name) != now.get(name):
            facts = {"before": _joined(was.get(name)), "after": _joined(now.get(name))}
            yield Difference(f"changed-{name.replace('_', '-')}", facts)
    for name in ("start_page_id", "placeholder_page_id", "thumbnail_page_id"):
        if was.get(name) != now.get(name):
            page = names.get(now.get(name) or "", "–")
            yield Difference(
                f"changed-{name.removesuffix('_id').replace('_', '-')}", {"page": page}
            )


def _contents(was: Snapshot, now: Snapshot) -> Iterable[Difference]:
    before, after = _by_id(was["sections"]), _by_id(now["sections"])
    common = [key for key in after if key in before]
    places = ("parent_id", "position")
    changes = {
        "sections-added": [key for key in after if key not in before],
        "sections-removed": [key for key in before if key not in after],
        "sections-renamed": _differ(common, before, after, "label"),
        "sections-moved": _differ(common, before, after, *places),
    }
    names = {key: _text(row["label"]) for key, row in {**before, **after}.items()}
    for code, keys in changes.items():
        if keys:
            yield Difference(code, {"count": len(keys), "sections": _listed(keys, names)})
    if not any(changes.values()) and was["entries"] != now["entries"]:
        yield Difference("sections-pages", {})


def _moved(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """The fewest pages that had to be moved: all but a longest run that kept its order."""
    place = {key: number for number, key in enumerate(before)}
    numbers = [place[key] for key in after]
    ends: list[int] = []
    at: list[int] = []
    previous: list[int] = []
    for index, number in enumerate(numbers):
        length = bisect_left(ends, number)
        previous.append(at[length - 1] if length else -1)
        ends[length:] = [number, *ends[length + 1 :]]
        at[length:] = [index, *at[length + 1 :]]
    kept = set()
    index = at[-1] if at else -1
    while index >= 0:
        kept.add(index)
        index = previous[index]
    return [key for index, key in enumerate(after) if index not in kept]


def _differ(keys: Sequence[str], before: Rows, after: Rows, *names: str) -> list[str]:
    return [
        key for key in keys if any(before[key].get(name) != after[key].get(name) for name in names)
    ]


def _by_id(rows: Sequence[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in rows}


def _names(pages: Sequence[dict[str, Any]]) -> dict[str, str]:
    """What a page is called: its label, or its place, with the name of its file."""
    found = {}
    for number, row in enumerate(pages, start=1):
        file = row.get("file_name", "")
        label = _label(row)
        found[row["id"]] = f"{label or number} ({file})" if file else label or str(number)
    return found


def _label(row: Mapping[str, Any]) -> str:
    return _text(row.get("label"))


def _listed(keys: Sequence[str], names: Mapping[str, str]) -> str:
    shown = ", ".join(names[key] for key in keys[:_SHOWN])
    return f"{shown}, …" if len(keys) > _SHOWN else shown


def _span(texts: Sequence[str], count: int) -> str:
    first, last = (text or "–" for text in texts)
    return first if count == 1 or first == last else f"{first} … {last}"


def _joined(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value or "–")


def _words(label: LanguageMap) -> dict[str, str]:
    """A label in each of our languages, as a sentence takes it."""
    first = next(iter(label.values()), [""])
    return {code: "; ".join(label.get(code, first)) for code in ("kk", "ru", "en")}


def _text(value: Any) -> str:
    """A value on one line: the texts of a language map side by side, of other values the gist."""
    if value is None or value == []:
        return ""
    if isinstance(value, dict) and all(isinstance(each, list) for each in value.values()):
        return _cut(" / ".join("; ".join(map(str, texts)) for texts in value.values()))
    if isinstance(value, dict) and "value" in value:
        return _text(value["value"])
    if isinstance(value, list):
        return _cut("; ".join(_text(each) for each in value))
    if isinstance(value, dict):
        return _cut(str(value.get("href") or _text(value.get("label"))))
    return _cut(str(value))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
