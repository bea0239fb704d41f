"""The message of a response (docs/protocols/anthropic.md, "Nullable fields", "Stop reasons").

Fields for features that are not offered are null: the specification requires their presence.
"""

from __future__ import annotations

from typing import Any

from functions.gateway.dialects import ResponseContext
from portal.inference import Finish

_STOP_REASONS = {
    "stop": "end_turn",
    "length": "max_tokens",
    "content_filter": "refusal",
    "tool_calls": "tool_use",
}

DIRECT_CALLER = {"type": "direct"}
"""``caller`` of a call that the model made itself, not by code that it ran."""

UNUSED_COUNTERS: dict[str, Any] = {
    "cache_creation_input_tokens": 0,
    "cache_read_input_tokens": 0,
    "output_tokens_details": None,
    "server_tool_use": None,
}
"""Counters of a message and of its message_delta that nothing here increases."""


def empty_message(context: ResponseContext, input_tokens: int, output_tokens: int) -> dict[str, Any]:
    return {
        "id": "msg_" + context.request_id.removeprefix("req_"),
        "type": "message",
        "role": "assistant",
        "model": context.model,
        "content": [],
        "stop_reason": None,
        "stop_sequence": None,
        "stop_details": None,
        "container": None,
        "diagnostics": None,
        "usage": {
            "input_tokens": input_tokens,
            "output_tokens": output_tokens,
            **UNUSED_COUNTERS,
            "cache_creation": None,
            "inference_geo": None,
            "service_tier": None,
            "speed": None,
        },
    }


def stop_fields(finish: Finish) -> dict[str, str | None]:
    if finish.reason == "stop" and finish.stop_sequence is not None:
        return {"stop_reason": "stop_sequence", "stop_sequence": finish.stop_sequence}
    return {"stop_reason": _STOP_REASONS[finish.reason], "stop_sequence": None}
