"""What models and their servers do wrong in calls and JSON: what the client gets, and what is paid.

Over real sockets, whole and streamed, on the routes that carry tools. A fault of the server that leaves the
call's meaning clear is read; one of the model passes as written, or is a violation where the request demands
otherwise.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import orjson
import pytest

from local.simulator.behaviour import CallFault
from portal.usage import Settled
from portal.usage.pricing import charged_for
from tests.support.gateway.calls import RESPONSES, calls_of, ended, message_of
from tests.support.gateway.dialect_cases import CHAT, MESSAGES, error_of, frames_of
from tests.support.gateway.gateways import pool_router
from tests.support.gateway.simulated_stack import SimulatedStack, simulated_stack

TOOL_ROUTES = (CHAT, MESSAGES, RESPONSES)
SCHEMA = {
    "type": "object",
    "properties": {"city": {"type": "string"}, "days": {"type": "integer"}},
    "required": ["city", "days"],
    "additionalProperties": False,
}
ONE = '[[call forecast {"city": "Bonn", "days": 2}]]'
TWO = f'{ONE} & [[call forecast {{"city": "Oslo", "days": 3}}]]'
MODEL_FAULTS: tuple[CallFault, ...] = (
    "truncated",
    "invalid_json",
    "array_arguments",
    "wrong_arguments",
    "unknown_function",
)
BONN, OSLO = {"city": "Bonn", "days": 2}, {"city": "Oslo", "days": 3}


@pytest.fixture
async def stack() -> AsyncIterator[SimulatedStack]:
    async with simulated_stack(
        pools=lambda url: pool_router("oss-20b", urls=[url], on_v4=["oss-20b"])
    ) as stack:
        yield stack


def body_of(route: str, prompt: str, *, stream: bool, strict: bool = False, **more: Any) -> dict[str, Any]:
    user = {"role": "user", "content": prompt}
    function = {"name": "forecast", "parameters": SCHEMA, "strict": strict}
    if route == CHAT:
        tools: Any = [{"type": "function", "function": function}]
        return {"messages": [user], "tools": tools, "stream": stream, **more}
    if route == MESSAGES:
        tool = {"name": "forecast", "input_schema": SCHEMA, "strict": strict}
        return {"messages": [user], "tools": [tool], "max_tokens": 500, "stream": stream, **more}
    return {"input": [user], "tools": [{"type": "function", **function}], "stream": stream, **more}


async def asked(stack: SimulatedStack, route: str, prompt: str, **options: Any) -> tuple[int, str, Settled]:
    """Return the status, the body and how the request was settled."""
    settled = len(stack.gateway.usage.settled)
    answer = await stack.client.post(route, json={"model": "oss-20b", **body_of(route, prompt, **options)})
    return answer.status_code, answer.text, await stack.settled(settled + 1)


whole_and_streamed = pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])


@pytest.mark.parametrize(
    "fault",
    [None, "interleaved", "no_id", "same_id", "repeated_name", "no_index", "object_arguments", "finish_stop"],
)
@whole_and_streamed
async def test_call_is_read_whatever_the_server_makes_of_it(
    stack: SimulatedStack, stream: bool, fault: CallFault | None
) -> None:
    prompt, expected = TWO, [BONN, OSLO]
    if fault == "no_index" and stream:
        # Without an index or an id, only their order tells the fragments of two calls apart.
        prompt, expected = ONE, [BONN]
    stack.behave(text=None, call_faults=[fault] if fault else [])
    for route in TOOL_ROUTES:
        status, text, settled = await asked(stack, route, prompt, stream=stream)
        assert status == 200
        calls = calls_of(route, text)
        assert [orjson.loads(call.arguments) for call in calls] == expected
        assert {call.name for call in calls} == {"forecast"}
        assert len({call.id for call in calls}) == len(calls)
        assert ended(route, text) == "calls"
        assert (settled.outcome, settled.error_code) == ("ok", None)


@whole_and_streamed
async def test_text_around_calls_stays(stack: SimulatedStack, stream: bool) -> None:
    stack.behave(text=None, call_faults=["mixed"])
    for route in TOOL_ROUTES:
        status, text, _ = await asked(stack, route, ONE, stream=stream)
        assert status == 200
        assert [orjson.loads(call.arguments) for call in calls_of(route, text)] == [BONN]
        assert message_of(route, text) == "Let me look.  That is all."


@pytest.mark.parametrize("fault", MODEL_FAULTS)
@whole_and_streamed
async def test_what_the_model_wrote_passes_without_strict(
    stack: SimulatedStack, stream: bool, fault: CallFault
) -> None:
    stack.behave(text=None, call_faults=[fault])
    for route in (CHAT, RESPONSES):
        status, text, settled = await asked(stack, route, ONE, stream=stream)
        assert status == 200
        (call,) = calls_of(route, text)
        assert call.name == ("unheard_of" if fault == "unknown_function" else "forecast")
        assert (call.arguments == orjson.dumps(BONN).decode()) is (fault == "unknown_function")
        assert settled.error_code is None


@pytest.mark.parametrize("fault", MODEL_FAULTS)
@whole_and_streamed
async def test_violation_of_strict_is_an_error_that_is_paid(
    stack: SimulatedStack, stream: bool, fault: CallFault
) -> None:
    stack.behave(text=None, call_faults=[fault])
    for route in TOOL_ROUTES:
        status, text, settled = await asked(stack, route, ONE, stream=stream, strict=True)
        assert status == (200 if stream else 422)
        error = error_of(route, frames_of(text)[-1] if stream else orjson.loads(text))
        assert "not what the request demands" in error["message"]
        if stream:
            assert ended(route, text) is None
        assert (settled.outcome, settled.status, settled.error_code) == ("ok", status, "model_output_invalid")
        assert charged_for(settled.outcome, settled.completion_tokens) != "nothing"
        assert settled.completion_tokens > 0
        assert settled.attempts == (1 if stream else 2)


@pytest.mark.parametrize("fault", ["truncated", "invalid_json", "array_arguments"])
@whole_and_streamed
async def test_input_that_is_no_object_is_a_violation_on_messages(
    stack: SimulatedStack, stream: bool, fault: CallFault
) -> None:
    stack.behave(text=None, call_faults=[fault])
    status, _, settled = await asked(stack, MESSAGES, ONE, stream=stream)
    assert status == (200 if stream else 422)
    assert settled.error_code == "model_output_invalid"


@whole_and_streamed
async def test_missing_call_is_a_violation_where_one_is_required(stack: SimulatedStack, stream: bool) -> None:
    stack.behave(text=None, call_faults=["missing"])
    for route in TOOL_ROUTES:
        choice: Any = {"type": "any"} if route == MESSAGES else "required"
        status, text, settled = await asked(stack, route, ONE, stream=stream, tool_choice=choice)
        assert "one is required" in text
        assert (settled.outcome, settled.error_code) == ("ok", "model_output_invalid")
        assert status == (200 if stream else 422)


@whole_and_streamed
async def test_answer_cut_in_a_call_says_so_and_is_no_violation(stack: SimulatedStack, stream: bool) -> None:
    stack.behave(text=None)
    for route in TOOL_ROUTES:
        limit = {"max_output_tokens" if route == RESPONSES else "max_tokens": 3}
        status, text, settled = await asked(stack, route, ONE, stream=stream, strict=True, **limit)
        assert status == 200
        assert ended(route, text) == "length"
        assert settled.error_code is None


@pytest.mark.parametrize("fault", ["off", "invalid", "wrong"])
@whole_and_streamed
async def test_json_that_does_not_fit_is_a_violation(stack: SimulatedStack, stream: bool, fault: str) -> None:
    stack.behave(text=None, output_fault=fault)
    named = {"name": "n", "schema": SCHEMA, "strict": True}
    formats: dict[str, dict[str, Any]] = {
        CHAT: {"response_format": {"type": "json_schema", "json_schema": named}},
        MESSAGES: {"output_config": {"format": {"type": "json_schema", "schema": SCHEMA}}},
        RESPONSES: {"text": {"format": {"type": "json_schema", **named}}},
    }
    for route, wanted in formats.items():
        status, text, settled = await asked(stack, route, "A forecast.", stream=stream, **wanted)
        if fault == "off":
            assert (status, settled.error_code) == (200, None)
            assert orjson.loads(message_of(route, text)) == {"city": "text", "days": 1}
        else:
            assert status == (200 if stream else 422)
            assert "its text" in text
            assert (settled.outcome, settled.error_code) == ("ok", "model_output_invalid")


@pytest.mark.parametrize(
    "oddity",
    [
        {"json_instead_of_stream": True},
        {"duplicate_done": True},
        {"omit_done": True},
        {"usage": False},
        {"control_tokens": True},
    ],
    ids=lambda oddity: next(iter(oddity)),
)
async def test_oddities_of_v3_are_tolerated_on_v4(stack: SimulatedStack, oddity: dict[str, bool]) -> None:
    stack.behave(text=None, **oddity)
    for route in TOOL_ROUTES:
        status, text, settled = await asked(stack, route, ONE, stream=True)
        assert (status, settled.outcome) == (200, "ok")
        assert [orjson.loads(call.arguments) for call in calls_of(route, text)] == [BONN]
        assert settled.token_source == ("estimated" if "usage" in oddity else "router")


async def test_call_that_breaks_off_never_ends_cleanly(stack: SimulatedStack) -> None:
    stack.behave(text=None, drop_after_tokens=3)
    for route in TOOL_ROUTES:
        status, text, settled = await asked(stack, route, ONE, stream=True)
        assert status == 200
        assert ended(route, text) is None
        assert (settled.outcome, settled.error_code) == ("failed_after_first_byte", "stream_interrupted")
        assert settled.completion_tokens > 0
        assert charged_for(settled.outcome, settled.completion_tokens) == "nothing"
