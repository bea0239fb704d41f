"""The body of a call on wire v4. Pure.

The schema of v4 is not published. It is assumed to be v3's envelope with the fields of OpenAI's chat
completions in place of the prompt (docs/protocols/cortensor-router.md, "Wire v4"); what is assumed of the
body stands in this file only, what is assumed of the answer in ``decoder``.
"""

from __future__ import annotations

from typing import Any

import orjson

from portal.inference import InferenceRequest, JsonOutput, Message, Tool, ToolChoice
from portal.router import RouterCall
from portal.router.envelope import envelope_fields

_UNNAMED_SCHEMA = "output"


def request_body(call: RouterCall, conversation: InferenceRequest) -> bytes:
    """Return the JSON body."""
    body: dict[str, Any] = {"messages": router_messages(conversation.messages), **envelope_fields(call)}
    if conversation.tools:
        body["tools"] = [_tool(tool) for tool in conversation.tools]
        body["tool_choice"] = _tool_choice(conversation.tool_choice)
        if not conversation.parallel_tool_calls:
            body["parallel_tool_calls"] = False
    if conversation.output is not None:
        body["response_format"] = _response_format(conversation.output)
    return orjson.dumps(body)


def router_messages(messages: tuple[Message, ...]) -> list[dict[str, Any]]:
    """Return OpenAI's messages: each result is a message of its own."""
    written: list[dict[str, Any]] = []
    for message in messages:
        if message.role == "tool":
            written += [
                {"role": "tool", "tool_call_id": result.call_id, "content": result.text}
                for result in message.results
            ]
        else:
            written.append(_message(message))
    return written


def _message(message: Message) -> dict[str, Any]:
    calls = [
        {"id": call.id, "type": "function", "function": {"name": call.name, "arguments": call.arguments}}
        for call in message.calls
    ]
    text = message.text
    body: dict[str, Any] = {"role": message.role, "content": text or (None if calls else "")}
    if message.name:
        body["name"] = message.name
    if calls:
        body["tool_calls"] = calls
    return body


def _tool(tool: Tool) -> dict[str, Any]:
    function: dict[str, Any] = {"name": tool.name}
    if tool.description is not None:
        function["description"] = tool.description
    if tool.parameters is not None:
        function["parameters"] = tool.parameters
    if tool.strict:
        function["strict"] = True
    return {"type": "function", "function": function}


def _tool_choice(choice: ToolChoice) -> Any:
    if choice.mode == "named":
        return {"type": "function", "function": {"name": choice.name}}
    return choice.mode


def _response_format(output: JsonOutput) -> dict[str, Any]:
    if output.schema is None:
        return {"type": "json_object"}
    schema: dict[str, Any] = {
        "name": output.name or _UNNAMED_SCHEMA,
        "schema": output.schema,
        "strict": output.strict,
    }
    if output.description is not None:
        schema["description"] = output.description
    return {"type": "json_schema", "json_schema": schema}
