"""OpenAI's Responses API (docs/protocols/openai-responses.md). Its streams are ``ResponseEvents``."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from functions.gateway.dialects import Headers, ResponseContext
from functions.gateway.dialects.json_text import encode_text
from functions.gateway.dialects.limit_headers import openai_limit_headers
from functions.gateway.dialects.openai_responses.errors import response_error_body
from functions.gateway.dialects.openai_responses.events import ResponseEvents
from functions.gateway.dialects.openai_responses.request import read_response_request
from functions.gateway.dialects.openai_responses.response_object import (
    CallItem,
    ResponseObject,
    Status,
    call_item_id,
    incomplete_details,
    message_id,
    message_item,
    text_part,
    usage_json,
)
from portal.errors import PortalError
from portal.inference import Completion, InferenceRequest, ToolCall
from portal.limits import Window


class OpenAIResponses:
    """``now`` returns the time of completion, in unix seconds."""

    name = "responses"

    def __init__(self, now: Callable[[], float] = time.time) -> None:
        self._now = now

    def parse(self, body: bytes, headers: Headers) -> InferenceRequest:  # noqa: ARG002
        return read_response_request(body)

    def unary(self, context: ResponseContext, completion: Completion) -> bytes:
        incomplete = incomplete_details(completion.finish)
        response, usage = ResponseObject(context), usage_json(completion.usage)
        if incomplete is None:
            completed_at = int(self._now())
            output = _output(context, completion.parts, "completed")
            return response.render("completed", output, usage=usage, completed_at=completed_at)
        output = _output(context, completion.parts, "incomplete")
        return response.render("incomplete", output, usage=usage, incomplete=incomplete)

    def stream(self, context: ResponseContext) -> ResponseEvents:
        return ResponseEvents(context, self._now)

    def error(self, error: PortalError, request_id: str) -> bytes:
        return response_error_body(error, request_id)

    def error_status(self, error: PortalError) -> int:
        return error.status

    def limit_headers(self, windows: Sequence[Window], now: float) -> list[tuple[str, str]]:
        return openai_limit_headers(windows, now)


def _output(context: ResponseContext, parts: Sequence[str | ToolCall], last: Status) -> list[bytes]:
    """Return the items of an answer; only the last can be incomplete."""
    items: list[bytes] = []
    filled = [part for part in parts if part]
    for index, part in enumerate(filled):
        status = last if index == len(filled) - 1 else "completed"
        if isinstance(part, ToolCall):
            item = CallItem(call_item_id(context, index), part.id, part.name, context.request.echo)
            items.append(item.render(status, encode_text(part.arguments)))
        else:
            items.append(message_item(message_id(context, index), status, text_part(encode_text(part))))
    return items
