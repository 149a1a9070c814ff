"""The languages of the pages: in the address, remembered in a cookie, or asked for by the browser.

`/kk/…`, `/ru/…` and `/en/…` show a page in that language; without a prefix the same page is
shown directly in the language that the visitor chose before, or that the browser prefers.
"""

from typing import Any

from flask import Blueprint, Flask, Request, Response, current_app, request, url_for

LANGUAGES = {"kk": "Қазақша", "ru": "Русский", "en": "English"}
COOKIE = "keruen_language"
_DEFAULT = "en"
_YEAR = 365 * 24 * 3600
_PREFIX = f"/<any({', '.join(LANGUAGES)}):language>"
_LOCALIZED = "-localized"


def choose_language(request: Request) -> str:
    """The address decides, then what was chosen before, then the browser's preferences."""
    prefix = prefixed_language(request.path)
    if prefix:
        return prefix
    remembered = request.cookies.get(COOKIE, "")
    if remembered in LANGUAGES:
        return remembered
    return request.accept_languages.best_match(LANGUAGES) or _DEFAULT


def prefixed_language(path: str) -> str | None:
    """The language that a path starts with."""
    first = path.split("/", 2)[1] if path.startswith("/") else ""
    return first if first in LANGUAGES else None


def register_pages(app: Flask, blueprint: Blueprint) -> None:
    """Answer a blueprint's routes with each language's prefix and without one."""
    app.register_blueprint(blueprint)
    prefix = _PREFIX + (blueprint.url_prefix or "")
    app.register_blueprint(blueprint, name=blueprint.name + _LOCALIZED, url_prefix=prefix)


def page_url(endpoint: str, language: str | None = None, **values: Any) -> str:
    """The path of a page in `language`, that of this request when none is given."""
    blueprint, _, view = endpoint.partition(".")
    name = f"{blueprint}{_LOCALIZED}.{view}"
    return url_for(name, language=language or choose_language(request), **values)


def alternates() -> dict[str, str]:
    """The path of this page in every language, and under `x-default` the one without a prefix.

    Empty where there is nothing to read in other languages: after a form was sent, on errors.
    """
    blueprint, _, view = (request.endpoint or "").partition(".")
    name = blueprint.removesuffix(_LOCALIZED)
    if request.method != "GET" or f"{name}{_LOCALIZED}.{view}" not in current_app.view_functions:
        return {}
    values = request.view_args or {}
    query = f"?{request.query_string.decode('ascii', 'replace')}" if request.query_string else ""
    found = {
        language: page_url(f"{name}.{view}", language=language, **values) + query
        for language in LANGUAGES
    }
    found["x-default"] = url_for(f"{name}.{view}", **values) + query
    return found


def remember_language(response: Response) -> Response:
    """Keep the language of a prefixed address for the addresses that have none."""
    chosen = prefixed_language(request.path)
    if chosen and request.cookies.get(COOKIE) != chosen:
        response.set_cookie(COOKIE, chosen, max_age=_YEAR, samesite="Lax", httponly=True)
    return response
