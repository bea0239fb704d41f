"""Anthropic's SDK with its helpers."""

from __future__ import annotations

from functools import partial
from typing import Any

from anthropic import Anthropic, beta_tool
from capabilities import CALL, KEY, MODEL, SCHEMA, URL, capability, run
from pydantic import BaseModel

works = partial(capability, "Anthropic SDK", "anthropic", "/v1/messages")
client = Anthropic(base_url=URL, api_key=KEY)
create = partial(client.messages.create, model=MODEL, max_tokens=500)
TOOLS: Any = [{"name": "add", "input_schema": SCHEMA}]


class Person(BaseModel):
    name: str
    age: int


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
    answer = create(messages=user(CALL), tools=TOOLS, tool_choice={"type": "any"})
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
    sums: list[int] = []

    @beta_tool
    def add(a: int, b: int) -> str:
        """Add two numbers."""
        sums.append(a + b)
        return str(a + b)

    runner = client.beta.messages.tool_runner(model=MODEL, max_tokens=500, tools=[add], messages=user(CALL))
    last = runner.until_done()
    return sums == [5] and "5" in last.content[0].text


@works("JSON schema")
def json_schema() -> bool:
    answer = client.messages.parse(model=MODEL, max_tokens=500, messages=user("Who?"), output_format=Person)
    return isinstance(answer.parsed_output, Person)


run()
