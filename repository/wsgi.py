"""The WSGI application that a web server starts: `repository.wsgi:application`."""

from manifests.presentation3 import prepare
from repository.repository import open_repository
from repository.settings import load_settings
from repository.web import create_app

prepare()
application = create_app(open_repository(load_settings()))
