"""A conversation as a router of wire v4 takes it: with its structure, and without control tokens in it.

The router writes the conversation into the model's template. Everything in it that a customer, their users or
their tools wrote is text, so control tokens of the model's family are broken up in all of it
(``portal.inference.escaping.control_tokens``). Nothing else is changed: roles are told apart by structure, so
headings need no marks.
"""

from __future__ import annotations

from dataclasses import replace

import orjson

from portal.inference import (
    InferenceRequest,
    JsonOutput,
    JsonSchema,
    Message,
    Part,
    Tool,
    ToolCall,
    ToolResult,
)
from portal.inference.escaping.control_tokens import break_control_tokens
from portal.inference.escaping.pauses import Pauses
from portal.inference.model_families import ModelFamily

_MESSAGE_OVERHEAD = 200
"""Work on a message, in characters of text, besides that on its text."""


async def router_conversation(request: InferenceRequest, family: ModelFamily) -> InferenceRequest:
    """Return ``request`` for a model of ``family``."""
    writer = _Writer(family)
    return replace(
        request,
        messages=tuple([await writer.message(message) for message in request.messages]),
        tools=tuple([await writer.tool(tool) for tool in request.tools]),
        output=None if request.output is None else await writer.output(request.output),
    )


class _Writer:
    def __init__(self, family: ModelFamily) -> None:
        self._family = family
        self._pauses = Pauses()

    async def message(self, message: Message) -> Message:
        parts = tuple([await self._part(part) for part in message.parts])
        await self._pauses.after(_MESSAGE_OVERHEAD)
        name = message.name
        if parts == message.parts and name is None:
            return message
        return Message(message.role, parts, None if name is None else await self._text(name))

    async def tool(self, tool: Tool) -> Tool:
        return replace(
            tool,
            description=None if tool.description is None else await self._text(tool.description),
            parameters=None if tool.parameters is None else await self._schema(tool.parameters),
        )

    async def output(self, output: JsonOutput) -> JsonOutput:
        return replace(
            output,
            schema=None if output.schema is None else await self._schema(output.schema),
            description=None if output.description is None else await self._text(output.description),
        )

    async def _part(self, part: Part) -> Part:
        if isinstance(part, str):
            return await self._text(part)
        if isinstance(part, ToolCall):
            name, arguments = await self._text(part.name), await self._text(part.arguments)
            return ToolCall(await self._text(part.id), name, arguments)
        return ToolResult(await self._text(part.call_id), await self._text(part.text), part.is_error)

    async def _text(self, text: str) -> str:
        return await break_control_tokens(text, self._family, self._pauses)

    async def _schema(self, schema: JsonSchema) -> JsonSchema:
        written = orjson.dumps(schema).decode()
        text = await self._text(written)
        if text == written:
            return schema
        try:
            broken: JsonSchema = orjson.loads(text)
        except orjson.JSONDecodeError:
            # A token that spans the JSON's own signs cannot reach the model as one.
            return schema
        return broken
