"""The site as granian starts it: `repository.rsgi:application`."""

from imageserver.application import Application
from repository.wsgi import application as _site

application = Application(_site, _site.extensions["quick_door"])
