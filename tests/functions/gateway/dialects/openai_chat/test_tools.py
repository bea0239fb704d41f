"""Tools of a chat request, which of them may be called, and the format of the answer."""

from __future__ import annotations

from typing import Any

import pytest

from portal.errors import InvalidFunctionParameters, InvalidRequest, UnsupportedFeature
from portal.inference import AUTO, JsonOutput, Tool, ToolChoice
from tests.support.gateway.dialect_cases import OPENAI, read

SCHEMA = {"type": "object", "properties": {"x": {"type": "integer"}}, "required": ["x"]}
STRICT = {**SCHEMA, "additionalProperties": False}


def function(name: str = "f", **fields: Any) -> dict[str, Any]:
    return {"type": "function", "function": {"name": name, **fields}}


def output(**fields: Any) -> dict[str, Any]:
    return {"type": "json_schema", "json_schema": {"name": "answer", **fields}}


def test_tools_are_read_with_schema_and_strictness() -> None:
    request = read(
        OPENAI,
        tools=[
            function("f"),
            function("g-1_G", description="Does g.", parameters=SCHEMA, strict=None),
            function("h", description="", parameters={}, strict=False),
            function("i", parameters=STRICT, strict=True),
        ],
    )
    assert request.tools == (
        Tool("f"),
        Tool("g-1_G", "Does g.", SCHEMA),
        Tool("h", None, {}),
        Tool("i", None, STRICT, strict=True),
    )
    assert request.tool_choice == AUTO
    assert request.parallel_tool_calls
    assert not request.object_arguments
    assert request.features == {"tools"}


@pytest.mark.parametrize(
    ("choice", "read_as"),
    [
        (None, AUTO),
        ("auto", AUTO),
        ("none", ToolChoice("none")),
        ("required", ToolChoice("required")),
        ({"type": "function", "function": {"name": "g"}}, ToolChoice("named", "g")),
    ],
)
def test_choice_says_which_calls_are_allowed(choice: Any, read_as: ToolChoice) -> None:
    request = read(OPENAI, tools=[function("f"), function("g")], tool_choice=choice)
    assert request.tool_choice == read_as
    assert len(request.tools) == 2
    assert request.features == (set() if choice == "none" else {"tools"})


@pytest.mark.parametrize(("mode", "choice"), [("auto", AUTO), ("required", ToolChoice("required"))])
def test_only_allowed_tools_are_offered(mode: str, choice: ToolChoice) -> None:
    allowed = {"mode": mode, "tools": [function("h"), function("f")]}
    request = read(
        OPENAI,
        tools=[function(name) for name in "fgh"],
        tool_choice={"type": "allowed_tools", "allowed_tools": allowed},
    )
    assert [tool.name for tool in request.tools] == ["f", "h"]
    assert request.tool_choice == choice


@pytest.mark.parametrize("parallel", [True, False])
def test_parallel_calls_can_be_forbidden(parallel: bool) -> None:
    assert read(OPENAI, tools=[function()], parallel_tool_calls=parallel).parallel_tool_calls is parallel


NOT_OFFERED: list[tuple[dict[str, Any], str]] = [
    ({"tools": [{"type": "custom", "custom": {"name": "f"}}]}, "tools.0.type"),
    ({"tools": [function(), {"type": "web_search"}]}, "tools.1.type"),
    ({"tools": [function()], "tool_choice": {"type": "custom", "custom": {"name": "f"}}}, "tool_choice.type"),
]


@pytest.mark.parametrize(("changed", "param"), NOT_OFFERED)
def test_tool_of_another_type_is_refused_by_name(changed: dict[str, Any], param: str) -> None:
    with pytest.raises(UnsupportedFeature) as caught:
        read(OPENAI, **changed)
    assert caught.value.param == param


def allowed(*names: str, mode: str = "auto") -> dict[str, Any]:
    tools = {"mode": mode, "tools": [function(name) for name in names]}
    return {"tools": [function()], "tool_choice": {"type": "allowed_tools", "allowed_tools": tools}}


INVALID: list[tuple[dict[str, Any], str, str]] = [
    ({"tools": "f"}, "tools", "must be an array"),
    ({"tools": [function(f"f{i}") for i in range(129)]}, "tools", "takes at most 128 entries"),
    ({"tools": [{"type": "function"}]}, "tools.0.function", "is required"),
    ({"tools": [{"function": {"name": "f"}}]}, "tools.0.type", "is required"),
    ({"tools": [function("a b")]}, "tools.0.function.name", "must match"),
    ({"tools": [function("")]}, "tools.0.function.name", "must match"),
    ({"tools": [function("f" * 65)]}, "tools.0.function.name", "must match"),
    ({"tools": [function("f"), function("f")]}, "tools[1].function.name", "must be unique"),
    ({"tools": [function(parameters=[])]}, "tools.0.function.parameters", "must be an object"),
    (
        {"tools": [function(), function("g", parameters={"type": "string"})]},
        "tools[1].function.parameters",
        "Invalid schema for function 'g'",
    ),
    (
        {"tools": [function(parameters={"type": ["object"]})]},
        "tools[0].function.parameters",
        "Invalid schema for function 'f': its 'type' must be 'object', not another value",
    ),
    ({"tools": [function(parameters={"maximum": 10**30})]}, "tools.0.function.parameters", "64 bits"),
    (
        {"tools": [function(parameters=SCHEMA, strict=True)]},
        "tools[0].function.parameters",
        "Invalid schema for function 'f': 'additionalProperties'",
    ),
    ({"tools": [function(strict=1)]}, "tools.0.function.strict", "must be true or false"),
    ({"tool_choice": "required"}, "tool_choice", "only allowed when 'tools' are specified"),
    ({"tools": [], "tool_choice": function("f")}, "tool_choice", "only allowed when 'tools' are specified"),
    ({"tools": [function()], "tool_choice": "NONE"}, "tool_choice", "must be 'none'"),
    ({"tools": [function()], "tool_choice": 5}, "tool_choice", "must be an object, not 5"),
    ({"tools": [function()], "tool_choice": {"function": {"name": "f"}}}, "tool_choice.type", "is required"),
    ({"tools": [function()], "tool_choice": {"type": "function"}}, "tool_choice.function", "is required"),
    ({"tools": [function()], "tool_choice": function("g")}, "tool_choice.function.name", "names no tool"),
    (
        {"tools": [function()], "tool_choice": {"type": "allowed_tools"}},
        "tool_choice.allowed_tools",
        "is required",
    ),
    (allowed("f", mode="none"), "tool_choice.allowed_tools.mode", "'auto' or 'required'"),
    (allowed(), "tool_choice.allowed_tools.tools", "must not be empty"),
    (allowed("f", "g"), "tool_choice.allowed_tools.tools[1].function.name", "names no tool"),
    ({"parallel_tool_calls": False}, "parallel_tool_calls", "only allowed when 'tools' are specified"),
    ({"response_format": "text"}, "response_format", "must be an object, not a string"),
    ({"response_format": {"type": "grammar"}}, "response_format.type", "not 'grammar'"),
    ({"response_format": {"json_schema": {}}}, "response_format.type", "is required"),
    ({"response_format": {"type": "json_schema"}}, "response_format.json_schema", "is required"),
    (
        {"response_format": {"type": "json_schema", "json_schema": {}}},
        "response_format.json_schema.name",
        "required",
    ),
    ({"response_format": output(schema=True)}, "response_format.json_schema.schema", "must be an object"),
    ({"response_format": output(strict=True)}, "response_format.json_schema.schema", "is required"),
    ({"response_format": output(schema=SCHEMA, strict=True)}, "response_format", "additionalProperties"),
    (
        {"response_format": output(schema={"type": "array"}, strict=True)},
        "response_format",
        "must be 'object'",
    ),
]


@pytest.mark.parametrize(("changed", "param", "message"), INVALID)
def test_invalid_field_of_tools_is_named(changed: dict[str, Any], param: str, message: str) -> None:
    with pytest.raises(InvalidRequest) as caught:
        read(OPENAI, **changed)
    is_schema = "Invalid schema for function" in message
    assert type(caught.value) is (InvalidFunctionParameters if is_schema else InvalidRequest)
    assert caught.value.param == param
    assert message in caught.value.message
    assert caught.value.message.endswith(".")


@pytest.mark.parametrize(
    ("sent", "read_as"),
    [
        ({"type": "text"}, None),
        ({"type": "json_object"}, JsonOutput()),
        (output(), JsonOutput(name="answer")),
        (output(schema=SCHEMA), JsonOutput(SCHEMA, "answer")),
        (output(schema=SCHEMA, strict=None, description="d"), JsonOutput(SCHEMA, "answer", "d")),
        (output(schema=STRICT, strict=True), JsonOutput(STRICT, "answer", strict=True)),
    ],
)
def test_response_format_becomes_the_output(sent: Any, read_as: JsonOutput | None) -> None:
    request = read(OPENAI, response_format=sent)
    assert request.output == read_as
    assert request.features == (set() if read_as is None else {"json"})
