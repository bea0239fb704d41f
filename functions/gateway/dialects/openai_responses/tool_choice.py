"""``tool_choice`` of a request: which of its tools the model may or must call.

A tool that no model is offered is left out of ``allowed_tools``; a choice that leaves the model no other is
refused, since its answer could not be what the customer asked for.
"""

from __future__ import annotations

from typing import Annotated, Any, NamedTuple, Required

from pydantic import Field, Tag
from typing_extensions import TypedDict

from functions.gateway.dialects.fields.request_fields import OBJECT, STRING_OR_OBJECT, TEXT
from functions.gateway.dialects.openai_responses.tools import (
    MAX_FUNCTIONS,
    LongFunctionName,
    NamespaceName,
    ReadTools,
)
from portal.errors import InvalidRequest, UnsupportedFeature
from portal.inference import AUTO, Tool, ToolChoice

_PARAM = "tool_choice"
_Type = Annotated[str, Field(max_length=64)]


class AllowedTool(TypedDict, total=False):
    type: Required[_Type]
    name: LongFunctionName
    namespace: NamespaceName | None


class ToolChoiceObject(TypedDict, total=False):
    type: Required[_Type]
    name: LongFunctionName
    namespace: NamespaceName | None
    mode: str
    tools: Annotated[list[AllowedTool], Field(max_length=MAX_FUNCTIONS, fail_fast=True)]


SentChoice = Annotated[Annotated[str, Tag(TEXT)] | Annotated[ToolChoiceObject, Tag(OBJECT)], STRING_OR_OBJECT]


class OfferedFunctions(NamedTuple):
    tools: tuple[Tool, ...]
    choice: ToolChoice


def offered_tools(read: ReadTools, choice: str | ToolChoiceObject | None) -> OfferedFunctions:
    """Return the tools that the model is offered. Raises InvalidRequest."""
    match choice:
        case None | "auto":
            return OfferedFunctions(read.tools, AUTO)
        case "none":
            return OfferedFunctions(read.tools, ToolChoice("none"))
        case "required":
            return OfferedFunctions(_some(read.tools, read, _PARAM), ToolChoice("required"))
        case str():
            raise InvalidRequest(f"'{_PARAM}' must be 'none', 'auto', 'required' or an object.", param=_PARAM)
    if choice["type"] == "allowed_tools":
        return _allowed(read, choice)
    if choice["type"] != "function":
        raise UnsupportedFeature(
            f"'{_PARAM}' is not supported here: a tool of type '{choice['type'][:40]}' is not offered.",
            param=_PARAM,
        )
    name = _offered_name(read, choice, _PARAM)
    return OfferedFunctions(read.tools, ToolChoice("named", name))


def _allowed(read: ReadTools, choice: ToolChoiceObject) -> OfferedFunctions:
    """Return the subset of the tools that may be called: no other is offered to the model."""
    mode = choice.get("mode", "auto")
    if mode not in ("auto", "required"):
        raise InvalidRequest(f"'{_PARAM}.mode' must be 'auto' or 'required'.", param=f"{_PARAM}.mode")
    names = set()
    for i, tool in enumerate(choice.get("tools", [])):
        if tool["type"] == "function":
            names.add(_offered_name(read, tool, f"{_PARAM}.tools[{i}]"))
    tools = tuple([tool for tool in read.tools if tool.name in names])
    if mode == "auto":
        return OfferedFunctions(tools, AUTO)
    return OfferedFunctions(_some(tools, read, f"{_PARAM}.tools"), ToolChoice("required"))


def _offered_name(read: ReadTools, choice: ToolChoiceObject | AllowedTool, param: str) -> str:
    name = choice.get("name")
    if name is None:
        raise InvalidRequest(f"'{param}.name' is required.", param=f"{param}.name")
    offered = read.names.find(choice.get("namespace"), name)
    if offered is None:
        raise InvalidRequest(f"'{param}.name' names no tool of the request.", param=f"{param}.name")
    return offered


def _some(tools: tuple[Tool, ...], read: ReadTools, param: str) -> tuple[Tool, ...]:
    """Return ``tools``. Raises InvalidRequest if there are none, and a call is required."""
    if tools:
        return tools
    if read.ignored:
        raise UnsupportedFeature(
            f"'{param}' is not supported here: a tool of type '{read.ignored[0]}' is not offered.",
            param=param,
        )
    raise InvalidRequest(
        f"Invalid value for '{param}': a call is only required when 'tools' have a function.", param=param
    )


def shown_choice(choice: str | ToolChoiceObject | None) -> Any:
    return "auto" if choice is None else choice
