"""What is tried with any chat model of LangChain."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from capabilities import CALL, capability
from langchain_core.messages import AIMessage, HumanMessage, ToolMessage
from langchain_core.tools import tool
from pydantic import BaseModel


class Person(BaseModel):
    """A person."""

    name: str
    age: int


@tool
def add(a: int, b: int) -> int:
    """Add two numbers."""
    return a + b


METHODS = {"json_mode": "JSON object", "json_schema": "JSON schema"}


def register(
    client: str,
    package: str,
    route: str,
    model: Any,
    methods: Sequence[str] = ("json_mode", "json_schema"),
) -> None:
    """Register everything that ``model`` is tried with; ``methods`` are those of structured output."""
    works = partial(capability, client, package, route)
    with_tools = model.bind_tools([add])

    @works("text")
    def text() -> bool:
        return bool(model.invoke("Hi").text)

    @works("streaming")
    def streaming() -> bool:
        return len([chunk for chunk in model.stream("Hi") if chunk.text]) > 3

    @works("tools")
    def tools() -> bool:
        (call,) = with_tools.invoke(CALL).tool_calls
        return call["name"] == "add" and call["args"] == {"a": 2, "b": 3}

    @works("streamed tools")
    def streamed_tools() -> bool:
        whole: Any = None
        for chunk in with_tools.stream(CALL):
            whole = chunk if whole is None else whole + chunk
        (call,) = whole.tool_calls
        return call["name"] == "add" and call["args"] == {"a": 2, "b": 3}

    @works("tool loop")
    def tool_loop() -> bool:
        messages: list[HumanMessage | AIMessage | ToolMessage] = [HumanMessage(CALL)]
        answer = with_tools.invoke(messages)
        messages += [answer, *(add.invoke(call) for call in answer.tool_calls)]
        return "5" in with_tools.invoke(messages).text

    def structured(method: str) -> bool:
        if method == "json_mode":
            # Its parser wants the fields of a schema, which a mode without one does not promise.
            bound = model.bind(response_format={"type": "json_object"})
            return bool(bound.invoke("Answer as JSON.").text.startswith("{"))
        options = {"strict": True} if "openai" in package else {}
        answer = model.with_structured_output(Person, method=method, **options).invoke("Who?")
        return isinstance(answer, Person)

    for method in methods:
        works(METHODS[method])(partial(structured, method))
