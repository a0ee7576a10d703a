"""The contract's document: `python -m desktop.practice.openapi > docs/openapi.json`."""

import json
import sys
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

from desktop.practice.views import ProblemBody

SUMMARY = "An open contract between programs that file dossiers and portals that take them (practice mode)."
LICENCE = {"name": "Apache-2.0", "identifier": "Apache-2.0"}
_THEIRS = "#/components/schemas/HTTPValidationError"


def operation_id(route: APIRoute) -> str:
    """A stable name for an operation: its module's and its function's."""
    module = str(route.endpoint.__module__).rsplit(".", 1)[-1]
    return f"{module}.{route.name}"


def document(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI 3.1 document of the routes, with problems instead of FastAPI's own errors."""
    made = get_openapi(title=app.title, version=app.version, summary=SUMMARY, license_info=LICENCE, routes=app.routes)
    for path in made["paths"].values():
        for operation in path.values():
            _drop_theirs(operation["responses"])
    schemas = made["components"]["schemas"]
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    schemas["ProblemBody"] = ProblemBody.model_json_schema()
    return made


def text() -> str:
    """The document as it is kept in docs/."""
    from desktop.practice.app import contract

    return json.dumps(contract().openapi(), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _drop_theirs(responses: dict[str, Any]) -> None:
    schema = responses.get("422", {}).get("content", {}).get("application/json", {}).get("schema", {})
    if schema.get("$ref") == _THEIRS:
        del responses["422"]["content"]["application/json"]
        if not responses["422"]["content"]:
            del responses["422"]


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # a file or a terminal
    sys.stdout.write(text())
