"""What a page tells programs of itself, and the other places a work can be read in."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from flask import request
from markupsafe import Markup

from repository.models import Institution, Work
from repository.web import labels
from repository.web.context import language, repository
from repository.web.embedding import frame_code, oembed_address, script_code
from repository.web.pictures import Picture
from repository.web.site_text import site_name

# Where a manifest's address can be given; nothing is loaded from there unless a reader goes.
_VIEWERS = (
    ("Universal Viewer", "https://uv-v4.netlify.app/#?iiifManifestId={manifest}"),
    ("Mirador", "https://projectmirador.org/embed/?iiif-content={manifest}"),
    ("Clover", "https://samvera-labs.github.io/clover-iiif/?iiif-content={manifest}"),
    ("Theseus", "https://theseusviewer.org/?iiif-content={manifest}"),
)


@dataclass(frozen=True, slots=True)
class Share:
    """Ways to pass a work on. `card` are (property, content) of Open Graph, `data` JSON-LD."""

    manifest: str
    viewers: tuple[tuple[str, str], ...]
    frame: str
    script: str
    oembed: str
    oembed_xml: str
    card: tuple[tuple[str, str], ...]
    data: Markup


def share(
    work: Work, owner: Institution, picture: Picture | None, page: int | None = None
) -> Share:
    """How a work, or one of its pages, is passed on."""
    site = repository().settings.public_url
    manifest = f"{site}/iiif/presentation/3/{work.id}/manifest"
    address = f"{site}/works/{work.id}" + (f"/pages/{page}" if page else "")
    image = f"{site.removesuffix(request.script_root)}{picture.sharp}" if picture else ""
    given = quote(manifest, safe="")
    return Share(
        manifest=manifest,
        viewers=tuple((name, link.format(manifest=given)) for name, link in _VIEWERS),
        frame=frame_code(work, page),
        script=script_code(work),
        oembed=oembed_address(work.id, "json"),
        oembed_xml=oembed_address(work.id, "xml"),
        card=tuple(_card(work, address, image)),
        data=_script(_described(work, owner, address, image)),
    )


def _card(work: Work, address: str, image: str) -> list[tuple[str, str]]:
    said = [
        ("og:type", "book"),
        ("og:title", labels.plain(work.label, language())),
        ("og:url", address),
        ("og:site_name", site_name()),
        ("og:description", labels.plain(work.summary, language())[:300]),
        ("og:image", image),
        ("twitter:card", "summary_large_image" if image else "summary"),
    ]
    return [(name, value) for name, value in said if value]


def _described(work: Work, owner: Institution, address: str, image: str) -> dict[str, Any]:
    """The work in the words of schema.org."""
    said = {
        "@context": "https://schema.org",
        "@type": "CreativeWork",
        "@id": address,
        "url": address,
        "name": labels.plain(work.label, language()),
        "description": labels.plain(work.summary, language()),
        "license": work.rights or "",
        "image": image,
        "provider": {"@type": "Library", "name": labels.plain(owner.label, language())},
    }
    return {name: value for name, value in said.items() if value}


def _script(data: dict[str, Any]) -> Markup:
    """JSON that ends no script element."""
    text = json.dumps(data, ensure_ascii=False)
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))
