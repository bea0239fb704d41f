"""OpenAI's Agents SDK, on both of OpenAI's routes."""

from __future__ import annotations

from functools import partial
from typing import Any

from agents import (
    Agent,
    OpenAIChatCompletionsModel,
    OpenAIResponsesModel,
    Runner,
    function_tool,
    set_tracing_disabled,
)
from capabilities import CALL, KEY, MODEL, URL, capability, run
from openai import AsyncOpenAI
from pydantic import BaseModel

set_tracing_disabled(True)


class Person(BaseModel):
    name: str
    age: int


def register(route: str, model_class: Any) -> None:
    works = partial(capability, "OpenAI Agents SDK", "openai-agents", route)

    def agent(**fields: Any) -> Agent:
        client = AsyncOpenAI(base_url=f"{URL}/v1", api_key=KEY)
        return Agent(name="helper", model=model_class(model=MODEL, openai_client=client), **fields)

    @works("text")
    async def text() -> bool:
        return bool((await Runner.run(agent(instructions="Be brief."), "Hi")).final_output)

    @works("streaming")
    async def streaming() -> bool:
        result = Runner.run_streamed(agent(), "Hi")
        events = [event async for event in result.stream_events() if event.type == "raw_response_event"]
        return len(events) > 3 and bool(result.final_output)

    @works("tool loop")
    async def tool_loop() -> bool:
        sums: list[int] = []

        @function_tool
        def add(a: int, b: int) -> str:
            """Add two numbers."""
            sums.append(a + b)
            return str(a + b)

        result = await Runner.run(agent(tools=[add]), CALL)
        return sums == [5] and "5" in result.final_output

    @works("streamed tools")
    async def streamed_tools() -> bool:
        sums: list[int] = []

        @function_tool
        def add(a: int, b: int) -> str:
            """Add two numbers."""
            sums.append(a + b)
            return str(a + b)

        result = Runner.run_streamed(agent(tools=[add]), CALL)
        kinds = [
            event.item.type async for event in result.stream_events() if event.type == "run_item_stream_event"
        ]
        return "tool_call_output_item" in kinds and sums == [5]

    @works("JSON schema")
    async def json_schema() -> bool:
        return isinstance((await Runner.run(agent(output_type=Person), "Who?")).final_output, Person)


register("/v1/responses", OpenAIResponsesModel)
register("/v1/chat/completions", OpenAIChatCompletionsModel)
run()
