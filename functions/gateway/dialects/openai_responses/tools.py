"""``tools`` of a request (docs/protocols/openai-responses.md, "Tools").

Functions are offered to the model, those of a namespace under a flat name (``names``). Tools of any other
type run at their vendor: no model is offered them, and the response does not list them.

``strict`` is what the client says, not true by default as at OpenAI, which falls back where a schema does not
allow it: an answer is checked only against a schema that was meant for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal, NamedTuple, Required, TypeGuard

from pydantic import Discriminator, Field, Tag
from typing_extensions import TypedDict

from functions.gateway.dialects.fields.request_fields import OrUnset
from functions.gateway.dialects.fields.tool_fields import SchemaObject, check_parameters
from functions.gateway.dialects.openai_responses.names import FullName, OfferedNames
from portal.errors import InvalidRequest
from portal.inference import Tool

MAX_FUNCTIONS = 512
"""Functions of a request, those of namespaces included, and tools of other types. OpenAI states no bound for
this API; agents with many servers of tools send hundreds."""

LongFunctionName = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,128}$")]
NamespaceName = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")]


class FlatFunctionTool(TypedDict, total=False):
    type: Required[Literal["function"]]
    name: Required[LongFunctionName]
    description: str | None
    parameters: SchemaObject | None
    strict: bool | None


class OtherTool(TypedDict):
    """A header names the type."""

    type: Annotated[str, Field(pattern=r"^[A-Za-z0-9_.-]{1,64}$")]


_FUNCTION, _NAMESPACE, _OTHER = "(function)", "(namespace)", "(other tool)"
_TAGS = {"function": _FUNCTION, "namespace": _NAMESPACE}
"""Type of a tool → its tag, in brackets so that it can be left out of a field's path."""


def _tool_kind(tool: Any) -> str:
    kind = tool.get("type") if isinstance(tool, dict) else None
    return _TAGS.get(kind, _OTHER) if isinstance(kind, str) else _OTHER


def _inner_kind(tool: Any) -> str:
    kind = _tool_kind(tool)
    return _OTHER if kind == _NAMESPACE else kind


_Length = Field(max_length=MAX_FUNCTIONS, fail_fast=True)

_InnerTool = Annotated[
    Annotated[FlatFunctionTool, Tag(_FUNCTION)] | Annotated[OtherTool, Tag(_OTHER)],
    Discriminator(_inner_kind),
]


class NamespaceTool(TypedDict, total=False):
    type: Required[Literal["namespace"]]
    name: Required[NamespaceName]
    description: str | None
    tools: Required[Annotated[list[_InnerTool], _Length]]


_SentTool = Annotated[
    Annotated[FlatFunctionTool, Tag(_FUNCTION)]
    | Annotated[NamespaceTool, Tag(_NAMESPACE)]
    | Annotated[OtherTool, Tag(_OTHER)],
    Discriminator(_tool_kind),
]

SentTools = Annotated[Annotated[list[_SentTool], _Length] | None, OrUnset]


_AnyTool = FlatFunctionTool | NamespaceTool | OtherTool


def _is_function(tool: _AnyTool) -> TypeGuard[FlatFunctionTool]:
    return tool["type"] == "function"


def _is_namespace(tool: _AnyTool) -> TypeGuard[NamespaceTool]:
    return tool["type"] == "namespace"


class ReadTools(NamedTuple):
    """``shown`` is what the response lists of them, ``ignored`` the types that no model is offered."""

    tools: tuple[Tool, ...]
    names: OfferedNames
    ignored: tuple[str, ...]
    shown: list[dict[str, Any]]


def read_tools(sent: Sequence[_AnyTool]) -> ReadTools:
    """Raises InvalidRequest that names the tool."""
    reader = _ToolReader()
    # Functions with names of their own first, so that the flat name of no other takes one.
    for i, tool in enumerate(sent):
        if _is_function(tool):
            reader.name(None, tool, f"tools[{i}]")
    for i, tool in enumerate(sent):
        if _is_namespace(tool):
            for j, inner in enumerate(tool["tools"]):
                if _is_function(inner):
                    reader.name(tool["name"], inner, f"tools[{i}].tools[{j}]")
    shown = [each for i, tool in enumerate(sent) if (each := reader.read(tool, f"tools[{i}]")) is not None]
    if len(reader.tools) > MAX_FUNCTIONS:
        raise InvalidRequest(f"'tools' takes at most {MAX_FUNCTIONS} functions.", param="tools")
    return ReadTools(tuple(reader.tools), reader.names, tuple(dict.fromkeys(reader.ignored)), shown)


class _ToolReader:
    def __init__(self) -> None:
        self.tools: list[Tool] = []
        self.names = OfferedNames()
        self.ignored: list[str] = []

    def name(self, namespace: str | None, tool: FlatFunctionTool, param: str) -> None:
        if self.names.add(FullName(namespace, tool["name"])) is None:
            raise InvalidRequest(
                f"Tool names must be unique: '{tool['name']}' occurs twice.", param=f"{param}.name"
            )

    def read(self, tool: _AnyTool, param: str) -> dict[str, Any] | None:
        """Take the functions of ``tool``, and return what the response shows of it, if anything."""
        if _is_function(tool):
            return self._function(None, tool, param)
        if _is_namespace(tool):
            return self._namespace(tool, param)
        self.ignored.append(tool["type"])
        return None

    def _namespace(self, namespace: NamespaceTool, param: str) -> dict[str, Any] | None:
        shown: list[dict[str, Any]] = []
        about = namespace.get("description") or ""
        for j, tool in enumerate(namespace["tools"]):
            if _is_function(tool):
                inner = self._function(namespace["name"], tool, f"{param}.tools[{j}]", about)
                shown.append(inner)
                about = ""
            else:
                self.ignored.append(tool["type"])
        if not shown:
            return None
        description = namespace.get("description") or ""
        return {"type": "namespace", "name": namespace["name"], "description": description, "tools": shown}

    def _function(
        self, namespace: str | None, tool: FlatFunctionTool, param: str, about_namespace: str = ""
    ) -> dict[str, Any]:
        """A model reads about a namespace once, with the first of its functions."""
        name, parameters = tool["name"], tool.get("parameters")
        description, strict = tool.get("description") or None, bool(tool.get("strict"))
        check_parameters(parameters, name, f"{param}.parameters", strict=strict)
        told = description
        if about_namespace:
            told = f"{namespace}: {about_namespace}" + (f"\n\n{name}: {description}" if description else "")
        offered = self.names.offered(FullName(namespace, name))
        self.tools.append(Tool(offered, told, parameters, strict))
        return {
            "type": "function",
            "name": name,
            "description": description,
            "parameters": parameters,
            "strict": strict,
        }
