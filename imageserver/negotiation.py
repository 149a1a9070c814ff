"""Which of its two media types an `info.json` is sent with (RFC 9110, 12.5.1)."""

import re

_JSON = "application/json"
_JSON_LD = "application/ld+json"
_QUALITY = re.compile(r"q=(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)", re.ASCII)
_MOST = 50


def info_type(accept: str, context: str) -> str:
    """JSON-LD with its profile, unless the client likes plain JSON better."""
    linked = f'{_JSON_LD};profile="{context}"'
    weights = _weights(accept)
    if not weights:
        return linked
    return _JSON if _weight(weights, _JSON) > _weight(weights, _JSON_LD) else linked


def _weights(accept: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for part in accept.split(",")[:_MOST]:
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        weight = 1.0
        for parameter in parameters:
            if match := _QUALITY.fullmatch(parameter):
                weight = float(match[1])
        if name:
            found[name] = max(weight, found.get(name, 0.0))
    return found


def _weight(weights: dict[str, float], media_type: str) -> float:
    for name in (media_type, "application/*", "*/*"):
        if name in weights:
            return weights[name]
    return 0.0
