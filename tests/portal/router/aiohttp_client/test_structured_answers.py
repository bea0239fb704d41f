"""Answers of wire v4: text and tool calls, streamed and whole."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from portal.errors import PortalError, RouterBusy, RouterPending, StreamInterrupted
from portal.inference import (
    AnswerEvent,
    InferenceRequest,
    Sampling,
    TokenUsage,
    ToolCall,
    answer_parts,
    text_message,
)
from portal.pools import Target
from portal.router import Piece, RouterCall, TextChunk
from portal.router.aiohttp_client import AiohttpRouterClient
from tests.support.router.calls import chunks, failure, sending, whole
from tests.support.router.wire_server import STREAM, chunked, wire_server

REQUEST = InferenceRequest(None, messages=(text_message("user", "Hi"),))
USAGE = {"prompt_tokens": 5, "completion_tokens": 7}


def call(*, stream: bool, **sampling: Any) -> RouterCall:
    return RouterCall(
        "Hi",
        Sampling(**sampling),
        conversation=REQUEST,
        stream=stream,
        client_reference="r",
        timeout_seconds=5,
    )


def tool_call(index: int | None = 0, **fields: Any) -> dict[str, Any]:
    function = {name: fields.pop(name) for name in ("name", "arguments") if name in fields}
    return {**({} if index is None else {"index": index}), **fields, "function": function}


def frames(*deltas: dict[str, Any] | str, finish: str = "stop", **more: Any) -> bytes:
    """Return a stream of chunks; a text is one of ``content``."""
    written = [{"content": delta} if isinstance(delta, str) else delta for delta in deltas]
    choices: list[dict[str, Any]] = [{"index": 0, "delta": delta, "finish_reason": None} for delta in written]
    choices.append({"index": 0, "delta": {}, "finish_reason": finish})
    events: list[dict[str, Any]] = [
        {"id": "c", "object": "chat.completion.chunk", "choices": [choice]} for choice in choices
    ]
    events[-1] |= {"usage": USAGE, **more}
    return b"".join([b"data: " + orjson.dumps(event) + b"\n\n" for event in events]) + b"data: [DONE]\n\n"


def message(finish: str = "tool_calls", **fields: Any) -> bytes:
    choice = {"index": 0, "message": {"role": "assistant", **fields}, "finish_reason": finish}
    return orjson.dumps({"id": "c", "object": "chat.completion", "choices": [choice], "usage": USAGE})


async def pieces_of(
    client: AiohttpRouterClient, answer: bytes, *, stream: bool, **sampling: Any
) -> list[Piece]:
    async with wire_server(sending(STREAM + chunked(answer) + b"0\r\n\r\n")) as server:
        return await chunks(client, Target(server.url), call(stream=stream, **sampling))


async def failure_of(client: AiohttpRouterClient, answer: bytes, *, stream: bool = True) -> PortalError:
    async with wire_server(sending(answer)) as server:
        _, error = await failure(client, Target(server.url), call(stream=stream))
    return error


def parts_of(pieces: list[Piece]) -> tuple[str | ToolCall, ...]:
    events: list[AnswerEvent] = [piece.text if isinstance(piece, TextChunk) else piece for piece in pieces]
    return answer_parts(events)


def last_of(pieces: list[Piece]) -> TextChunk:
    assert isinstance(pieces[-1], TextChunk)
    return pieces[-1]


CALLS = [
    tool_call(0, id="a", type="function", name="f", arguments='{"x":1}'),
    tool_call(1, id="b", type="function", name="g", arguments="{}"),
]
PARTS = ("Let me see.", ToolCall("a", "f", '{"x":1}'), ToolCall("b", "g", "{}"))


@pytest.mark.parametrize("stream", [True, False])
@pytest.mark.parametrize(
    "answer",
    [
        frames("Let me", " see.", {"tool_calls": CALLS}, finish="tool_calls"),
        frames(*"Let me see.", *({"tool_calls": [each]} for each in CALLS), finish="stop"),
        frames({"content": "Let me see.", "tool_calls": CALLS}, finish="function_call"),
        message(content="Let me see.", tool_calls=CALLS),
        message(content="Let me see.", tool_calls=[{**each, "index": None} for each in CALLS], finish="stop"),
    ],
    ids=["stream", "stream of single fragments", "stream of one frame", "whole", "whole without indexes"],
)
async def test_text_and_calls_are_read(client: AiohttpRouterClient, answer: bytes, stream: bool) -> None:
    pieces = await pieces_of(client, answer, stream=stream)
    assert parts_of(pieces) == PARTS
    assert last_of(pieces).finish_reason == "tool_calls"
    assert last_of(pieces).usage == TokenUsage(5, 7)


async def test_call_without_text(client: AiohttpRouterClient) -> None:
    for content in ({}, {"content": None}, {"content": ""}):
        pieces = await pieces_of(client, message(**content, tool_calls=CALLS[:1]), stream=False)
        assert parts_of(pieces) == PARTS[1:2]


async def test_answer_cut_in_the_arguments_says_so(client: AiohttpRouterClient) -> None:
    cut = tool_call(id="a", name="f", arguments='{"x')
    pieces = await pieces_of(client, frames({"tool_calls": [cut]}, finish="length"), stream=True)
    assert parts_of(pieces) == (ToolCall("a", "f", '{"x'),)
    assert last_of(pieces).finish_reason == "length"


async def test_text_between_and_after_calls_keeps_its_place(client: AiohttpRouterClient) -> None:
    answer = frames("one", {"tool_calls": CALLS[:1]}, "two", {"tool_calls": CALLS[1:]}, "three")
    pieces = await pieces_of(client, answer, stream=True)
    assert parts_of(pieces) == ("one", PARTS[1], "two", PARTS[2], "three")


async def test_text_inside_a_call_comes_after_it(client: AiohttpRouterClient) -> None:
    begun, rest = tool_call(id="a", name="f", arguments='{"x"'), tool_call(arguments=":1}")
    answer = frames({"tool_calls": [begun]}, "aside", {"tool_calls": [rest]})
    assert parts_of(await pieces_of(client, answer, stream=True)) == (PARTS[1], "aside")


async def test_reasoning_is_no_text(client: AiohttpRouterClient) -> None:
    for name in ("reasoning_content", "reasoning"):
        pieces = await pieces_of(client, frames({name: "hm"}, "<think>hm</think>", "Hi"), stream=True)
        assert parts_of(pieces) == ("Hi",)


async def test_reasoning_alone_is_an_empty_answer(client: AiohttpRouterClient) -> None:
    pieces = await pieces_of(client, frames({"reasoning_content": "hm"}), stream=True)
    assert parts_of(pieces) == ()
    assert last_of(pieces).finish_reason == "stop"


async def test_stop_string_ends_text_but_no_arguments(client: AiohttpRouterClient) -> None:
    call_with_stop = tool_call(id="a", name="f", arguments='{"x":"END"}')
    answer = frames("before", {"tool_calls": [call_with_stop]}, "after END more")
    pieces = await pieces_of(client, answer, stream=True, stop=("END",))
    assert parts_of(pieces) == ("before", ToolCall("a", "f", '{"x":"END"}'), "after ")
    assert last_of(pieces) == TextChunk("", "stop", "END", TokenUsage(5, 7)) or last_of(pieces).usage is None
    assert last_of(pieces).stop_sequence == "END"


async def test_held_back_text_stands_before_the_call(client: AiohttpRouterClient) -> None:
    pieces = await pieces_of(client, frames("wait E", {"tool_calls": CALLS[:1]}), stream=True, stop=("END",))
    assert parts_of(pieces) == ("wait E", PARTS[1])


async def test_first_miner_with_an_answer_is_followed(client: AiohttpRouterClient) -> None:
    first, other = frames({"tool_calls": CALLS[:1]}), frames("text of another miner").replace(b'"c"', b'"d"')
    lines = [*first.split(b"\n\n")[:1], *other.split(b"\n\n")[:1], *first.split(b"\n\n")[1:]]
    assert parts_of(await pieces_of(client, b"\n\n".join(lines), stream=True)) == PARTS[1:2]


async def test_finish_reason_of_calls_without_any_is_a_stop(client: AiohttpRouterClient) -> None:
    pieces = await pieces_of(client, frames("Hi", finish="tool_calls"), stream=True)
    assert last_of(pieces).finish_reason == "stop"


async def test_broken_stream_is_interrupted_once_a_call_has_begun(client: AiohttpRouterClient) -> None:
    begun = frames({"tool_calls": CALLS[:1]}).split(b"\n\n")[0] + b"\n\n"
    assert isinstance(await failure_of(client, STREAM + chunked(begun) + b"0\r\n\r\n"), StreamInterrupted)


async def test_answers_without_content_fail_as_on_v3(client: AiohttpRouterClient) -> None:
    pending = whole(orjson.dumps({"status": "pending", "message": "queued"}))
    assert isinstance(await failure_of(client, pending), RouterPending)
    busy = whole(orjson.dumps({"error": {"message": "router_v4_correlation_mismatch"}}))
    assert isinstance(await failure_of(client, busy, stream=False), RouterBusy)
    nothing = orjson.dumps({"choices": [{"index": 0, "message": {"content": ""}, "finish_reason": "stop"}]})
    assert isinstance(await failure_of(client, whole(nothing)), RouterPending)


async def test_call_goes_to_the_route_of_v4(client: AiohttpRouterClient) -> None:
    async with wire_server(sending(whole(message("stop", content="Hi")))) as server:
        await chunks(client, Target(server.url, 7), call(stream=False))
    assert server.requests[0].startswith(b"POST /api/v4/completions/7 ")
