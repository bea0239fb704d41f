"""A log line holds the message and the fields of its record."""

from __future__ import annotations

import logging

from local.processes.readable_log import ReadableFormatter


def record(message: str, **fields: object) -> logging.LogRecord:
    made = logging.makeLogRecord({"msg": message, "levelname": "INFO", "created": 0.5, "msecs": 500})
    vars(made).update(fields)
    return made


def test_fields_follow_the_message() -> None:
    line = ReadableFormatter().format(record("request.served", request_id="req_1", status=200))
    assert line.endswith(".500 INFO request.served request_id=req_1 status=200")


def test_line_without_fields_ends_with_message() -> None:
    assert ReadableFormatter().format(record("started")).endswith(".500 INFO started")
