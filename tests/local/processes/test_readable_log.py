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


def test_text_from_outside_forges_no_line_and_no_field() -> None:
    forged = "/x\n12:00:00.000 INFO forged\r\u2028\x1b[31m status=200"
    line = ReadableFormatter().format(record(f"at {forged}", route=forged, quoted='a"b'))
    assert len(line.splitlines()) == 1
    assert "\x1b" not in line
    assert line.count('"') == 5
    assert line.endswith('status=200" quoted="a\\"b"')


def test_stack_trace_is_indented() -> None:
    error = ValueError("no\n12:00:00.000 INFO forged\x1b[31m")
    lines = ReadableFormatter().format(record("failed", exc_info=(ValueError, error, None))).split("\n")
    assert lines[0].endswith(" INFO failed")
    assert lines[1:] == ["    ValueError: no", r"    12:00:00.000 INFO forged\x1b[31m"]
