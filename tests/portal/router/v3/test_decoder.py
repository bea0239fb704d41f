"""Decoding a router's bytes: every format on the wire, cut anywhere."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.errors import (
    ContextTooLong,
    PortalError,
    RouterPending,
    RouterRefused,
    RouterRejected,
    RouterTimedOut,
    StreamInterrupted,
)
from portal.inference import FinishReason, TokenUsage
from portal.router.v3.decoder import MAX_LINE_BYTES, ResponseDecoder

DONE = b"data: [DONE]\n\n"
USAGE = {"prompt_tokens": 5, "completion_tokens": 7, "total_tokens": 12}


def choice(
    text: object = "", finish: str | None = None, index: object = 0, **more: object
) -> dict[str, object]:
    return {"index": index, "text": text, "logprobs": None, "finish_reason": finish, **more}


def body(*choices: dict[str, object], **more: object) -> dict[str, object]:
    head = {"id": "c1", "object": "text_completion", "created": 1, "model": "m"}
    return {**head, "choices": list(choices), **more}


def frame(text: str = "", finish: str | None = None, **more: object) -> bytes:
    return event(body(choice(text, finish), **more))


def event(value: object) -> bytes:
    return b"data: " + json.dumps(value, ensure_ascii=False).encode() + b"\n\n"


def decoded(*reads: bytes) -> tuple[str, ResponseDecoder]:
    decoder = ResponseDecoder()
    text = "".join([decoder.feed(read) for read in reads])
    return text + decoder.close(), decoder


def answered(*reads: bytes) -> tuple[str, FinishReason | None, TokenUsage | None]:
    text, decoder = decoded(*reads)
    assert decoder.failure is None
    return text, decoder.finish_reason, decoder.usage


def failed(*reads: bytes) -> tuple[str, PortalError]:
    text, decoder = decoded(*reads)
    assert decoder.failure is not None
    assert decoder.finish_reason is None or text
    return text, decoder.failure


def test_stream_is_decoded() -> None:
    wire = frame("Hel") + frame("lo") + frame("", "stop") + event(body(usage=USAGE)) + DONE
    assert answered(wire) == ("Hello", "stop", TokenUsage(5, 7, "router"))


@pytest.mark.parametrize(
    "wire",
    [
        (frame("Hi") + frame("", "stop") + DONE).replace(b"data: ", b"data:"),
        (frame("Hi") + frame("", "stop") + DONE).replace(b"\n", b"\r\n"),
        (frame("Hi") + frame("", "stop") + DONE).replace(b"\n", b"\r"),
        b"\xef\xbb\xbf\n: connected\n\n"
        + frame("Hi")
        + b": ping\n\nevent: x\nid: 1\nretry: 5\n"
        + frame("", "stop"),
        (frame("Hi") + frame("", "stop") + DONE).replace(b"}\n\n", b"}\n"),
        (frame("Hi") + frame("", "stop") + DONE).replace(b', "choices"', b',\ndata: "choices"'),
        frame("Hi") + frame("", "stop") + DONE.rstrip(),
        frame("Hi") + DONE,
        frame("Hi") + DONE + DONE + frame("more") + DONE,
        frame("Hi", "stop") + frame("after the end"),
        frame("Hi", "stop") + event({"error": "too late"}) + DONE,
        frame("Hi", "stop", usage=USAGE) + DONE,
        frame("", "") + frame("Hi", "") + DONE,
        event({"status": "queued"}) + frame("Hi", "stop"),
        event(body(choice(delta={"role": "assistant"}, text=None)))
        + event(body({"index": 0, "delta": {"content": "Hi"}}))
        + DONE,
    ],
)
def test_stream_formats_are_equivalent(wire: bytes) -> None:
    assert answered(wire)[:2] == ("Hi", "stop")
    assert answered(*[bytes([byte]) for byte in wire])[:2] == ("Hi", "stop")


@given(st.text(max_size=30), st.lists(st.integers(0, 10_000), max_size=10))
def test_network_cuts_do_not_change_the_result(text: str, positions: list[int]) -> None:
    wire = frame(f"é{text}漢") + b": ping\r\n\r\n" + frame("🙂", "length") + event(body(usage=USAGE)) + DONE
    edges = [0, *sorted(position % (len(wire) + 1) for position in positions), len(wire)]
    reads = [wire[start:end] for start, end in pairwise(edges)]
    assert answered(*reads) == (f"é{text}漢🙂", "length", TokenUsage(5, 7))


def test_text_is_returned_with_its_line() -> None:
    decoder = ResponseDecoder()
    assert decoder.feed(frame("a").rstrip(b"\n")) == ""
    assert decoder.feed(b"\n") == "a"
    assert decoder.feed(b"\n" + frame("b") + frame("c")) == "bc"
    assert not decoder.ended
    assert decoder.finish_reason is None


def test_ends_after_the_terminator_or_finish_and_usage() -> None:
    decoder = ResponseDecoder()
    decoder.feed(frame("a", "stop"))
    assert decoder.finish_reason == "stop"
    assert not decoder.ended
    decoder.feed(event(body(usage=USAGE)))
    assert decoder.ended
    decoder = ResponseDecoder()
    decoder.feed(frame("a") + DONE)
    assert decoder.ended


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ("stop", "stop"),
        ("eos", "stop"),
        ("end_turn", "stop"),
        ("STOP", "stop"),
        ("whatever", "stop"),
        ("length", "length"),
        ("max_tokens", "length"),
        ("content_filter", "content_filter"),
    ],
)
def test_finish_reason_is_mapped(sent: str, expected: str) -> None:
    assert answered(frame("a", sent))[1] == expected
    assert answered(json.dumps(body(choice("a", sent))).encode())[1] == expected


@pytest.mark.parametrize("key", ["id", "task_id"])
def test_first_miner_with_text_is_followed(key: str) -> None:
    def from_miner(number: int, text: str, finish: str | None = None, **more: object) -> bytes:
        return event(body(choice(text, finish), **more) | {"id": "same", key: f"t{number}"})

    wire = (
        from_miner(2, "")
        + from_miner(3, "", "stop")
        + from_miner(1, "one ")
        + from_miner(2, "two ")
        + event({key: "t2", "error": "miner lost"})
        + from_miner(1, "more")
        + from_miner(2, "two", "length", usage={"prompt_tokens": 9, "completion_tokens": 9})
        + from_miner(1, "", "stop", usage=USAGE)
        + from_miner(2, "late")
        + DONE
    )
    assert answered(wire) == ("one more", "stop", TokenUsage(5, 7))


def test_first_choice_with_text_is_followed() -> None:
    wire = event(body(choice("", index=0), choice("b", index=1))) + event(
        body(choice("a", index=0), choice("c", "stop", index=1))
    )
    assert answered(wire)[:2] == ("bc", "stop")
    unary = json.dumps(
        body(choice("", "stop"), choice("b", "length", index=1), choice("c", index=2))
    ).encode()
    assert answered(unary)[:2] == ("b", "length")


@pytest.mark.parametrize(
    "value",
    [
        body(choice("Hi", "stop"), usage=USAGE),
        body({"message": {"role": "assistant", "content": "Hi"}, "finish_reason": "stop"}, usage=USAGE),
        body({"delta": {"content": "Hi"}}, usage=USAGE, task_id="12", status="completed"),
        {"output": "Hi", "usage": USAGE},
        {"text": "Hi", "status": "completed", "usage": USAGE},
        body(choice("Hi", "stop"), usage=USAGE, error=None, message=None),
    ],
)
def test_json_body_is_decoded(value: object) -> None:
    assert answered(json.dumps(value).encode()) == ("Hi", "stop", TokenUsage(5, 7))
    assert answered(b"\r\n " + json.dumps(value, indent=1).encode() + b"\n") == (
        "Hi",
        "stop",
        TokenUsage(5, 7),
    )


@pytest.mark.parametrize(
    "usage",
    [
        None,
        {},
        [],
        {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0},
        {"prompt_tokens": "5", "completion_tokens": 7},
        {"prompt_tokens": 5},
        {"prompt_tokens": 5, "completion_tokens": -1},
        {"prompt_tokens": True, "completion_tokens": 7},
    ],
)
def test_usage_without_a_count_is_none(usage: object) -> None:
    assert answered(json.dumps(body(choice("Hi", "stop"), usage=usage)).encode())[2] is None
    assert answered(frame("Hi") + frame("", "stop", usage=usage) + DONE)[2] is None


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


def test_empty_text_with_a_finish_reason_is_an_answer() -> None:
    assert answered(json.dumps(body(choice("", "length"), usage=USAGE)).encode()) == (
        "",
        "length",
        TokenUsage(5, 7),
    )
    assert answered(frame("", "length") + DONE)[:2] == ("", "length")
    assert answered(frame("", "length"))[:2] == ("", "length")


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
        ({"error": {"message": "boom", "code": 503}}, RouterRejected, 503),
        ({"error": {"code": "router_v4_correlation_mismatch"}}, RouterRejected, None),
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
def test_stream_that_breaks_keeps_its_text_and_is_interrupted(wire: bytes) -> None:
    text, failure = failed(frame("Hel") + frame("lo") + wire)
    assert (text, type(failure)) == ("Hello", StreamInterrupted)
    decoder = ResponseDecoder()
    assert decoder.feed(frame("Hel") + frame("lo") + wire) == "Hello"


def test_line_without_an_end_is_rejected() -> None:
    decoder = ResponseDecoder()
    chunk = b"x" * 65536
    decoder.feed(b"data: ")
    for _ in range(MAX_LINE_BYTES // len(chunk) + 1):
        decoder.feed(chunk)
    assert isinstance(decoder.failure, RouterRejected)


@given(st.binary(max_size=200), st.integers(0, 200))
def test_any_bytes_are_decoded(data: bytes, position: int) -> None:
    _, decoder = decoded(data[:position], data[position:])
    assert (decoder.failure is None) == (decoder.finish_reason is not None) or decoder.failure


FIELDS = ["choices", "text", "usage", "error", "status", "message", "index", "id", "task_id", "finish_reason"]
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(FIELDS),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


@given(json_values)
def test_any_json_is_decoded(value: object) -> None:
    for wire in (json.dumps(value).encode(), event(value) + DONE):
        text, decoder = decoded(wire)
        assert decoder.failure is not None or decoder.finish_reason is not None
        assert isinstance(text, str)
