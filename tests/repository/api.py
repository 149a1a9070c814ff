"""A client of the REST API that holds every answer against the OpenAPI document."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from werkzeug.test import TestResponse

PREFIX = "/api/v1"


@dataclass
class Api:
    """Signed in by `key`, without one by nothing; `asked` notes the operations that answered."""

    client: FlaskClient
    key: str = ""

    def __post_init__(self) -> None:
        self.document = self.client.get(f"{PREFIX}/openapi.json").get_json()
        self.asked: set[str] = set()

    def ask(
        self,
        method: str,
        path: str,
        sent: Any = None,
        *,
        match: str = "",
        status: int = 0,
        headers: Mapping[str, str] | None = None,
        **values: Any,
    ) -> TestResponse:
        """The answer, which must have this status and be as the document describes it."""
        given = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        given |= headers or {}
        if match:
            given["If-Match"] = match
        if sent is not None:
            values["json"] = sent
        answer = self.client.open(PREFIX + path, method=method, headers=given, **values)
        assert not status or answer.status_code == status, answer.get_data(as_text=True)
        self._check(method, path.partition("?")[0], answer)
        return answer

    def get(self, path: str) -> Any:
        return self.ask("GET", path, status=200).get_json()

    def make(self, path: str, sent: Any) -> Any:
        answer = self.ask("POST", path, sent, status=201)
        body = answer.get_json()
        assert answer.headers["Location"].endswith(f"{PREFIX}{path.partition('?')[0]}/{body['id']}")
        return body

    def change(self, method: str, path: str, sent: Any = None, status: int = 200) -> Any:
        """A change of the state that stands there now."""
        read = path.removesuffix("/scan")
        tag = self.ask("GET", read, status=200).headers["ETag"]
        return self.ask(method, path, sent, match=tag, status=status).get_json(silent=True)

    def faults(self, method: str, path: str, sent: Any, match: str = "") -> set[str]:
        """The fields that a 422 names."""
        answer = self.ask(method, path, sent, match=match, status=422).get_json()
        return {error["field"] for error in answer["errors"]}

    def _check(self, method: str, path: str, answer: TestResponse) -> None:
        operation = self._operation(method, path)
        if operation is None:
            assert answer.status_code in (404, 405)
            return
        described = operation["responses"][str(answer.status_code)]
        self.asked.add(operation["operationId"])
        if "content" not in described:
            assert answer.get_data() == b""
            return
        media = described["content"][answer.mimetype]
        schema = media["schema"] | {"components": self.document["components"]}
        Draft202012Validator(schema).validate(json.loads(answer.get_data()))

    def _operation(self, method: str, path: str) -> Any:
        for template, methods in self.document["paths"].items():
            pattern = re.sub(r"{\w+}", "[^/]+", template)
            if re.fullmatch(pattern, path) and method.lower() in methods:
                return methods[method.lower()]
        return None
