"""Responses of OpenAI's Chat Completions (docs/protocols/openai.md, "Tools", "Errors").

``service_tier`` and ``system_fingerprint`` are absent, because no value would be true.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson

from functions.gateway.dialects import Headers, ResponseContext
from functions.gateway.dialects.json_text import encode_text
from functions.gateway.dialects.limit_headers import openai_limit_headers
from functions.gateway.dialects.openai_chat.chunks import ChatChunks, completion_id, finish_reason
from functions.gateway.dialects.openai_chat.errors import error_body
from functions.gateway.dialects.openai_chat.request import read_chat
from functions.gateway.dialects.usage_body import usage_body
from portal.errors import PortalError
from portal.inference import Completion, InferenceRequest, ToolCall
from portal.limits import Window


class OpenAIChat:
    name = "openai"

    def parse(self, body: bytes, headers: Headers) -> InferenceRequest:  # noqa: ARG002
        return read_chat(body)

    def unary(self, context: ResponseContext, completion: Completion) -> bytes:
        return orjson.dumps(
            {
                "id": completion_id(context.request_id),
                "object": "chat.completion",
                "created": context.created,
                "model": context.model,
                "choices": [
                    {
                        "index": 0,
                        "message": _message(completion),
                        "logprobs": None,
                        "finish_reason": finish_reason(context.request, completion.finish),
                    }
                ],
                "usage": usage_body(completion.usage),
            }
        )

    def stream(self, context: ResponseContext) -> ChatChunks:
        return ChatChunks(context)

    def error(self, error: PortalError, request_id: str) -> bytes:
        return error_body(error, request_id)

    def error_status(self, error: PortalError) -> int:
        return error.status

    def limit_headers(self, windows: Sequence[Window], now: float) -> list[tuple[str, str]]:
        return openai_limit_headers(windows, now)


def _message(completion: Completion) -> dict[str, Any]:
    """``content`` is null only beside calls; without calls ``tool_calls`` is absent: clients loop over []."""
    text, calls = completion.text, completion.calls
    message: dict[str, Any] = {
        "role": "assistant",
        "content": _text(text) if text or not calls else None,
        "refusal": None,
        "annotations": [],
    }
    if calls:
        message["tool_calls"] = [_call(call) for call in calls]
    return message


def _call(call: ToolCall) -> dict[str, Any]:
    function = {"name": _text(call.name), "arguments": _text(call.arguments)}
    return {"id": _text(call.id), "type": "function", "function": function}


def _text(text: str) -> orjson.Fragment:
    return orjson.Fragment(encode_text(text))
