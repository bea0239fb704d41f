"""Tools of a request, and which of them the model may or must call (docs/protocols/anthropic.md, "Tools").

A tool with ``defer_loading`` is offered like the others: no search that would find it runs here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal, NamedTuple, Required

from pydantic import Field
from typing_extensions import TypedDict

from functions.gateway.dialects.fields.request_fields import OrUnset
from functions.gateway.dialects.fields.tool_fields import (
    SchemaObject,
    check_offered,
    check_parameters,
    check_unique_names,
    only_type,
)
from portal.errors import InvalidRequest
from portal.inference import AUTO, Tool, ToolChoice

MAX_CLIENT_TOOLS = 512
"""Tools of a request. Anthropic's API has no such bound; agents with many servers of tools send hundreds."""

ToolName = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,128}$")]


class ClientTool(TypedDict, total=False):
    """A tool that the client runs. Keys that are left out, such as ``cache_control``, are tolerated."""

    type: Annotated[str | None, only_type(None, "custom")]
    name: Required[ToolName]
    description: str | None
    input_schema: Required[SchemaObject]
    strict: bool | None


ClientTools = Annotated[
    Annotated[list[ClientTool], Field(max_length=MAX_CLIENT_TOOLS, fail_fast=True)] | None, OrUnset
]


class _Choice(TypedDict, total=False):
    type: Required[Literal["auto", "any", "tool", "none"]]
    name: ToolName | None
    disable_parallel_tool_use: bool | None


ChoiceOfTool = Annotated[_Choice | None, OrUnset]


class ToolFields(NamedTuple):
    tools: tuple[Tool, ...]
    choice: ToolChoice
    parallel: bool


def client_tools(sent: Sequence[ClientTool] | None, choice: _Choice | None) -> ToolFields:
    """Raises InvalidRequest that names the field."""
    if not sent:
        if choice is not None and choice["type"] in ("any", "tool"):
            raise InvalidRequest("'tool_choice' needs 'tools'.", param="tool_choice")
        return ToolFields((), AUTO, parallel=True)
    tools = tuple([_tool(tool, i) for i, tool in enumerate(sent)])
    check_unique_names(tools, lambda i: f"tools.{i}.name")
    if choice is None:
        return ToolFields(tools, AUTO, parallel=True)
    return ToolFields(tools, _chosen(tools, choice), parallel=not choice.get("disable_parallel_tool_use"))


def _tool(sent: ClientTool, position: int) -> Tool:
    name, schema = sent["name"], sent["input_schema"]
    check_parameters(schema, name, f"tools.{position}.input_schema")
    return Tool(name, sent.get("description") or None, schema, bool(sent.get("strict")))


def _chosen(tools: tuple[Tool, ...], choice: _Choice) -> ToolChoice:
    match choice["type"]:
        case "auto":
            return AUTO
        case "none":
            return ToolChoice("none")
        case "any":
            return ToolChoice("required")
    name = choice.get("name")
    if name is None:
        raise InvalidRequest("'tool_choice.name' is required.", param="tool_choice.name")
    check_offered(name, tools, "tool_choice.name")
    return ToolChoice("named", name)
