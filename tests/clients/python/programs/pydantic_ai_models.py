"""pydantic-ai with OpenAI's and Anthropic's models."""

from __future__ import annotations

from functools import partial
from typing import Any

from capabilities import CALL, KEY, MODEL, URL, capability, run
from pydantic import BaseModel
from pydantic_ai import Agent, NativeOutput
from pydantic_ai.models.anthropic import AnthropicModel
from pydantic_ai.models.openai import OpenAIChatModel, OpenAIResponsesModel
from pydantic_ai.providers.anthropic import AnthropicProvider
from pydantic_ai.providers.openai import OpenAIProvider

OPENAI = OpenAIProvider(base_url=f"{URL}/v1", api_key=KEY)
MODELS = {
    "/v1/chat/completions": lambda: OpenAIChatModel(MODEL, provider=OPENAI),
    "/v1/responses": lambda: OpenAIResponsesModel(MODEL, provider=OPENAI),
    "/v1/messages": lambda: AnthropicModel(MODEL, provider=AnthropicProvider(base_url=URL, api_key=KEY)),
}


class Person(BaseModel):
    """A person."""

    name: str
    age: int


def agent_with_tool(model: Any) -> tuple[Agent, list[int]]:
    sums: list[int] = []
    agent = Agent(model)

    @agent.tool_plain
    def add(a: int, b: int) -> int:
        """Add two numbers."""
        sums.append(a + b)
        return a + b

    return agent, sums


def register(route: str, model: Any) -> None:
    works = partial(capability, "pydantic-ai", "pydantic-ai-slim", route)

    @works("text")
    async def text() -> bool:
        return bool((await Agent(model()).run("Hi")).output)

    @works("streaming")
    async def streaming() -> bool:
        async with Agent(model()).run_stream("Hi") as result:
            return len([text async for text in result.stream_text(delta=True, debounce_by=None)]) > 3

    @works("tools")
    async def tools() -> bool:
        result = await Agent(model(), output_type=Person).run("Who?")
        return isinstance(result.output, Person)

    @works("tool loop")
    async def tool_loop() -> bool:
        agent, sums = agent_with_tool(model())
        result = await agent.run(CALL)
        return sums == [5] and "5" in result.output

    @works("streamed tools")
    async def streamed_tools() -> bool:
        agent, sums = agent_with_tool(model())
        async with agent.run_stream(CALL) as result:
            return "5" in await result.get_output() and sums == [5]

    if route == "/v1/messages":
        # Native output of Anthropic's models is offered for names that pydantic-ai knows.
        return

    @works("JSON schema")
    async def json_schema() -> bool:
        result = await Agent(model(), output_type=NativeOutput(Person)).run("Who?")
        return isinstance(result.output, Person)


for each_route, each_model in MODELS.items():
    register(each_route, each_model)
run()
