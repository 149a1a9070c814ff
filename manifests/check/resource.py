"""The rules that hold for every class: Presentation API 3.0, section 3 and appendix A."""

import re
from collections.abc import Iterator
from typing import Any

from manifests.check import classes, texts
from manifests.check.places import nav_place
from manifests.check.problem import Place, Problem

_URI = re.compile(r"https?://[!-~]+", re.ASCII)
_OLD_SERVICES = (
    "ImageService1", "ImageService2", "AuthCookieService1", "AuthTokenService1", "SearchService1",
    "AutoCompleteService1",
)  # fmt: skip
_DEEPEST_SERVICE = 5
_LINKED = ("homepage", "rendering", "seeAlso", "partOf", "thumbnail", "logo")


def resource(node: dict[str, Any], kind: str, place: Place) -> Iterator[Problem]:
    """Everything but what is inside `items`, `structures` and `annotations`."""
    yield from _shape(node, kind, place)
    yield from _texts(node, place)
    yield from _behaviors(node.get("behavior"), kind, place)
    for name in _LINKED:
        for number, linked in enumerate(items(node, name)):
            yield from _linked(linked, name, place.at(name, number))
    for number, agent in enumerate(items(node, "provider")):
        yield from _agent(agent, place.at("provider", number))
    for name in ("service", "services"):
        for number, found in enumerate(items(node, name)):
            yield from service(found, place.at(name, number))


def items(node: dict[str, Any], name: str) -> list[Any]:
    """The list under a name, an empty one where there is none or something else."""
    value = node.get(name)
    return value if isinstance(value, list) else []


def uri(value: Any, place: Place) -> Iterator[Problem]:
    """An http or https address without spaces and letters beyond ASCII."""
    if not isinstance(value, str) or not _URI.fullmatch(value):
        yield place.problem("address", value=value)


def service(node: Any, place: Place, depth: int = 1) -> Iterator[Problem]:
    """A service, whose keys depend on its age: section 3.3.1 `service`; and those within it."""
    if not isinstance(node, dict):
        yield place.problem("service")
        return
    new, old = node.get("type"), node.get("@type")
    kind = new or old
    is_old = kind in _OLD_SERVICES or (kind is None and "@id" in node)
    address = node.get("@id") if is_old else node.get("id")
    if not address or not (kind or is_old):
        yield place.problem("service")
        return
    yield from uri(address, place.at("@id" if is_old else "id"))
    profiled = is_old or str(kind).startswith("ImageService")
    if profiled and kind and not node.get("profile"):
        yield place.problem("missing", property="profile", kind=kind)
    inside = node.get("service")
    for number, found in enumerate(inside if isinstance(inside, list) else [inside]):
        if found is not None and depth < _DEEPEST_SERVICE:
            yield from service(found, place.at("service", number), depth + 1)


def _shape(node: dict[str, Any], kind: str, place: Place) -> Iterator[Problem]:
    for name in classes.REQUIRED.get(kind, ()):
        if name not in node:
            yield place.problem("missing", property=name, kind=kind)
    allowed = classes.ALLOWED.get(kind)
    for name, value in node.items():
        if name == "@context":
            continue
        if allowed is not None and name not in allowed:
            yield place.problem("not-allowed", property=name, kind=kind)
        elif name in classes.LISTS:
            yield from _list(value, f"{kind}.{name}", place.at(name))
    if "id" in node:
        yield from uri(node["id"], place.at("id"))


def _list(value: Any, name: str, place: Place) -> Iterator[Problem]:
    if not isinstance(value, list):
        yield place.problem("not-a-list")
    elif not value and name not in classes.MAY_BE_EMPTY:
        yield place.problem("empty")


def _texts(node: dict[str, Any], place: Place) -> Iterator[Problem]:
    for name, html in (("label", False), ("summary", True)):
        if name in node:
            yield from texts.language_map(node[name], place.at(name), html=html)
    for number, entry in enumerate(items(node, "metadata")):
        yield from texts.pair(entry, place.at("metadata", number))
    if "requiredStatement" in node:
        yield from texts.pair(node["requiredStatement"], place.at("requiredStatement"))
    if "rights" in node:
        yield from texts.rights(node["rights"], place.at("rights"))
    if "navDate" in node:
        yield from texts.nav_date(node["navDate"], place.at("navDate"))
    if "navPlace" in node:
        yield from nav_place(node["navPlace"], place.at("navPlace"))
    direction = node.get("viewingDirection")
    if direction is not None and str(direction) not in classes.DIRECTIONS:
        yield place.at("viewingDirection").problem("direction", value=direction)


def _behaviors(words: Any, kind: str, place: Place) -> Iterator[Problem]:
    if not isinstance(words, list):
        return
    place = place.at("behavior")
    known = classes.BEHAVIORS.get(kind, frozenset())
    found = {word for word in words if isinstance(word, str)}
    for word in words:
        if not isinstance(word, str) or word not in known:
            yield place.problem("behavior", behavior=word, kind=kind)
    for exclusive in classes.EXCLUSIVE:
        if len(both := sorted(found & exclusive)) > 1:
            yield place.problem("behaviors", first=both[0], second=both[1])


def _linked(node: Any, name: str, place: Place) -> Iterator[Problem]:
    if not isinstance(node, dict):
        yield place.problem("not-an-object")
        return
    yield from _shape(node, name, place)
    yield from _texts(node, place)
    if name == "logo" and node.get("type") != "Image":
        yield place.problem("logo")
    for number, found in enumerate(items(node, "service")):
        yield from service(found, place.at("service", number))


def _agent(node: Any, place: Place) -> Iterator[Problem]:
    if not isinstance(node, dict) or node.get("type") != "Agent":
        yield place.problem("provider")
        return
    yield from resource(node, "Agent", place)
