"""Streams are decoded in every format on the wire, cut anywhere."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.inference import TokenUsage
from portal.router.v3.decoder import ResponseDecoder
from tests.support.router.wire_format import DONE, USAGE, answered, body, choice, event, frame


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


def test_stream_ends_at_its_terminator_or_after_finish_and_usage() -> None:
    decoder = ResponseDecoder()
    decoder.feed(frame("a", "stop"))
    assert decoder.finish_reason == "stop"
    assert not decoder.ended
    decoder.feed(event(body(usage=USAGE)))
    assert decoder.ended
    decoder = ResponseDecoder()
    decoder.feed(frame("a") + DONE)
    assert decoder.ended


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
