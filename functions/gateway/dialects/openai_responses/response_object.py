"""The response object and its items, whole or while they arrive. They are JSON from the start, so that what
several events repeat is encoded once (docs/protocols/openai-responses.md, "Response").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import orjson

from functions.gateway.dialects import ResponseContext
from functions.gateway.dialects.json_text import encode_json, encode_text
from functions.gateway.dialects.openai_responses.echo import full_name, repeated_fields
from portal.inference import Finish, TokenUsage

Status = Literal["in_progress", "completed", "incomplete"]
"""Of an item."""

NULL = b"null"

_INCOMPLETE = {"length": b'{"reason":"max_output_tokens"}', "content_filter": b'{"reason":"content_filter"}'}


def incomplete_details(finish: Finish) -> bytes | None:
    """Return why the answer is not whole, None if it is."""
    return _INCOMPLETE.get(finish.reason)


class ResponseObject:
    """The object of one response: all of its fields but the state are constant."""

    __slots__ = ("_head", "_tail", "id")

    def __init__(self, context: ResponseContext) -> None:
        self.id = "resp_" + _unique(context)
        fields = repeated_fields(context.request.echo)
        constant = encode_json(
            {"id": self.id, "object": "response", "created_at": context.created, "model": context.model}
        )
        self._head = constant[:-1] + b',"status":"'
        self._tail = b"," + encode_json(fields)[1:]

    def render(
        self,
        status: Literal["in_progress", "completed", "incomplete", "failed"],
        output: Sequence[bytes] = (),
        *,
        usage: bytes = NULL,
        completed_at: int | None = None,
        incomplete: bytes = NULL,
        error: bytes = NULL,
    ) -> bytes:
        return b"".join(
            (
                self._head,
                status.encode(),
                b'","completed_at":',
                NULL if completed_at is None else str(completed_at).encode(),
                b',"error":',
                error,
                b',"incomplete_details":',
                incomplete,
                b',"output":[',
                b",".join(output),
                b'],"usage":',
                usage,
                self._tail,
            )
        )


def message_id(context: ResponseContext, output_index: int) -> str:
    return f"msg_{_unique(context)}_{output_index}"


def call_item_id(context: ResponseContext, output_index: int) -> str:
    return f"fc_{_unique(context)}_{output_index}"


def _unique(context: ResponseContext) -> str:
    """Return the ULID of the request id, so that the ids of a response lead to its request."""
    return context.request_id.removeprefix("req_")


def text_part(text: bytes) -> bytes:
    """``text`` is encoded already."""
    return b'{"type":"output_text","text":' + text + b',"annotations":[],"logprobs":[]}'


def message_item(item_id: str, status: Status, content: bytes) -> bytes:
    """``content`` is an encoded part, or empty while there is none."""
    return (
        f'{{"id":"{item_id}","type":"message","status":"{status}","role":"assistant","content":['.encode()
        + content
        + b"]}"
    )


class CallItem:
    """A function call of an answer, as an item. Its name is the customer's, split off its namespace."""

    __slots__ = ("_constant", "id", "name")

    def __init__(self, item_id: str, call_id: str, offered_name: str, echo: Mapping[str, Any]) -> None:
        full = full_name(echo, offered_name)
        namespace = b"" if full.namespace is None else b',"namespace":' + encode_text(full.namespace)
        self.id = item_id
        self.name = encode_text(full.name)
        self._constant = b'"call_id":%b,"name":%b%b' % (encode_text(call_id), self.name, namespace)

    def render(self, status: Status, arguments: bytes) -> bytes:
        """``arguments`` is encoded already."""
        head = f'{{"id":"{self.id}","type":"function_call","status":"{status}",'.encode()
        return head + self._constant + b',"arguments":' + arguments + b"}"


def usage_json(usage: TokenUsage) -> bytes:
    """Nothing is cached or reasoned that a router would tell of."""
    return orjson.dumps(
        {
            "input_tokens": usage.prompt_tokens,
            "input_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 0},
            "output_tokens": usage.completion_tokens,
            "output_tokens_details": {"reasoning_tokens": 0},
            "total_tokens": usage.total_tokens,
        }
    )
