"""Tools of a Messages request, which of them may be called, and the format of the answer."""

from __future__ import annotations

import json
from typing import Any

import pytest

from functions.gateway.dialects.anthropic_messages.version import CLASSIC, NEWEST
from portal.errors import InvalidFunctionParameters, InvalidRequest, UnsupportedFeature
from portal.inference import AUTO, JsonOutput, Tool, ToolChoice, text_message
from tests.support.gateway.dialect_cases import ANTHROPIC, USER, read

SCHEMA = {"type": "object", "properties": {"path": {"type": "string"}}}


def tool(name: str = "f", **fields: Any) -> dict[str, Any]:
    return {"name": name, "input_schema": SCHEMA, **fields}


@pytest.mark.parametrize("version", [CLASSIC, NEWEST])
def test_tools_of_the_client_are_read(version: str) -> None:
    request = read(
        ANTHROPIC,
        version=version,
        tools=[
            tool("f", description="Does f."),
            tool("g", type="custom", strict=True),
            tool("h", type=None, description=None, strict=None, input_schema={}),
        ],
    )
    assert request.tools == (
        Tool("f", "Does f.", SCHEMA),
        Tool("g", None, SCHEMA, strict=True),
        Tool("h", None, {}),
    )
    assert request.tool_choice == AUTO
    assert request.parallel_tool_calls
    assert request.object_arguments
    assert request.features == {"tools"}


@pytest.mark.parametrize(
    "tolerated",
    [
        {"cache_control": {"type": "ephemeral", "ttl": "1h"}},
        {"defer_loading": True},
        {"eager_input_streaming": True},
        {"allowed_callers": ["direct"]},
        {"input_examples": [{"path": "a"}]},
    ],
)
def test_fields_beside_a_tool_are_tolerated(tolerated: dict[str, Any]) -> None:
    assert read(ANTHROPIC, tools=[tool(**tolerated)]) == read(ANTHROPIC, tools=[tool()])


@pytest.mark.parametrize(
    ("choice", "read_as", "parallel"),
    [
        (None, AUTO, True),
        ({"type": "auto"}, AUTO, True),
        ({"type": "auto", "disable_parallel_tool_use": True}, AUTO, False),
        ({"type": "any", "disable_parallel_tool_use": None}, ToolChoice("required"), True),
        ({"type": "any", "disable_parallel_tool_use": True}, ToolChoice("required"), False),
        ({"type": "tool", "name": "g"}, ToolChoice("named", "g"), True),
        ({"type": "tool", "name": "g", "disable_parallel_tool_use": True}, ToolChoice("named", "g"), False),
        ({"type": "none"}, ToolChoice("none"), True),
    ],
)
def test_choice_says_which_calls_are_allowed(choice: Any, read_as: ToolChoice, parallel: bool) -> None:
    request = read(ANTHROPIC, tools=[tool("f"), tool("g")], tool_choice=choice)
    assert request.tool_choice == read_as
    assert request.parallel_tool_calls is parallel


VENDOR_TOOLS = [
    "web_search_20250305",
    "web_fetch_20250910",
    "code_execution_20250825",
    "bash_20250124",
    "text_editor_20250728",
    "memory_20250818",
    "computer_20250124",
    "tool_search_tool_regex_20251119",
]


@pytest.mark.parametrize("kind", VENDOR_TOOLS)
def test_tool_of_the_vendor_is_refused_by_name(kind: str) -> None:
    with pytest.raises(UnsupportedFeature) as caught:
        read(ANTHROPIC, tools=[tool(), {"type": kind, "name": "x"}])
    assert caught.value.param == "tools.1.type"
    assert f"'{kind}'" in caught.value.message


INVALID: list[tuple[dict[str, Any], str, str]] = [
    ({"tools": [{"name": "f"}]}, "tools.0.input_schema", "is required"),
    ({"tools": [tool(f"f{i}") for i in range(513)]}, "tools", "takes at most 512 entries"),
    ({"tools": [tool("a b")]}, "tools.0.name", "must match"),
    ({"tools": [tool("f" * 129)]}, "tools.0.name", "must match"),
    ({"tools": [tool(), tool()]}, "tools.1.name", "must be unique"),
    ({"tools": [tool(input_schema="x")]}, "tools.0.input_schema", "must be an object"),
    (
        {"tools": [tool(), tool("g", input_schema={"type": "array"})]},
        "tools.1.input_schema",
        "Invalid schema for function 'g': its 'type' must be 'object'",
    ),
    ({"tool_choice": {"type": "any"}}, "tool_choice", "needs 'tools'"),
    ({"tool_choice": {"type": "tool", "name": "f"}}, "tool_choice", "needs 'tools'"),
    ({"tools": [tool()], "tool_choice": {"type": "tool"}}, "tool_choice.name", "is required"),
    ({"tools": [tool()], "tool_choice": {"type": "tool", "name": "g"}}, "tool_choice.name", "names no tool"),
    ({"tools": [tool()], "tool_choice": {"type": "required"}}, "tool_choice.type", "not 'required'"),
    ({"tools": [tool()], "tool_choice": {"name": "f"}}, "tool_choice.type", "is required"),
    ({"tools": [tool()], "tool_choice": "auto"}, "tool_choice", "must be an object"),
    (
        {"output_config": {"format": {"type": "json_object"}}},
        "output_config.format.type",
        "must be 'json_schema'",
    ),
    ({"output_config": {"format": {"type": "json_schema"}}}, "output_config.format.schema", "is required"),
    ({"output_format": {"type": "json_schema", "schema": []}}, "output_format.schema", "must be an object"),
]


@pytest.mark.parametrize(("changed", "param", "message"), INVALID)
def test_invalid_field_of_tools_is_named(changed: dict[str, Any], param: str, message: str) -> None:
    with pytest.raises(InvalidRequest) as caught:
        read(ANTHROPIC, **changed)
    is_schema = "Invalid schema for function" in message
    assert type(caught.value) is (InvalidFunctionParameters if is_schema else InvalidRequest)
    assert caught.value.param == param
    assert message in caught.value.message


FORMAT = {"type": "json_schema", "schema": SCHEMA}


@pytest.mark.parametrize(
    "sent",
    [
        {"output_config": {"format": FORMAT, "effort": "high"}},
        {"output_format": FORMAT},
        {"output_config": {"format": FORMAT}, "output_format": {"type": "json_schema", "schema": {}}},
    ],
)
def test_format_of_the_answer_is_always_checked(sent: dict[str, Any]) -> None:
    request = read(ANTHROPIC, **sent)
    assert request.output == JsonOutput(SCHEMA, strict=True, param="output_config.format")
    assert request.features == {"json"}


def test_count_has_the_tools_and_the_format_of_a_request() -> None:
    body = {
        "messages": [USER],
        "tools": [tool()],
        "tool_choice": {"type": "any"},
        "output_config": {"format": FORMAT},
    }
    counted = ANTHROPIC.parse_count(json.dumps(body).encode(), {})
    run = ANTHROPIC.parse(json.dumps(body | {"max_tokens": 5}).encode(), {})
    assert (counted.tools, counted.tool_choice, counted.output) == (run.tools, run.tool_choice, run.output)
    assert counted.tools
    assert counted.output


@pytest.mark.parametrize(("changed", "param", "message"), INVALID)
def test_count_refuses_what_a_request_does(changed: dict[str, Any], param: str, message: str) -> None:
    with pytest.raises(InvalidRequest) as caught:
        ANTHROPIC.parse_count(json.dumps({"messages": [USER], **changed}).encode(), {})
    assert caught.value.param == param
    assert message in caught.value.message


def text(value: str) -> dict[str, Any]:
    return {"type": "text", "text": value, "cache_control": {"type": "ephemeral"}}


def test_request_of_claude_code_is_read() -> None:
    request = read(
        ANTHROPIC,
        version=CLASSIC,
        max_tokens=128_000,
        system=[
            text("x-anthropic-billing-header: cc_version=2.1; cch=1a2b;"),
            text("You are "),
            text("an agent."),
        ],
        messages=[
            {"role": "user", "content": [text("<system-reminder>"), text("Fix it.")]},
            {"role": "system", "content": "Be brief.", "output_config": {"effort": "xhigh"}},
        ],
        tools=[tool("Bash"), tool("Deferred", defer_loading=True)],
        metadata={"user_id": "u"},
        thinking={"type": "adaptive", "display": "summarized"},
        context_management={"edits": [{"type": "clear_thinking_20251015", "keep": "all"}]},
        output_config={"effort": "high"},
        stream=True,
    )
    assert request.messages == (
        text_message("system", "You are an agent."),
        text_message("user", "<system-reminder>Fix it."),
        text_message("system", "Be brief."),
    )
    assert [each.name for each in request.tools] == ["Bash", "Deferred"]
    assert request.output is None


def test_billing_header_is_dropped_only_where_claude_code_writes_it() -> None:
    header = "x-anthropic-billing-header: cc_version=2.1;"
    assert read(ANTHROPIC, system=[text(header)]) == read(ANTHROPIC)
    assert read(ANTHROPIC, system=[text("a"), text(header)]).messages[0].text == "a" + header
    assert read(ANTHROPIC, system=header).messages[0].text == header
