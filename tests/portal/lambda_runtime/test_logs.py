"""Log lines are JSON objects."""

from __future__ import annotations

import contextvars
import io
import json
import logging
from typing import Any

from portal.lambda_runtime.logs import JsonFormatter, current_request_id, install


def _line(**attributes: Any) -> dict[str, Any]:
    record = logging.makeLogRecord({"msg": "request.%s", "args": ("served",), "created": 0.5, **attributes})
    line: dict[str, Any] = json.loads(JsonFormatter().format(record))
    return line


def test_fields_are_named_as_in_lambda() -> None:
    assert _line(name="portal.requests", levelname="INFO", msecs=500.0) == {
        "timestamp": "1970-01-01T00:00:00.500Z",
        "level": "INFO",
        "message": "request.served",
        "logger": "portal.requests",
    }


def test_extra_items_are_fields() -> None:
    line = _line(status=200, where=io.BytesIO)
    assert (line["status"], line["where"]) == (200, "<class '_io.BytesIO'>")


def test_line_has_the_id_of_the_invocation() -> None:
    def logged() -> dict[str, Any]:
        current_request_id.set("r-1")
        return _line()

    assert contextvars.copy_context().run(logged)["requestId"] == "r-1"


def test_exception_is_a_type_and_a_stack_trace() -> None:
    line = _line(exc_info=(ValueError, ValueError("no\nnumber"), None))
    assert line["errorType"] == "ValueError"
    assert line["stackTrace"] == "ValueError: no\nnumber"


def test_line_is_ascii_whatever_is_logged() -> None:
    record = logging.makeLogRecord({"msg": "a\u2028b\x9b\ud800\n", "path": "é\u0085"})
    line = JsonFormatter().format(record)
    assert line.isascii()
    assert len(line.splitlines()) == 1
    assert json.loads(line)["path"] == "é\u0085"


def test_installed_handler_masks_secrets() -> None:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    written = io.StringIO()
    try:
        install("INFO", written)
        logging.getLogger("portal.test").warning("refused %s", "ctx_0123456789abcdef")
    finally:
        root.handlers = handlers
        root.setLevel(level)
        logging.captureWarnings(capture=False)
    assert json.loads(written.getvalue())["message"] == "refused ctx_***"
