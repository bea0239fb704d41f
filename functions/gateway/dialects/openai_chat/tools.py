"""Tools of a chat request, and which of them the model may call (docs/protocols/openai.md, "Tools")."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, NamedTuple, Required

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError
from typing_extensions import TypedDict

from functions.gateway.dialects.fields.request_fields import NOT_OFFERED, OrUnset
from functions.gateway.dialects.fields.tool_fields import (
    FunctionName,
    SchemaObject,
    ToolList,
    check_offered,
    check_parameters,
    check_unique_names,
    only_type,
)
from portal.errors import InvalidRequest
from portal.inference import AUTO, Tool, ToolChoice


class FunctionFields(TypedDict, total=False):
    name: Required[FunctionName]
    description: str | None
    parameters: SchemaObject | None
    strict: bool | None


class FunctionTool(TypedDict):
    type: Annotated[str, only_type("function")]
    function: FunctionFields


ChatTools = Annotated[Annotated[list[FunctionTool], ToolList] | None, OrUnset]


class FunctionReference(TypedDict):
    name: FunctionName


class NamedTool(TypedDict):
    type: Annotated[str, only_type("function")]
    function: FunctionReference


class AllowedTools(TypedDict):
    mode: str
    tools: Annotated[list[NamedTool], ToolList]


def _known_choice(kind: str) -> str:
    if kind not in ("function", "allowed_tools"):
        raise PydanticCustomError(NOT_OFFERED, "{what}", {"what": f"a choice of type '{kind[:40]}'"})
    return kind


class ChoiceObject(TypedDict, total=False):
    type: Required[Annotated[str, AfterValidator(_known_choice)]]
    function: FunctionReference
    allowed_tools: AllowedTools


class OfferedTools(NamedTuple):
    tools: tuple[Tool, ...]
    choice: ToolChoice


def offered_tools(
    sent: Sequence[FunctionTool] | None, choice: str | ChoiceObject | None, *, parallel: bool | None
) -> OfferedTools:
    """Return the tools that the model is offered. Raises InvalidRequest that names the field."""
    if not sent:
        if parallel is not None:
            raise _only_with_tools("parallel_tool_calls")
        if choice not in (None, "auto", "none"):
            raise _only_with_tools("tool_choice")
        return OfferedTools((), AUTO)
    tools = tuple([_tool(tool["function"], i) for i, tool in enumerate(sent)])
    check_unique_names(tools, lambda i: f"tools[{i}].function.name")
    return _chosen(tools, choice)


def _tool(function: FunctionFields, position: int) -> Tool:
    name, parameters = function["name"], function.get("parameters")
    strict = bool(function.get("strict"))
    check_parameters(parameters, name, f"tools[{position}].function.parameters", strict=strict)
    return Tool(name, function.get("description") or None, parameters, strict)


def _chosen(tools: tuple[Tool, ...], choice: str | ChoiceObject | None) -> OfferedTools:
    match choice:
        case None | "auto":
            return OfferedTools(tools, AUTO)
        case "none" | "required":
            return OfferedTools(tools, ToolChoice(choice))
        case str():
            raise InvalidRequest(
                "'tool_choice' must be 'none', 'auto', 'required' or an object.", param="tool_choice"
            )
    if choice["type"] == "allowed_tools":
        return _allowed(tools, choice.get("allowed_tools"))
    function = choice.get("function")
    if function is None:
        raise _required("tool_choice.function")
    check_offered(function["name"], tools, "tool_choice.function.name")
    return OfferedTools(tools, ToolChoice("named", function["name"]))


def _allowed(tools: tuple[Tool, ...], allowed: AllowedTools | None) -> OfferedTools:
    """Return the subset of ``tools`` that may be called: no other is offered to the model."""
    if allowed is None:
        raise _required("tool_choice.allowed_tools")
    mode, param = allowed["mode"], "tool_choice.allowed_tools"
    if mode not in ("auto", "required"):
        raise InvalidRequest(f"'{param}.mode' must be 'auto' or 'required'.", param=f"{param}.mode")
    if not allowed["tools"]:
        raise InvalidRequest(f"'{param}.tools' must not be empty.", param=f"{param}.tools")
    names = [tool["function"]["name"] for tool in allowed["tools"]]
    for i, name in enumerate(names):
        check_offered(name, tools, f"{param}.tools[{i}].function.name")
    subset = tuple([tool for tool in tools if tool.name in names])
    return OfferedTools(subset, AUTO if mode == "auto" else ToolChoice("required"))


def _only_with_tools(param: str) -> InvalidRequest:
    """Worded as OpenAI's API does."""
    return InvalidRequest(
        f"Invalid value for '{param}': '{param}' is only allowed when 'tools' are specified.", param=param
    )


def _required(param: str) -> InvalidRequest:
    return InvalidRequest(f"'{param}' is required.", param=param)
