"""Frames of an event stream: comments, pings and data without JSON are none, and swallow nothing."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.errors import PortalError, RouterRejected, StreamInterrupted
from portal.router.v3.decoder import ResponseDecoder
from portal.router.v3.event_stream import MAX_FRAME_BYTES, Mark, RouterEventStream
from tests.support.router.wire_format import DONE, answered, body, choice, event, failed, frame

NOISE = [
    b": ping\n\n",
    b":\n\n",
    b": data: not this\n\n",
    b"event: ping\n\n",
    b"event: ping\ndata: {}\n\n",
    b'event: ping\ndata: {"message": "still here"}\n\n',
    b"event: heartbeat\ndata: 1\n\n",
    b"data:\n\n",
    b"data: \n\n",
    b"data\n\n",
    b"data: ping\n\n",
    b"data: ping\n",
    b"data: keep-alive\n\n",
    b"data: [ping]\n\n",
    b'data: "ping"\n\n',
    b"data: null\n\n",
    b"data: 12\n\n",
    b"data: {}\n\n",
    b'data: {"type": "ping"}\n\n',
    b'data: {"event": "heartbeat", "message": "alive"}\n\n',
    b"id: 7\nretry: 3000\n\n",
    b"\n\n\n",
]


@pytest.mark.parametrize("noise", NOISE)
@pytest.mark.parametrize("line_end", [b"\n", b"\r\n", b"\r"])
def test_noise_swallows_nothing(noise: bytes, line_end: bytes) -> None:
    wire = noise + frame("Hel") + noise + frame("lo") + noise + frame("", "stop") + noise + DONE
    wire = wire.replace(b"\n", line_end)
    for start in (wire, b"\xef\xbb\xbf" + wire):
        # A stream is told from JSON by its first byte, which a line break does not decide.
        assert answered(start)[:2] == ("Hello", "stop")
        assert answered(*[bytes([byte]) for byte in start])[:2] == ("Hello", "stop")


@given(
    st.lists(st.sampled_from(NOISE), min_size=1, max_size=5),
    st.sampled_from([b"\n", b"\r\n", b"\r"]),
    st.lists(st.integers(0, 2_000), max_size=8),
)
def test_noise_swallows_nothing_wherever_it_is_cut(
    noise: list[bytes], line_end: bytes, positions: list[int]
) -> None:
    wire = (frame("a") + b"".join(noise) + frame("é", "length") + noise[0] + DONE).replace(b"\n", line_end)
    edges = [0, *sorted(position % (len(wire) + 1) for position in positions), len(wire)]
    assert answered(*[wire[start:end] for start, end in pairwise(edges)])[:2] == ("aé", "length")


@pytest.mark.parametrize("before", [b"\xef\xbb\xbf", b" ", b"\t", b"\xef\xbb\xbf "])
def test_what_a_proxy_puts_before_a_field_loses_no_text(before: bytes) -> None:
    reads = [
        frame("Hel"),
        before + frame("lo"),
        before + b"event: ping\ndata: {\n\n",
        frame("", "stop"),
        DONE,
    ]
    assert answered(*reads)[:2] == ("Hello", "stop")
    assert answered(*[bytes([byte]) for byte in b"".join(reads)])[:2] == ("Hello", "stop")


def test_case_of_a_fields_name_does_not_matter() -> None:
    assert answered(frame("Hel"), frame("lo", "stop").replace(b"data", b"Data"), DONE)[:2] == (
        "Hello",
        "stop",
    )


@pytest.mark.parametrize(
    "done",
    [
        b"data: [DONE]",
        b"data:[DONE] ",
        b"data: [done]",
        b'data: "[DONE]"',
        b"data: DONE",
        b"event: x\ndata: [DONE]",
    ],
)
def test_terminator_may_be_written_in_other_ways(done: bytes) -> None:
    assert answered(frame("Hi") + done + b"\n\n")[:2] == ("Hi", "stop")


def test_data_over_several_lines_is_one_frame() -> None:
    text = json.dumps(body(choice("Hi", "stop")), indent=2)
    for line_end in (b"\n", b"\r\n", b"\r"):
        wire = b"".join(b"data: " + line.encode() + line_end for line in text.splitlines()) + line_end
        for reads in ([wire], [bytes([byte]) for byte in wire]):
            assert answered(*reads, DONE)[:2] == ("Hi", "stop")


def test_comment_between_the_lines_of_a_frame_is_ignored() -> None:
    wire = b'data: {"choices":\n: ping\ndata: [{"text": "Hi", "finish_reason": "stop"}]}\n\n'
    assert answered(wire + DONE)[:2] == ("Hi", "stop")


@pytest.mark.parametrize(
    "lost", [b'data: {"choices": [{"te\n\n', b"data: {broken\n\n", b"data: {\ndata: [1]\n\n"]
)
def test_lost_frame_is_a_failure_because_text_is_missing(lost: bytes) -> None:
    text, failure = failed(frame("Hel") + lost + frame("o", "stop") + DONE)
    assert (text, type(failure)) == ("Hel", StreamInterrupted)
    text, failure = failed(lost + frame("Hello", "stop") + DONE)
    assert (text, type(failure)) == ("", RouterRejected)


@pytest.mark.parametrize(
    "error",
    [
        b"event: error\ndata: broken\n\n",
        b'event: error\ndata: {"code": 500}\n\n',
        b'data: {"error": "x"}\n\n',
    ],
)
def test_error_event_is_a_failure(error: bytes) -> None:
    failure: PortalError
    text, failure = failed(error + frame("Hi", "stop") + DONE)
    assert (text, type(failure)) == ("", RouterRejected)


def test_endless_frame_is_lost() -> None:
    stream = RouterEventStream()
    assert stream.feed(b"data: {\n") == []
    line = b"data: " + b"1" * 65_536 + b"\n"
    frames = [mark for _ in range(MAX_FRAME_BYTES // 65_536 + 1) for mark in stream.feed(line)]
    assert Mark.LOST in frames


def test_only_frames_are_progress() -> None:
    decoder = ResponseDecoder()
    for noise in NOISE:
        decoder.feed(b": connected\n\n" + noise)
    assert decoder.progress == 0
    decoder.feed(frame(""))
    assert decoder.progress == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (b'"\\ud83d"', b'"\\ude00"'),
        (b'"a\\ud83d"', b'"\\ude00b"'),
        (b'"\xf0\x9f"', b'"\x98\x80"'),
        (b'"\xf0"', b'"\x9f\x98\x80!"'),
        ('"é\ud83d"'.encode("utf-8", "surrogatepass"), b'"\\ude00"'),
    ],
)
def test_character_split_over_frames_arrives_whole(first: bytes, second: bytes) -> None:
    def with_text(text: bytes, finish: bytes = b"null") -> bytes:
        return b'data: {"id": "c", "choices": [{"text": %b, "finish_reason": %b}]}\n\n' % (text, finish)

    for end in (b"", b": ping\n\n"):
        wire = with_text(first) + end + with_text(second, b'"stop"') + DONE
        text = answered(wire)[0]
        assert "😀" in text
        assert "\ufffd" not in text
        assert answered(*[bytes([byte]) for byte in wire])[0] == text
    assert answered(with_text(first) + with_text(b'""', b'"stop"') + DONE)[0].endswith("\ufffd")


def test_lone_surrogate_of_a_json_body_is_replaced() -> None:
    assert answered(b'{"choices": [{"text": "a\\ud83d", "finish_reason": "stop"}]}')[0] == "a\ufffd"
    assert answered(b'{"output": "a\\ude00b"}')[0] == "a\ufffdb"
    assert answered(b'{"choices": [{"text": "\\ud83d\\ude00", "finish_reason": "stop"}]}')[0] == "😀"


def test_characters_of_other_miners_are_not_joined() -> None:
    wire = (
        b'data: {"id": "1", "choices": [{"text": "\\ud83d"}]}\n\n'
        b'data: {"id": "2", "choices": [{"text": "\\ude01"}]}\n\n'
        b'data: {"id": "1", "choices": [{"text": "\\ude00", "finish_reason": "stop"}]}\n\n'
    )
    assert answered(wire + DONE)[0] == "😀"


def test_event_is_not_taken_from_the_one_before() -> None:
    assert answered(b"event: ping\ndata: {}\n\n" + event(body(choice("Hi", "stop"))) + DONE)[0] == "Hi"
