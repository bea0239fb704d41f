"""Responses of Anthropic's Messages (docs/protocols/anthropic.md, "Errors", "Token counting").

An answer without text has no content block, because the API refuses an empty one as history.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson

from functions.gateway.dialects import Headers, ResponseContext
from functions.gateway.dialects.anthropic_messages.errors import error_body, error_status
from functions.gateway.dialects.anthropic_messages.events import MessageEvents
from functions.gateway.dialects.anthropic_messages.message import DIRECT_CALLER, empty_message, stop_fields
from functions.gateway.dialects.anthropic_messages.request import read_conversation, read_messages
from functions.gateway.dialects.anthropic_messages.version import version_of
from functions.gateway.dialects.json_text import encode_text, well_formed
from functions.gateway.dialects.limit_headers import anthropic_limit_headers
from portal.errors import PortalError
from portal.inference import Completion, InferenceRequest, ToolCall
from portal.limits import Window


class AnthropicMessages:
    name = "anthropic"

    def parse(self, body: bytes, headers: Headers) -> InferenceRequest:
        return read_messages(body, version_of(headers))

    def parse_count(self, body: bytes, headers: Headers) -> InferenceRequest:
        """Parse a ``count_tokens`` body into the same messages as ``parse``."""
        return read_conversation(body, version_of(headers))

    def count(self, input_tokens: int) -> bytes:
        """Return the response body of ``count_tokens``."""
        return orjson.dumps({"input_tokens": input_tokens})

    def unary(self, context: ResponseContext, completion: Completion) -> bytes:
        usage = completion.usage
        message = empty_message(context, usage.prompt_tokens, usage.completion_tokens)
        message["content"] = [_block(part) for part in completion.parts if part]
        return orjson.dumps({**message, **stop_fields(completion.finish)})

    def stream(self, context: ResponseContext) -> MessageEvents:
        return MessageEvents(context)

    def error(self, error: PortalError, request_id: str) -> bytes:
        return error_body(error, request_id)

    def error_status(self, error: PortalError) -> int:
        return error_status(error)

    def limit_headers(self, windows: Sequence[Window], now: float) -> list[tuple[str, str]]:  # noqa: ARG002
        return anthropic_limit_headers(windows)


def _block(part: str | ToolCall) -> dict[str, Any]:
    if isinstance(part, str):
        return {"type": "text", "text": _text(part), "citations": None}
    return {
        "type": "tool_use",
        "id": _text(part.id),
        "name": _text(part.name),
        "input": _input(part.arguments),
        "caller": DIRECT_CALLER,
    }


def _input(arguments: str) -> orjson.Fragment:
    """Return arguments as the model wrote them. Those of a cut answer may be no object: then an empty one."""
    written = well_formed(arguments)
    try:
        is_object = isinstance(orjson.loads(written), dict)
    except orjson.JSONDecodeError:
        is_object = False
    return orjson.Fragment(written if is_object else "{}")


def _text(text: str) -> orjson.Fragment:
    return orjson.Fragment(encode_text(text))
