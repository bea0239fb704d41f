"""Responses without text, with errors, cut, unreadable or too long."""

from __future__ import annotations

import json

import pytest

from portal.errors import (
    ContextTooLong,
    PortalError,
    RouterBusy,
    RouterPending,
    RouterRefused,
    RouterRejected,
    RouterTimedOut,
    StreamInterrupted,
)
from portal.router.v3.decoder import ResponseDecoder
from portal.router.v3.event_stream import MAX_FRAME_BYTES
from tests.support.router.wire_format import DONE, body, choice, decoded, event, failed, frame


@pytest.mark.parametrize(
    "value",
    [
        {"status": "queued"},
        {"status": "in_progress", "message": "try again"},
        {"status": "ended", "message": "No content", "result_data": "urn:blob:v2:s3:akamai:b:f"},
        body(choice(""), result="urn:blob:v3:0:s3:akamai:b:f"),
        body(choice("", "stop"), result="urn:blob:v3:0:s3:akamai:b:f"),
        body(choice("urn:blob:v3:0:s3:akamai:b:f", "stop")),
        {"result": "urn:blob:v3:0:s3:akamai:b:f"},
        body(),
        body(choice("")),
        {},
    ],
)
def test_pending_body_has_no_text(value: object) -> None:
    text, failure = failed(json.dumps(value).encode())
    assert (text, type(failure)) == ("", RouterPending)


@pytest.mark.parametrize(
    "wire", [b"", b" \n", DONE, b": ping\n\n", event({"status": "queued"}) + DONE, frame("")]
)
def test_stream_without_text_is_pending(wire: bytes) -> None:
    text, failure = failed(wire)
    assert (text, type(failure)) == ("", RouterPending)


@pytest.mark.parametrize(
    ("value", "kind", "status"),
    [
        ({"error": "session not found: 7"}, RouterRejected, None),
        ({"error": {"message": "boom", "code": 500}}, RouterRejected, 500),
        ({"message": "internal"}, RouterRejected, None),
        ({"status": "failed", "message": "x"}, RouterRejected, None),
        ({"error": "bad prompt", "status_code": 400}, RouterRefused, 400),
        ({"error": "gateway", "status": 504}, RouterTimedOut, 504),
        ({"error": {"message": "This model's maximum context length is 8192 tokens"}}, ContextTooLong, None),
    ],
)
def test_error_body_is_translated(value: object, kind: type[PortalError], status: int | None) -> None:
    for wire in (json.dumps(value).encode(), event(value) + DONE):
        text, failure = failed(wire)
        assert (text, type(failure)) == ("", kind)
        assert getattr(failure, "upstream_status", None) == status
        assert "7" not in failure.message
        assert "router" not in failure.message


@pytest.mark.parametrize(
    "value",
    [
        {"error": "router_v4_correlation_mismatch"},
        {"error": {"code": "router_v4_correlation_mismatch"}},
        {"error": {"message": "Internal error", "code": "router_v4_correlation_mismatch"}},
        {"error": "failed", "code": "router_v3_correlation_mismatch", "status_code": 500},
        {"code": "router_v4_correlation_mismatch"},
        {"status": "error", "message": "router_v4_correlation_mismatch: task 3"},
        {"error": {"message": "boom", "code": 503}},
        {"error": {"message": "boom"}, "status": 429},
        {"error": "session is busy"},
        {"error": {"type": "overloaded_error", "message": "Overloaded"}},
        {"message": "No available miners"},
    ],
)
def test_busy_router_is_told_from_a_broken_one(value: object) -> None:
    for wire in (json.dumps(value).encode(), event(value) + DONE):
        text, failure = failed(wire)
        assert (text, type(failure)) == ("", RouterBusy)


def test_mismatch_after_the_first_text_is_an_interruption() -> None:
    text, failure = failed(frame("Hel") + event({"error": "router_v4_correlation_mismatch"}))
    assert (text, type(failure)) == ("Hel", StreamInterrupted)


def test_progress_that_has_a_code_is_no_failure() -> None:
    text, decoder = decoded(event({"code": "started"}) + frame("Hi", "stop") + DONE)
    assert (text, decoder.failure) == ("Hi", None)


@pytest.mark.parametrize("wire", [b"<html>502</html>", b'{"choices": [{"te', b"[1]", b'"text"'])
def test_unreadable_body_is_rejected(wire: bytes) -> None:
    text, failure = failed(wire)
    assert (text, type(failure)) == ("", RouterRejected)


@pytest.mark.parametrize(
    "wire",
    [
        b"",
        event({"error": "miner lost"}),
        event({"error": {"message": "miner lost"}}) + DONE,
        event(body(choice("", "error"))) + DONE,
        b"data: {broken",
        b"data: {broken\n\n",
        b"data: [1]\n\n",
        frame("cut")[:-9],
    ],
)
def test_broken_stream_returns_its_text_and_is_interrupted(wire: bytes) -> None:
    text, failure = failed(frame("Hel") + frame("lo") + wire)
    assert (text, type(failure)) == ("Hello", StreamInterrupted)
    decoder = ResponseDecoder()
    assert decoder.feed(frame("Hel") + frame("lo") + wire) == "Hello"


def test_line_without_an_end_is_rejected() -> None:
    decoder = ResponseDecoder()
    chunk = b"x" * 65536
    decoder.feed(b"data: ")
    for _ in range(MAX_FRAME_BYTES // len(chunk) + 1):
        decoder.feed(chunk)
    assert isinstance(decoder.failure, RouterRejected)
