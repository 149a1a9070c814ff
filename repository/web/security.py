"""What every answer and every change must keep to: headers, and no requests forged elsewhere."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from flask import Flask, Response, g, request
from werkzeug.exceptions import Forbidden

from repository.web.context import repository

_SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
# The SHA-256 of nothing: no style that has text in it gets through.
_EMPTY_STYLE = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
_MOST_SITES = 20
_OWN = frozenset({"same-origin", "none"})


def protect(app: Flask) -> None:
    """Refuse forged changes and put the protective headers on every answer."""
    app.before_request(refuse_forgery)
    app.after_request(add_headers)


def refuse_forgery() -> None:
    """Raises `Forbidden` for a change that another site's page makes its reader's browser send."""
    if request.method not in _SAFE:
        refuse_forged()


def refuse_forged() -> None:
    """Raises `Forbidden` when another site's page had the browser send this, whatever the method.

    Browsers say where a request comes from in headers that a page cannot set; programs that are
    no browsers send neither, and carry no cookie of a signed-in person either.
    """
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    if site is not None:
        allowed = site in _OWN
    elif origin is not None:
        allowed = origin in _own_origins()
    else:
        allowed = True
    if not allowed:
        raise Forbidden("forged")


def _own_origins() -> set[str]:
    return {origin_of(request.host_url), origin_of(repository().settings.public_url)}


def origin_of(address: str) -> str:
    """Scheme, host and port of an address."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def allow_viewer_styles() -> None:
    """Let Mirador add empty style elements, which it fills by rules while it runs."""
    g.style_source = f"'self' '{_EMPTY_STYLE}'"


def allow_framing() -> None:
    """Let pages of other sites show this one in a frame."""
    g.framed = True


def allow_pictures_from(sites: Iterable[str]) -> None:
    """Let this page read pictures and their descriptions from other sites (scheme and host)."""
    g.picture_sites = " ".join(["", *sorted(sites)[:_MOST_SITES]])


def add_headers(response: Response) -> Response:
    """Say what a browser may do with this answer, unless it says so itself."""
    headers = response.headers
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "strict-origin-when-cross-origin")
    if response.mimetype == "text/html":
        headers.setdefault("Content-Security-Policy", _policy())
        headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    return response


def _policy() -> str:
    own = origin_of(repository().settings.public_url)
    others = str(g.get("picture_sites", ""))
    return "; ".join(
        [
            "default-src 'none'",
            "script-src 'self'",
            "style-src " + str(g.get("style_source", "'self'")),
            f"img-src 'self' {own} https: data: blob:{others}",
            f"media-src 'self' {own}",
            f"connect-src 'self' {own}{others}",
            "font-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors " + ("*" if g.get("framed") else "'none'"),
        ]
    )
