"""A line says what happened and the fields that came with it."""

from __future__ import annotations

import logging

from local.stack.readable_log import ReadableFormatter


def record(message: str, **fields: object) -> logging.LogRecord:
    made = logging.makeLogRecord({"msg": message, "levelname": "INFO", "created": 0.5, "msecs": 500})
    vars(made).update(fields)
    return made


def test_fields_follow_the_message() -> None:
    line = ReadableFormatter().format(record("request.served", request_id="req_1", status=200))
    assert line.endswith(".500 INFO request.served request_id=req_1 status=200")


def test_a_line_without_fields_is_bare() -> None:
    assert ReadableFormatter().format(record("started")).endswith(".500 INFO started")
