"""A search as an address: the same parameters for pages, programs and IIIF collections."""

from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlencode

from repository.search.document import Facet
from repository.search.results import Asked, Order

LANGUAGES = ("kk", "ru", "en")
"""Those that titles sort in; the last where none is said."""

_MOST_CHOSEN = 20
_LONGEST_VALUE = 200
_LAST_YEAR = 9999
_LONGEST_TEXT = 300

Pairs = list[tuple[str, str]]


def asked_of(given: Mapping[str, Sequence[str]], language: str, limit: int, offset: int) -> Asked:
    """What the parameters of an address ask for, each with all its values.

    What cannot be understood counts as not given.
    """
    chosen: dict[Facet, tuple[str, ...]] = {}
    for facet in Facet:
        values = dict.fromkeys(given.get(facet.value, ()))
        short = [value for value in values if value and len(value) <= _LONGEST_VALUE]
        if short:
            chosen[facet] = tuple(short[:_MOST_CHOSEN])
    order, sorting = _first(given, "order"), _first(given, "in")
    return Asked(
        text=_first(given, "q")[:_LONGEST_TEXT],
        chosen=chosen,
        years=_years(_first(given, "from"), _first(given, "to")),
        order=Order(order) if order in set(Order) else Order.RELEVANCE,
        language=sorting if sorting in LANGUAGES else language,
        limit=limit,
        offset=offset,
    )


def pairs_of(asked: Asked) -> Pairs:
    """The parameters that ask this, in one order, so that an address can be kept."""
    pairs = [("q", asked.text)] if asked.text else []
    pairs += [(facet.value, key) for facet in Facet for key in asked.chosen.get(facet, ())]
    if asked.years:
        first, last = asked.years
        pairs += [("from", str(first))] * (first > 0) + [("to", str(last))] * (last < _LAST_YEAR)
    if asked.order != Order.RELEVANCE:
        pairs.append(("order", asked.order.value))
    return pairs


def query_of(pairs: Iterable[tuple[str, str]]) -> str:
    """Parameters as the query of an address, with its question mark."""
    query = urlencode([(key, _sound(value)) for key, value in pairs])
    return f"?{query}" if query else ""


def toggled(
    chosen: Mapping[Facet, Sequence[str]], facet: Facet, key: str
) -> dict[Facet, tuple[str, ...]]:
    """What is chosen when one value is taken, or let go where it was chosen."""
    keys = tuple(chosen.get(facet, ()))
    changed = tuple(each for each in keys if each != key) if key in keys else (*keys, key)
    return {each: tuple(values) for each, values in chosen.items() if each != facet} | (
        {facet: changed} if changed else {}
    )


def _first(given: Mapping[str, Sequence[str]], name: str) -> str:
    return next(iter(given.get(name, ())), "")


def _years(first: str, last: str) -> tuple[int, int] | None:
    start = int(first) if first.isdecimal() and len(first) <= 4 else 0
    end = int(last) if last.isdecimal() and len(last) <= 4 else _LAST_YEAR
    return (start, end) if (start, end) != (0, _LAST_YEAR) else None


def _sound(value: str) -> str:
    return value.encode("utf-8", "replace").decode()
