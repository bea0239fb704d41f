"""Reading a router's bytes: every shape of the wire, cut anywhere."""

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
from portal.router.v3.decoder import MAX_LINE_BYTES, AnswerDecoder

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


def decoded(*reads: bytes) -> tuple[str, AnswerDecoder]:
    decoder = AnswerDecoder()
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


def test_a_stream() -> None:
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
def test_every_dress_of_the_same_stream(wire: bytes) -> None:
    assert answered(wire)[:2] == ("Hi", "stop")
    assert answered(*[bytes([byte]) for byte in wire])[:2] == ("Hi", "stop")


@given(st.text(max_size=30), st.lists(st.integers(0, 10_000), max_size=10))
def test_where_the_network_cuts_makes_no_difference(text: str, places: list[int]) -> None:
    wire = frame(f"é{text}漢") + b": ping\r\n\r\n" + frame("🙂", "length") + event(body(usage=USAGE)) + DONE
    edges = [0, *sorted(place % (len(wire) + 1) for place in places), len(wire)]
    reads = [wire[start:end] for start, end in pairwise(edges)]
    assert answered(*reads) == (f"é{text}漢🙂", "length", TokenUsage(5, 7))


def test_text_is_there_as_soon_as_its_line_is() -> None:
    decoder = AnswerDecoder()
    assert decoder.feed(frame("a").rstrip(b"\n")) == ""
    assert decoder.feed(b"\n") == "a"
    assert decoder.feed(b"\n" + frame("b") + frame("c")) == "bc"
    assert not decoder.ended
    assert decoder.finish_reason is None


def test_nothing_more_is_needed_after_the_terminator_or_finish_and_usage() -> None:
    decoder = AnswerDecoder()
    decoder.feed(frame("a", "stop"))
    assert decoder.finish_reason == "stop"
    assert not decoder.ended
    decoder.feed(event(body(usage=USAGE)))
    assert decoder.ended
    decoder = AnswerDecoder()
    decoder.feed(frame("a") + DONE)
    assert decoder.ended


@pytest.mark.parametrize(
    ("word", "reason"),
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
def test_finish_reasons(word: str, reason: str) -> None:
    assert answered(frame("a", word))[1] == reason
    assert answered(json.dumps(body(choice("a", word))).encode())[1] == reason


@pytest.mark.parametrize("key", ["id", "task_id"])
def test_of_several_miners_the_first_to_speak_is_heard(key: str) -> None:
    def said(who: int, text: str, finish: str | None = None, **more: object) -> bytes:
        return event(body(choice(text, finish), **more) | {"id": "same", key: f"t{who}"})

    wire = (
        said(2, "")
        + said(3, "", "stop")
        + said(1, "one ")
        + said(2, "two ")
        + event({key: "t2", "error": "miner lost"})
        + said(1, "more")
        + said(2, "two", "length", usage={"prompt_tokens": 9, "completion_tokens": 9})
        + said(1, "", "stop", usage=USAGE)
        + said(2, "late")
        + DONE
    )
    assert answered(wire) == ("one more", "stop", TokenUsage(5, 7))


def test_of_several_choices_the_first_to_speak_is_heard() -> None:
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
def test_one_json_body(value: object) -> None:
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
def test_usage_that_was_not_counted_is_none(usage: object) -> None:
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
def test_a_pending_body(value: object) -> None:
    text, failure = failed(json.dumps(value).encode())
    assert (text, type(failure)) == ("", RouterPending)


def test_an_empty_text_that_has_ended_is_an_answer() -> None:
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
def test_a_stream_without_text(wire: bytes) -> None:
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
def test_an_error_body_in_any_shape(value: object, kind: type[PortalError], status: int | None) -> None:
    for wire in (json.dumps(value).encode(), event(value) + DONE):
        text, failure = failed(wire)
        assert (text, type(failure)) == ("", kind)
        assert getattr(failure, "upstream_status", None) == status
        assert "7" not in failure.message
        assert "router" not in failure.message


@pytest.mark.parametrize("wire", [b"<html>502</html>", b'{"choices": [{"te', b"[1]", b'"text"'])
def test_an_unreadable_body(wire: bytes) -> None:
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
def test_a_stream_that_breaks_after_text_keeps_the_text_and_says_so(wire: bytes) -> None:
    text, failure = failed(frame("Hel") + frame("lo") + wire)
    assert (text, type(failure)) == ("Hello", StreamInterrupted)
    decoder = AnswerDecoder()
    assert decoder.feed(frame("Hel") + frame("lo") + wire) == "Hello"


def test_a_line_that_never_ends_is_given_up() -> None:
    decoder = AnswerDecoder()
    chunk = b"x" * 65536
    decoder.feed(b"data: ")
    for _ in range(MAX_LINE_BYTES // len(chunk) + 1):
        decoder.feed(chunk)
    assert isinstance(decoder.failure, RouterRejected)


@given(st.binary(max_size=200), st.integers(0, 200))
def test_no_bytes_break_the_decoder(data: bytes, place: int) -> None:
    _, decoder = decoded(data[:place], data[place:])
    assert (decoder.failure is None) == (decoder.finish_reason is not None) or decoder.failure


NAMES = ["choices", "text", "usage", "error", "status", "message", "index", "id", "task_id", "finish_reason"]
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "choices",
                    "text",
                    "usage",
                    "error",
                    "status",
                    "message",
                    "index",
                    "id",
                    "task_id",
                    "finish_reason",
                ]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


@given(json_values)
def test_no_json_breaks_the_decoder(value: object) -> None:
    for wire in (json.dumps(value).encode(), event(value) + DONE):
        text, decoder = decoded(wire)
        assert decoder.failure is not None or decoder.finish_reason is not None
        assert isinstance(text, str)
