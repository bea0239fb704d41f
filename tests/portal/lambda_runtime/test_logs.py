"""A log line is one JSON object."""

from __future__ import annotations

import contextvars
import io
import json
import logging
from typing import Any

from portal.lambda_runtime.logs import JsonFormatter, current_request


def _line(**attributes: Any) -> dict[str, Any]:
    record = logging.makeLogRecord({"msg": "request.%s", "args": ("served",), "created": 0.5, **attributes})
    found: dict[str, Any] = json.loads(JsonFormatter().format(record))
    return found


def test_the_fields_are_lambdas() -> None:
    assert _line(name="portal.requests", levelname="INFO", msecs=500.0) == {
        "timestamp": "1970-01-01T00:00:00.500Z",
        "level": "INFO",
        "message": "request.served",
        "logger": "portal.requests",
    }


def test_what_a_call_adds_is_a_field_of_its_own() -> None:
    line = _line(status=200, where=io.BytesIO)
    assert (line["status"], line["where"]) == (200, "<class '_io.BytesIO'>")


def test_the_invocation_under_way_is_named() -> None:
    def logged() -> dict[str, Any]:
        current_request.set("r-1")
        return _line()

    assert contextvars.copy_context().run(logged)["requestId"] == "r-1"


def test_an_exception_is_a_type_and_a_trace() -> None:
    line = _line(exc_info=(ValueError, ValueError("no\nnumber"), None))
    assert line["errorType"] == "ValueError"
    assert line["stackTrace"] == "ValueError: no\nnumber"
