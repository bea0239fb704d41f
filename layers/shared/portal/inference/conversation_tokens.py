"""Estimating the tokens of conversations and answers with tools, where no router has counted them.

What a model reads of a conversation besides its texts depends on its template. Counted are four tokens for
each message (its role and its ends), and of each tool and output schema the names and descriptions in it with
three tokens for each property, as the templates of gpt-oss write schemas: as types, not as JSON.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from portal.inference import InferenceRequest, JsonSchema, Part, ToolCall, ToolResult
from portal.inference.tokens import estimate_tokens

_MESSAGE, _CALL, _TOOL, _PROPERTY, _ANY_TOOLS = 4, 6, 9, 3, 20


def estimate_conversation(request: InferenceRequest) -> int:
    """Return the tokens of the messages, tools and output schema of ``request``."""
    tokens = _MESSAGE * (len(request.messages) + 1)
    tokens += _CALL * sum([len(message.calls) for message in request.messages if message.role == "assistant"])
    if request.tools:
        tokens += _ANY_TOOLS + _TOOL * len(request.tools)
        tokens += _PROPERTY * sum([_properties(tool.parameters) for tool in request.tools])
    if request.output is not None:
        tokens += _PROPERTY * _properties(request.output.schema)
    return tokens + estimate_tokens("\n".join(conversation_texts(request)))


def conversation_texts(request: InferenceRequest) -> Iterator[str]:
    """Yield the text that a model gets to read, whatever its template is."""
    for message in request.messages:
        if message.name:
            yield message.name
        for part in message.parts:
            yield from _part_texts(part)
    for tool in request.tools:
        yield tool.name
        if tool.description:
            yield tool.description
        yield from _schema_texts(tool.parameters)
    if request.output is not None:
        yield from _schema_texts(request.output.schema)


def estimate_answer(parts: Sequence[str | ToolCall]) -> int:
    """Return the tokens of an answer: its text, and the names and arguments of its calls."""
    if len(parts) == 1 and isinstance(parts[0], str):
        return estimate_tokens(parts[0])
    calls = sum([isinstance(part, ToolCall) for part in parts])
    return _CALL * calls + sum([estimate_tokens(text) for part in parts for text in _part_texts(part)])


def _part_texts(part: Part) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, ToolCall):
        yield part.name
        yield part.arguments
    elif isinstance(part, ToolResult):
        yield part.text


def _schema_texts(schema: JsonSchema | None) -> Iterator[str]:
    """Yield the names, descriptions, types and values of a schema."""
    for node in _nodes(schema):
        for name in ("description", "title", "type", "format", "pattern"):
            text = node.get(name)
            if isinstance(text, str):
                yield text
        values = node.get("enum")
        if isinstance(values, list):
            yield from [str(value) for value in values]
        properties = node.get("properties")
        if isinstance(properties, dict):
            yield from properties


def _properties(schema: JsonSchema | None) -> int:
    return sum([len(each) for node in _nodes(schema) if isinstance(each := node.get("properties"), dict)])


def _nodes(schema: JsonSchema | None) -> Iterator[Mapping[str, Any]]:
    """Yield the schema and those within it."""
    waiting: list[Any] = [schema]
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            yield node
            for name, value in node.items():
                if name in ("properties", "$defs", "definitions"):
                    waiting += value.values() if isinstance(value, dict) else ()
                elif isinstance(value, dict | list) and name not in ("enum", "const", "default", "examples"):
                    waiting.append(value)
