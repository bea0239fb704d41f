"""OpenAI's SDK with its helpers, on both of its routes."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

from capabilities import CALL, KEY, MODEL, SCHEMA, URL, capability, run
from openai import OpenAI
from pydantic import BaseModel

chat = partial(capability, "OpenAI SDK", "openai", "/v1/chat/completions")
responses = partial(capability, "OpenAI SDK", "openai", "/v1/responses")
client = OpenAI(base_url=f"{URL}/v1", api_key=KEY)
FUNCTION = {"name": "add", "parameters": SCHEMA, "strict": True}
CHAT_TOOLS: Any = [{"type": "function", "function": FUNCTION}]
TOOLS: Any = [{"type": "function", **FUNCTION}]
ARGUMENTS = {"a": 2, "b": 3}


class Person(BaseModel):
    name: str
    age: int


def user(text: str) -> Any:
    return [{"role": "user", "content": text}]


@chat("text")
def chat_text() -> bool:
    return bool(client.chat.completions.create(model=MODEL, messages=user("Hi")).choices[0].message.content)


@chat("streaming")
def chat_streaming() -> bool:
    with client.chat.completions.stream(model=MODEL, messages=user("Hi")) as stream:
        deltas = [event for event in stream if event.type == "content.delta"]
        return len(deltas) > 3 and bool(stream.get_final_completion().choices[0].message.content)


@chat("tools")
def chat_tools() -> bool:
    answer = client.chat.completions.parse(model=MODEL, messages=user(CALL), tools=CHAT_TOOLS)
    (call,) = answer.choices[0].message.tool_calls
    return call.function.parsed_arguments == ARGUMENTS


@chat("streamed tools")
def chat_streamed_tools() -> bool:
    with client.chat.completions.stream(model=MODEL, messages=user(CALL), tools=CHAT_TOOLS) as stream:
        events = [event.type for event in stream]
        (call,) = stream.get_final_completion().choices[0].message.tool_calls
    return "tool_calls.function.arguments.done" in events and call.function.parsed_arguments == ARGUMENTS


@chat("tool loop")
def chat_tool_loop() -> bool:
    messages = user(CALL)
    answer = (
        client.chat.completions.create(model=MODEL, messages=messages, tools=CHAT_TOOLS).choices[0].message
    )
    messages += [answer, {"role": "tool", "tool_call_id": answer.tool_calls[0].id, "content": "5"}]
    last = client.chat.completions.create(model=MODEL, messages=messages, tools=CHAT_TOOLS)
    return "5" in last.choices[0].message.content


@chat("JSON object")
def chat_json_object() -> bool:
    answer = client.chat.completions.create(
        model=MODEL, messages=user("Answer as JSON."), response_format={"type": "json_object"}
    )
    return isinstance(json.loads(answer.choices[0].message.content), dict)


@chat("JSON schema")
def chat_json_schema() -> bool:
    answer = client.chat.completions.parse(model=MODEL, messages=user("Who?"), response_format=Person)
    return isinstance(answer.choices[0].message.parsed, Person)


@responses("text")
def text() -> bool:
    return bool(client.responses.create(model=MODEL, input="Hi").output_text)


@responses("streaming")
def streaming() -> bool:
    with client.responses.stream(model=MODEL, input="Hi") as stream:
        deltas = [event for event in stream if event.type == "response.output_text.delta"]
        return len(deltas) > 3 and stream.get_final_response().status == "completed"


@responses("tools")
def tools() -> bool:
    (call,) = client.responses.create(model=MODEL, input=CALL, tools=TOOLS).output
    return call.type == "function_call" and json.loads(call.arguments) == ARGUMENTS


@responses("streamed tools")
def streamed_tools() -> bool:
    with client.responses.stream(model=MODEL, input=CALL, tools=TOOLS) as stream:
        events = [event.type for event in stream]
        (call,) = stream.get_final_response().output
    return "response.function_call_arguments.done" in events and json.loads(call.arguments) == ARGUMENTS


@responses("tool loop")
def tool_loop() -> bool:
    items = user(CALL)
    items += client.responses.create(model=MODEL, input=items, tools=TOOLS, store=False).output
    items.append({"type": "function_call_output", "call_id": items[-1].call_id, "output": "5"})
    return "5" in client.responses.create(model=MODEL, input=items, tools=TOOLS, store=False).output_text


@responses("JSON object")
def json_object() -> bool:
    answer = client.responses.create(
        model=MODEL, input="Answer as JSON.", text={"format": {"type": "json_object"}}
    )
    return isinstance(json.loads(answer.output_text), dict)


@responses("JSON schema")
def json_schema() -> bool:
    answer = client.responses.parse(model=MODEL, input="Who?", text_format=Person)
    return isinstance(answer.output_parsed, Person)


run()
