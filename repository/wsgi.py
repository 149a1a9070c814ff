"""The site for any WSGI server: `repository.wsgi:application`."""

import gc

from manifests.presentation3 import prepare
from repository.repository import open_repository
from repository.settings import load_settings
from repository.visits import VisitLog
from repository.web import create_app

prepare()
_repository = open_repository(load_settings())
_visits = VisitLog(_repository.database)
application = create_app(_repository, _visits)
_visits.start()
# What was loaded up to here stays: looking through it again and again for what may be freed takes
# a third of the time in which a manifest of 1,000 canvases is made.
gc.collect()
gc.freeze()
