"""What a client reads of an answer with tool calls: of a body, or of the frames of a stream."""

from __future__ import annotations

from typing import Any, Literal

import orjson

from portal.inference import ToolCall
from tests.support.gateway.dialect_cases import CHAT, MESSAGES, frames_of

RESPONSES = "/v1/responses"

Ending = Literal["stop", "calls", "length"]


def calls_of(route: str, text: str) -> list[ToolCall]:
    """Return the calls of a response."""
    if route == CHAT:
        return _chat_calls(text)
    return _messages_calls(text) if route == MESSAGES else _responses_calls(text)


def message_of(route: str, text: str) -> str:
    """Return the text of a response."""
    if _is_stream(text):
        frames = frames_of(text)
        if route == CHAT:
            return "".join([_delta(frame).get("content") or "" for frame in frames])
        name = "text" if route == MESSAGES else "delta"
        kind = "text_delta" if route == MESSAGES else "response.output_text.delta"
        deltas = [frame.get("delta", {}) if route == MESSAGES else frame for frame in frames]
        return "".join(
            [delta[name] for delta in deltas if isinstance(delta, dict) and delta.get("type") == kind]
        )
    body = orjson.loads(text)
    if route == CHAT:
        return str(body["choices"][0]["message"]["content"] or "")
    if route == MESSAGES:
        return "".join([block["text"] for block in body["content"] if block["type"] == "text"])
    items = [item for item in body["output"] if item["type"] == "message"]
    return "".join([part["text"] for item in items for part in item["content"]])


def ended(route: str, text: str) -> Ending | None:
    """Return how a response ended; None if a stream has no regular end."""
    return _ENDINGS.get(str(_raw_ending(route, text)))


_ENDINGS: dict[str, Ending] = {
    "stop": "stop",
    "end_turn": "stop",
    "tool_calls": "calls",
    "tool_use": "calls",
    "length": "length",
    "max_tokens": "length",
    "incomplete": "length",
}


def _raw_ending(route: str, text: str) -> object:
    bodies = frames_of(text) if _is_stream(text) else [orjson.loads(text)]
    if route == CHAT:
        reasons = [choice["finish_reason"] for body in bodies for choice in body.get("choices", [])]
        return next((reason for reason in reasons if reason), None)
    if route == MESSAGES:
        deltas = [body.get("delta", body) for body in bodies]
        return next((delta["stop_reason"] for delta in deltas if delta.get("stop_reason")), None)
    last = bodies[-1].get("response", bodies[-1])
    if last.get("status") == "completed":
        has_calls = any(item["type"] == "function_call" for item in last["output"])
        return "tool_calls" if has_calls else "stop"
    return last.get("status")


def _is_stream(text: str) -> bool:
    return not text.startswith("{")


def _delta(frame: dict[str, Any]) -> dict[str, Any]:
    choices = frame.get("choices") or [{}]
    delta: dict[str, Any] = choices[0].get("delta", {})
    return delta


def _chat_calls(text: str) -> list[ToolCall]:
    if not _is_stream(text):
        message = orjson.loads(text)["choices"][0]["message"]
        return [_chat_call(call) for call in message.get("tool_calls", [])]
    calls: dict[int, dict[str, Any]] = {}
    for frame in frames_of(text):
        for part in _delta(frame).get("tool_calls", []):
            begun = calls.setdefault(part["index"], {"id": "", "function": {"name": "", "arguments": ""}})
            # As OpenAI's SDK does: every text is appended.
            begun["id"] += part.get("id", "")
            for name in ("name", "arguments"):
                begun["function"][name] += part["function"].get(name, "")
    return [_chat_call(calls[index]) for index in range(len(calls))]


def _chat_call(call: dict[str, Any]) -> ToolCall:
    return ToolCall(call["id"], call["function"]["name"], call["function"]["arguments"])


def _messages_calls(text: str) -> list[ToolCall]:
    if not _is_stream(text):
        blocks = [block for block in orjson.loads(text)["content"] if block["type"] == "tool_use"]
        return [
            ToolCall(block["id"], block["name"], orjson.dumps(block["input"]).decode()) for block in blocks
        ]
    calls: dict[int, ToolCall] = {}
    for frame in frames_of(text):
        if frame["type"] == "content_block_start" and frame["content_block"]["type"] == "tool_use":
            block = frame["content_block"]
            calls[frame["index"]] = ToolCall(block["id"], block["name"], "")
        elif frame["type"] == "content_block_delta" and frame["delta"]["type"] == "input_json_delta":
            call = calls[frame["index"]]
            calls[frame["index"]] = ToolCall(
                call.id, call.name, call.arguments + frame["delta"]["partial_json"]
            )
    return list(calls.values())


def _responses_calls(text: str) -> list[ToolCall]:
    if _is_stream(text):
        done = [frame["item"] for frame in frames_of(text) if frame["type"] == "response.output_item.done"]
    else:
        done = orjson.loads(text)["output"]
    calls = [item for item in done if item["type"] == "function_call"]
    return [ToolCall(call["call_id"], call["name"], call["arguments"]) for call in calls]
