"""What a client takes: version, media type and coding, from its `Accept` headers."""

from typing import cast

from flask import Request

from manifests.addresses import Version
from manifests.encoding import CODINGS, Coding

PROFILES: dict[Version, str] = {
    3: "http://iiif.io/api/presentation/3/context.json",
    2: "http://iiif.io/api/presentation/2/context.json",
}


def version(request: Request) -> Version:
    """The version that the `profile` of the best accepted JSON-LD names; 3 without any."""
    for media_type, quality in request.accept_mimetypes:
        for number, profile in PROFILES.items():
            if (
                quality > 0
                and media_type.startswith("application/ld+json")
                and profile in media_type
            ):
                return number
    return 3


def media_type(request: Request, number: Version) -> str:
    """JSON-LD with its profile, or plain JSON for a client that likes it better."""
    qualities = {"application/ld+json": 0.0, "application/json": 0.0, "*/*": 0.0}
    for accepted, quality in request.accept_mimetypes:
        name = accepted.partition(";")[0].strip()
        if name in qualities:
            qualities[name] = max(qualities[name], quality)
    plain = qualities["application/json"]
    if plain > max(qualities["application/ld+json"], qualities["*/*"]):
        return "application/json"
    return f'application/ld+json;profile="{PROFILES[number]}"'


def coding(request: Request) -> Coding:
    """The coding we like best of those that the client takes."""
    best = request.accept_encodings.best_match(CODINGS, default="identity")
    return cast(Coding, best)
