"""OpenAI's SDK without its helpers, so that its oldest release can run it."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

from capabilities import CALL, KEY, MODEL, PERSON, SCHEMA, URL, capability, run
from openai import OpenAI

works = partial(capability, "OpenAI SDK, oldest", "openai", "/v1/chat/completions")
client = OpenAI(base_url=f"{URL}/v1", api_key=KEY)
create = partial(client.chat.completions.create, model=MODEL)
TOOLS: Any = [{"type": "function", "function": {"name": "add", "parameters": SCHEMA}}]


def user(text: str) -> Any:
    return [{"role": "user", "content": text}]


@works("text")
def text() -> bool:
    return bool(create(messages=user("Hi")).choices[0].message.content)


@works("streaming")
def streaming() -> bool:
    return len([chunk for chunk in create(messages=user("Hi"), stream=True) if chunk.choices]) > 3


@works("tools")
def tools() -> bool:
    choice = create(messages=user(CALL), tools=TOOLS).choices[0]
    (call,) = choice.message.tool_calls
    return choice.finish_reason == "tool_calls" and json.loads(call.function.arguments) == {"a": 2, "b": 3}


@works("streamed tools")
def streamed_tools() -> bool:
    name, arguments = "", ""
    for chunk in create(messages=user(CALL), tools=TOOLS, stream=True):
        for call in chunk.choices[0].delta.tool_calls or ():
            name += call.function.name or ""
            arguments += call.function.arguments or ""
    return name == "add" and json.loads(arguments) == {"a": 2, "b": 3}


@works("tool loop")
def tool_loop() -> bool:
    messages = user(CALL)
    answer = create(messages=messages, tools=TOOLS).choices[0].message
    messages.append(answer.model_dump(exclude_none=True))
    messages.append({"role": "tool", "tool_call_id": answer.tool_calls[0].id, "content": "5"})
    return "5" in create(messages=messages, tools=TOOLS).choices[0].message.content


@works("JSON object")
def json_object() -> bool:
    answer = create(messages=user("Answer as JSON."), response_format={"type": "json_object"})
    return isinstance(json.loads(answer.choices[0].message.content), dict)


@works("JSON schema")
def json_schema() -> bool:
    schema = {"name": "person", "schema": PERSON, "strict": True}
    answer = create(messages=user("Who?"), response_format={"type": "json_schema", "json_schema": schema})
    return set(json.loads(answer.choices[0].message.content)) == {"name", "age"}


run()
