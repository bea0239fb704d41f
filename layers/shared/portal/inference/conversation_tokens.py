"""Estimating the tokens of conversations and answers with tools, where no router has counted them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import orjson

from portal.inference import InferenceRequest, Part, ToolCall, ToolResult
from portal.inference.tokens import estimate_tokens


def estimate_conversation(request: InferenceRequest) -> int:
    """Return the tokens of the messages, tools and output schema of ``request``."""
    return estimate_tokens("\n".join(conversation_texts(request)))


def conversation_texts(request: InferenceRequest) -> Iterator[str]:
    """Yield all text that a model gets to read."""
    for message in request.messages:
        if message.name:
            yield message.name
        for part in message.parts:
            yield from _part_texts(part)
    for tool in request.tools:
        yield tool.name
        if tool.description:
            yield tool.description
        if tool.parameters is not None:
            yield orjson.dumps(tool.parameters).decode()
    if request.output is not None and request.output.schema is not None:
        yield orjson.dumps(request.output.schema).decode()


def estimate_answer(parts: Sequence[str | ToolCall]) -> int:
    """Return the tokens of an answer: its text, and the names and arguments of its calls."""
    if len(parts) == 1 and isinstance(parts[0], str):
        return estimate_tokens(parts[0])
    return sum([estimate_tokens(text) for part in parts for text in _part_texts(part)])


def _part_texts(part: Part) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, ToolCall):
        yield part.name
        yield part.arguments
    elif isinstance(part, ToolResult):
        yield part.text
