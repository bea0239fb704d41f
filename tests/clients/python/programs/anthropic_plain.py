"""Anthropic's SDK without the helpers of later releases, so that its oldest release can run it."""

from __future__ import annotations

from functools import partial
from typing import Any

from anthropic import Anthropic
from capabilities import CALL, KEY, MODEL, SCHEMA, URL, capability, run

works = partial(capability, "Anthropic SDK, oldest", "anthropic", "/v1/messages")
client = Anthropic(base_url=URL, api_key=KEY)
create = partial(client.messages.create, model=MODEL, max_tokens=500)
TOOLS: Any = [{"name": "add", "input_schema": SCHEMA}]


def user(text: str) -> Any:
    return [{"role": "user", "content": text}]


@works("text")
def text() -> bool:
    return bool(create(messages=user("Hi")).content[0].text)


@works("streaming")
def streaming() -> bool:
    with client.messages.stream(model=MODEL, max_tokens=500, messages=user("Hi")) as stream:
        return len(list(stream.text_stream)) > 3


@works("tools")
def tools() -> bool:
    answer = create(messages=user(CALL), tools=TOOLS)
    (block,) = answer.content
    return answer.stop_reason == "tool_use" and block.input == {"a": 2, "b": 3}


@works("streamed tools")
def streamed_tools() -> bool:
    with client.messages.stream(model=MODEL, max_tokens=500, messages=user(CALL), tools=TOOLS) as stream:
        kinds = [event.type for event in stream]
        (block,) = stream.get_final_message().content
    return "input_json" in kinds and block.input == {"a": 2, "b": 3}


@works("tool loop")
def tool_loop() -> bool:
    messages = user(CALL)
    answer = create(messages=messages, tools=TOOLS)
    result = {"type": "tool_result", "tool_use_id": answer.content[0].id, "content": "5"}
    messages += [{"role": "assistant", "content": answer.content}, {"role": "user", "content": [result]}]
    return "5" in create(messages=messages, tools=TOOLS).content[0].text


run()
