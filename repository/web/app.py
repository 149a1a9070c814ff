"""The factory of the web application."""

from flask import Flask, Response, request
from werkzeug.middleware.proxy_fix import ProxyFix

from repository.api import create_blueprint as create_api
from repository.repository import Repository, secret_key
from repository.visits import VisitLog
from repository.web import (
    article_pictures,
    articles,
    assets,
    citations,
    collections,
    downloads,
    embedding,
    health,
    home,
    institutions,
    invitations,
    labels,
    letters,
    logos,
    records,
    robots,
    search,
    search_collection,
    sign_in,
    statistics,
    studio,
    texts,
    vision,
    works,
)
from repository.web.context import current_user, language, may_edit
from repository.web.errors import answer_errors
from repository.web.iiif import serve_iiif
from repository.web.languages import (
    LANGUAGES,
    alternates,
    page_url,
    register_pages,
    remember_language,
)
from repository.web.moments import shown_number
from repository.web.navigation import sections
from repository.web.noting import note_request
from repository.web.paging import with_part
from repository.web.pictures import thumbnail
from repository.web.security import protect
from repository.web.sessions import Sessions
from repository.web.site_text import may_write, site_name, site_text
from repository.web.studio.body import remove_forgotten
from repository.web.visits import count_visitors, counter
from repository.web.words import gettext, ngettext

PAGES = (
    home.blueprint,
    collections.blueprint,
    institutions.blueprint,
    works.blueprint,
    articles.blueprint,
    articles.news,
    statistics.blueprint,
    letters.blueprint,
    citations.blueprint,
    search.blueprint,
    downloads.blueprint,
    embedding.blueprint,
    vision.blueprint,
    sign_in.blueprint,
    invitations.blueprint,
    *studio.BLUEPRINTS,
)

_LARGEST_FORM = 1 << 20


def create_app(repository: Repository, visits: VisitLog | None = None) -> Flask:
    """The site of a repository: pages for readers and curators, IIIF, health.

    What readers see is noted in `visits`, which the caller lets write.
    """
    visits = visits or VisitLog(repository.database)
    app = Flask("repository", static_folder=None, template_folder="templates")
    settings = repository.settings
    app.extensions["repository"] = repository
    repository.database.before_commit(note_request)
    sessions = app.extensions["sessions"] = Sessions(
        repository.database, secret_key(settings), settings.public_url.startswith("https:")
    )
    # Forms are small; scans come as streams, with a limit of their own.
    app.config.update(MAX_CONTENT_LENGTH=_LARGEST_FORM)
    _register(app, repository)
    remove_forgotten(settings)
    _prepare_templates(app, settings.public_url)
    if settings.proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies
        )
    serve_iiif(app, repository, sessions)
    count_visitors(app, visits, settings)
    return app


def _register(app: Flask, repository: Repository) -> None:
    protect(app)
    answer_errors(app)
    app.url_value_preprocessor(_take_language)
    app.after_request(_describe_language)
    app.register_blueprint(assets.blueprint)
    app.register_blueprint(health.create_blueprint(repository))
    app.register_blueprint(records.blueprint)
    app.register_blueprint(article_pictures.blueprint)
    app.register_blueprint(texts.blueprint)
    app.register_blueprint(downloads.create_files_blueprint())
    app.register_blueprint(embedding.create_programs_blueprint())
    app.register_blueprint(robots.blueprint)
    app.register_blueprint(search_collection.blueprint)
    app.register_blueprint(logos.blueprint)
    app.register_blueprint(create_api())
    for blueprint in PAGES:
        register_pages(app, blueprint)


def _take_language(_endpoint: str | None, values: dict[str, object] | None) -> None:
    # The context reads it from the path; the views need not know.
    if values is not None:
        values.pop("language", None)


def _describe_language(response: Response) -> Response:
    if response.mimetype != "text/html":
        return response
    response.vary.update(["Accept-Language", "Cookie"])
    response.headers["Content-Language"] = language()
    # What is signed in, published or hidden shows at once; pages are quick to make.
    response.headers.setdefault("Cache-Control", "private, no-cache")
    return remember_language(response)


def _prepare_templates(app: Flask, public_url: str) -> None:
    environment = app.jinja_env
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.add_extension("jinja2.ext.i18n")
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        gettext, ngettext, newstyle=True
    )
    environment.filters["marked"] = lambda label: labels.marked(label, language())
    environment.filters["plain"] = lambda label: labels.plain(label, language())
    environment.filters["number"] = lambda number: shown_number(number, language())
    environment.filters["web_address"] = labels.web_address
    environment.globals.update(
        LANGUAGES=LANGUAGES,
        alternates=alternates,
        asset_url=assets.asset_url,
        current_user=current_user,
        language=language,
        may_edit=may_edit,
        may_write=may_write,
        page_url=page_url,
        public_url=public_url,
        script_root=lambda: request.script_root,
        sections=sections,
        site_name=site_name,
        site_text=site_text,
        thumbnail=thumbnail,
        vision=vision.vision,
        visitors=lambda: counter().numbers(),
        with_part=with_part,
    )
