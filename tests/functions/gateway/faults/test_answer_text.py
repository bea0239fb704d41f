"""What a model writes is what the customer reads, in every dialect, whole and streamed."""

from __future__ import annotations

import asyncio
import json

import pytest

from portal.policy import ModelPolicy
from portal.router.aiohttp_client import AiohttpRouterClient
from tests.support.gateway.dialect_cases import ROUTES, body_for, client_of, frames_of, streamed_text, text_of
from tests.support.gateway.gateways import GatewayHarness, make_gateway
from tests.support.gateway.policies import policy
from tests.support.gateway.simulated_stack import SimulatedStack
from tests.support.router.calls import sending
from tests.support.router.wire_format import DONE
from tests.support.router.wire_server import STREAM, chunked, wire_server

CONVERSATION = [
    {"role": "user", "content": "Hi"},
    {"role": "assistant", "content": "Hello"},
    {"role": "user", "content": "And now?"},
]


async def serve_family(
    gateway: GatewayHarness, family: str | None, *, begins_in_reasoning: bool = False
) -> None:
    model = ModelPolicy("oss-20b", "oss-20b", family=family, answers_begin_in_reasoning=begins_in_reasoning)
    await gateway.publish(policy(models={"oss-20b": model}))


async def answers(stack: SimulatedStack, route: str, **body: object) -> str:
    """Return the text of an answer, which is the same whole and streamed."""
    whole = text_of(route, (await stack.ask(route, **body)).json())
    streamed = (await stack.ask(route, stream=True, **body)).text
    assert streamed_text(route, frames_of(streamed)) == whole
    return whole


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize(
    ("family", "text", "expected"),
    [
        ("qwen", "<think>plan</think>\n\nHello!<|im_end|>", "Hello!"),
        ("gemma-4", "<|channel>thought\nplan\n<channel|>Hello!<turn|>\n<|turn>user\nMore", "Hello!"),
        ("gpt-oss", "analysisWe need to greet.assistantfinalHello!", "Hello!"),
        (
            "gpt-oss",
            "<|channel|>analysis<|message|>plan<|end|><|start|>assistant<|channel|>final<|message|>Hello!<|return|>",
            "Hello!",
        ),
        ("qwen", "Write `<think>` before and `</think>` after", None),
        ("qwen", 't.split("</think>")[-1]', None),
        ("gemma-4", "```\n'<pad>'\n```", None),
    ],
)
async def test_only_markup_around_the_answer_is_removed(
    stack: SimulatedStack, route: str, family: str, text: str, expected: str | None
) -> None:
    await serve_family(stack.gateway, family)
    stack.behave(text=text)
    assert await answers(stack, route) == (text if expected is None else expected)


@pytest.mark.parametrize("route", ROUTES)
async def test_answer_that_begins_inside_reasoning(stack: SimulatedStack, route: str) -> None:
    await serve_family(stack.gateway, "qwen", begins_in_reasoning=True)
    stack.behave(text="plan…</think>\n\nHello!")
    assert await answers(stack, route) == "Hello!"
    stack.behave(text="No plan at all.")
    assert await answers(stack, route) == "No plan at all."
    await serve_family(stack.gateway, "qwen")
    stack.behave(text="It ends with\n</think>\n\nin its answers.")
    assert await answers(stack, route) == "It ends with\n</think>\n\nin its answers."


@pytest.mark.parametrize("stream", [False, True])
async def test_reasoning_that_used_up_the_tokens_is_no_text(stack: SimulatedStack, stream: bool) -> None:
    await serve_family(stack.gateway, "qwen", begins_in_reasoning=True)
    stack.behave(text="a plan that is long, and longer")
    answer = await stack.ask(stream=stream, max_tokens=3)
    last = frames_of(answer.text)[-1] if stream else answer.json()
    assert last["choices"][0]["finish_reason"] == "length"
    assert "plan" not in answer.text
    settled = await stack.settled()
    assert (settled.outcome, settled.completion_tokens) == ("ok", 3)


@pytest.mark.parametrize("route", ["/v1/chat/completions", "/v1/messages"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Do this.\n\n### User: first steps\nClick.", None),
        ("### System: requirements\nA disk.", None),
        ("```\n### User:\nHi\n```", None),
        ("### Assistant:\nFine.", "Fine."),
        ("Fine.\n### User:\nAnd you?", "Fine."),
    ],
)
async def test_headings_in_the_answer_to_a_conversation(
    stack: SimulatedStack, route: str, text: str, expected: str | None
) -> None:
    await serve_family(stack.gateway, "gpt-oss")
    stack.behave(text=text)
    assert await answers(stack, route, messages=CONVERSATION) == (text if expected is None else expected)


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize(
    ("first", "second"),
    [
        (b'"So \\ud83d"', b'"\\ude00!"'),
        (b'"So \xf0\x9f"', b'"\x98\x80!"'),
        (b'"So "', b'"\xf0\x9f\x98\x80!"'),
    ],
)
async def test_characters_split_over_reads_and_frames_arrive_whole(
    route: str, first: bytes, second: bytes
) -> None:
    frame = b'data: {"id": "1", "choices": [{"text": %b, "finish_reason": %b}]}\n\n'
    ping = b": ping\n\ndata: ping\n\nevent: ping\ndata: {}\n\n"
    wire = frame % (first, b"null") + ping + frame % (second, b'"stop"') + DONE

    async def script(writer: asyncio.StreamWriter, _: int) -> bool:
        writer.write(STREAM)
        for start in range(0, len(wire), 3):
            writer.write(chunked(wire[start : start + 3]))
            await writer.drain()
        writer.write(b"0\r\n\r\n")
        return True

    async with wire_server(script) as server:
        gateway = make_gateway(AiohttpRouterClient(), urls=[server.url])
        async with client_of(gateway) as client:
            for stream in (True, False):
                answer = await client.post(route, json=body_for(route, stream=stream))
                body = answer.content.decode()
                text = streamed_text(route, frames_of(body)) if stream else text_of(route, json.loads(body))
                assert text == "So 😀!"
        await gateway.services.router.close()


async def test_half_a_character_is_valid_json() -> None:
    wire = (
        b'data: {"id": "1", "choices": [{"text": "So \\ud83d", "finish_reason": "stop"}]}\n\ndata: [DONE]\n\n'
    )
    async with wire_server(sending(STREAM + chunked(wire) + b"0\r\n\r\n")) as server:
        gateway = make_gateway(AiohttpRouterClient(), urls=[server.url])
        async with client_of(gateway) as client:
            answer = await client.post(ROUTES[0], json=body_for(ROUTES[0], stream=True))
            assert streamed_text(ROUTES[0], frames_of(answer.content.decode())) == "So \ufffd"
        await gateway.services.router.close()
