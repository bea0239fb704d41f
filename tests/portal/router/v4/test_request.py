from __future__ import annotations

import json
from typing import Any

from portal.inference import (
    InferenceRequest,
    JsonOutput,
    Message,
    Sampling,
    Tool,
    ToolCall,
    ToolChoice,
    ToolResult,
    text_message,
)
from portal.pools import Target
from portal.router import RouterCall
from portal.router.envelope import request_url
from portal.router.wires import request_body, wire_of

SCHEMA = {"type": "object", "properties": {"x": {"type": "integer"}}}


def body_of(request: InferenceRequest, **call: Any) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(request_body(RouterCall("unused", conversation=request, **call)))
    return body


def test_conversation_is_sent_with_its_structure() -> None:
    messages = (
        text_message("system", "be brief"),
        text_message("user", "Add 1", "ann"),
        Message("assistant", ("Adding.", ToolCall("a", "add", '{"x":1}'), ToolCall("b", "add", "{"))),
        Message("tool", (ToolResult("a", "2"), ToolResult("b", "broken", is_error=True))),
        Message("assistant", (ToolCall("c", "add", "{}"),)),
        Message("tool", (ToolResult("c", ""),)),
    )
    assert body_of(InferenceRequest(None, messages=messages))["messages"] == [
        {"role": "system", "content": "be brief"},
        {"role": "user", "content": "Add 1", "name": "ann"},
        {
            "role": "assistant",
            "content": "Adding.",
            "tool_calls": [
                {"id": "a", "type": "function", "function": {"name": "add", "arguments": '{"x":1}'}},
                {"id": "b", "type": "function", "function": {"name": "add", "arguments": "{"}},
            ],
        },
        {"role": "tool", "tool_call_id": "a", "content": "2"},
        {"role": "tool", "tool_call_id": "b", "content": "broken"},
        {
            "role": "assistant",
            "content": None,
            "tool_calls": [{"id": "c", "type": "function", "function": {"name": "add", "arguments": "{}"}}],
        },
        {"role": "tool", "tool_call_id": "c", "content": ""},
    ]


def test_tools_and_choice_are_those_of_the_request() -> None:
    request = InferenceRequest(
        None,
        messages=(text_message("user", "x"),),
        tools=(Tool("add", "Adds.", SCHEMA, strict=True), Tool("now")),
        tool_choice=ToolChoice("named", "add"),
        parallel_tool_calls=False,
    )
    body = body_of(request)
    assert body["tools"] == [
        {
            "type": "function",
            "function": {"name": "add", "description": "Adds.", "parameters": SCHEMA, "strict": True},
        },
        {"type": "function", "function": {"name": "now"}},
    ]
    assert body["tool_choice"] == {"type": "function", "function": {"name": "add"}}
    assert body["parallel_tool_calls"] is False


def test_text_request_has_neither_tools_nor_format() -> None:
    body = body_of(InferenceRequest(None, messages=(text_message("user", "x"),)))
    assert set(body) == {"messages", "stream", "timeout", "client_reference"}


def test_output_formats() -> None:
    def output(**fields: Any) -> Any:
        return body_of(InferenceRequest(None, output=JsonOutput(**fields)))["response_format"]

    assert output() == {"type": "json_object"}
    assert output(schema=SCHEMA, name="n", strict=True) == {
        "type": "json_schema",
        "json_schema": {"name": "n", "schema": SCHEMA, "strict": True},
    }
    assert output(schema=SCHEMA)["json_schema"]["name"]


def test_envelope_is_that_of_v3() -> None:
    call = RouterCall(
        conversation=InferenceRequest(None),
        sampling=Sampling(max_tokens=5, temperature=0.5, stop=("END",)),
        stream=True,
        client_reference="req_1",
        timeout_seconds=7.9,
    )
    body = json.loads(request_body(call))
    assert body == {
        "messages": [],
        "stream": True,
        "timeout": 7,
        "client_reference": "req_1",
        "max_tokens": 5,
        "temperature": 0.5,
    }
    assert wire_of(call) == "v4"
    assert request_url(Target("http://r:1/", 7), "v4") == "http://r:1/api/v4/completions/7"
    assert request_url(Target("http://r:1"), "v4") == "http://r:1/api/v4/completions"
