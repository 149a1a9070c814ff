from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from manifests import create_blueprint
from tests.manifests.catalogue import Shelf
from tests.manifests.works import BASE, book


@pytest.fixture
def shelf() -> Shelf:
    shelf = Shelf()
    shelf.add(book())
    return shelf


@pytest.fixture
def client(shelf: Shelf) -> Iterator[FlaskClient]:
    app = Flask(__name__)
    app.register_blueprint(create_blueprint(shelf, BASE))
    with app.test_client() as client:
        yield client
