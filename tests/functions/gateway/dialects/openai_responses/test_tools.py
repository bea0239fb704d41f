"""Functions, namespaces and built-in tools of a request, and which of them the model may call."""

from __future__ import annotations

from typing import Any

import pytest

from portal.errors import InvalidRequest, UnsupportedFeature
from portal.inference import AUTO, InferenceRequest, Tool, ToolChoice
from tests.support.gateway.dialect_cases import OPENAI_RESPONSES, read
from tests.support.gateway.response_streams import MAIL, SEARCH, WEATHER, asked, whole

SEND = MAIL["tools"][0]
CODEX = [{**WEATHER, "name": "exec"}, MAIL, SEARCH]


def reading(tools: Any, **fields: Any) -> InferenceRequest:
    return read(OPENAI_RESPONSES, tools=tools, **fields)


def refused(tools: Any, **fields: Any) -> InvalidRequest:
    with pytest.raises(InvalidRequest) as caught:
        reading(tools, **fields)
    return caught.value


def function(name: str, **fields: Any) -> dict[str, Any]:
    return {"type": "function", "name": name, **fields}


def namespace(name: str, *functions: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {"type": "namespace", "name": name, "tools": list(functions), **fields}


def names(tools: Any, **fields: Any) -> list[str]:
    return [tool.name for tool in reading(tools, **fields).tools]


def test_flat_function_is_offered() -> None:
    assert reading([WEATHER]).tools == (
        Tool("weather", "Tells the weather.", WEATHER["parameters"], strict=False),
    )
    assert reading([WEATHER]).tool_choice == AUTO


@pytest.mark.parametrize("none", [[], None, ...])
def test_no_tools_are_none_whatever_is_said_about_them(none: Any) -> None:
    request = reading(none, tool_choice="auto", parallel_tool_calls=True)
    assert (request.tools, request.ignored_tools) == ((), ())


@pytest.mark.parametrize(("sent", "strict"), [(True, True), (False, False), (None, False), (..., False)])
def test_arguments_are_checked_only_if_strict_is_said(sent: Any, strict: bool) -> None:
    schema = {"type": "object", "properties": {}, "additionalProperties": False}
    tool = {
        name: value for name, value in function("f", parameters=schema, strict=sent).items() if value != ...
    }
    assert reading([tool]).tools[0].strict is strict
    assert whole([], context=asked(tools=[tool]))["tools"][0]["strict"] is strict


def test_strict_schema_that_is_not_strict_is_refused() -> None:
    assert refused([{**WEATHER, "strict": True}]).param == "tools[0].parameters"
    assert refused([namespace("mail", {**SEND, "strict": True})]).param == "tools[0].tools[0].parameters"


def test_functions_of_a_namespace_are_flattened() -> None:
    request = reading(CODEX)
    assert [tool.name for tool in request.tools] == ["exec", "mail__send"]
    assert request.tools[1].parameters == SEND["parameters"]
    assert request.tools[1].description == "mail: Mail.\n\nsend: Tells the weather."


def test_namespace_is_described_once() -> None:
    tools = reading(
        [namespace("mail", function("a"), function("b", description="B."), description="Mail.")]
    ).tools
    assert [tool.description for tool in tools] == ["mail: Mail.", "B."]


def test_built_in_tools_are_ignored_and_absent_from_the_response() -> None:
    custom = {"type": "custom", "name": "patch"}
    tools = [*CODEX, SEARCH, custom, {"type": "mcp", "server_label": "x"}, namespace("own", custom)]
    assert reading(tools).ignored_tools == ("web_search", "custom", "mcp")
    shown = whole([], context=asked(tools=tools))["tools"]
    assert shown == [CODEX[0], MAIL]


def test_only_built_in_tools_are_none() -> None:
    request = reading([SEARCH], tool_choice="auto")
    assert (request.tools, request.offers_tools, request.ignored_tools) == ((), False, ("web_search",))


@pytest.mark.parametrize(
    "choice",
    [
        {"type": "web_search"},
        {"type": "mcp", "server_label": "x"},
        {"type": "custom", "name": "patch"},
        "required",
        {"type": "allowed_tools", "mode": "required", "tools": [{"type": "web_search"}]},
    ],
)
def test_choice_that_forces_a_built_in_tool_is_refused(choice: Any) -> None:
    error = refused([SEARCH], tool_choice=choice)
    assert isinstance(error, UnsupportedFeature)
    assert error.param in ("tool_choice", "tool_choice.tools")


@pytest.mark.parametrize(
    ("choice", "read_as"),
    [
        ("auto", AUTO),
        ("none", ToolChoice("none")),
        ("required", ToolChoice("required")),
        ({"type": "function", "name": "exec"}, ToolChoice("named", "exec")),
        ({"type": "function", "name": "send"}, ToolChoice("named", "mail__send")),
        ({"type": "function", "name": "send", "namespace": "mail"}, ToolChoice("named", "mail__send")),
        (None, AUTO),
    ],
)
def test_choice_is_read_and_repeated(choice: Any, read_as: ToolChoice) -> None:
    request = reading(CODEX, tool_choice=choice)
    assert request.tool_choice == read_as
    assert [tool.name for tool in request.tools] == ["exec", "mail__send"]
    assert whole([], context=asked(tools=CODEX, tool_choice=choice))["tool_choice"] == (choice or "auto")


@pytest.mark.parametrize(("mode", "read_as"), [("auto", AUTO), ("required", ToolChoice("required"))])
def test_no_other_than_the_allowed_tools_is_offered(mode: str, read_as: ToolChoice) -> None:
    allowed = [{"type": "function", "name": "send"}, {"type": "web_search"}]
    request = reading(CODEX, tool_choice={"type": "allowed_tools", "mode": mode, "tools": allowed})
    assert ([tool.name for tool in request.tools], request.tool_choice) == (["mail__send"], read_as)


@pytest.mark.parametrize(
    ("choice", "param"),
    [
        ("any", "tool_choice"),
        ({"type": "function"}, "tool_choice.name"),
        ({"type": "function", "name": "other"}, "tool_choice.name"),
        ({"type": "function", "name": "exec", "namespace": "mail"}, "tool_choice.name"),
        ({"name": "exec"}, "tool_choice.type"),
        ({"type": "allowed_tools", "mode": "none", "tools": []}, "tool_choice.mode"),
        ({"type": "allowed_tools", "mode": "required", "tools": []}, "tool_choice.tools"),
        (
            {"type": "allowed_tools", "mode": "auto", "tools": [{"type": "function", "name": "other"}]},
            "tool_choice.tools[0].name",
        ),
    ],
)
def test_impossible_choice_is_refused(choice: Any, param: str) -> None:
    assert refused([CODEX[0], MAIL], tool_choice=choice).param == param


def test_required_call_without_tools_is_refused() -> None:
    assert refused([], tool_choice="required").param == "tool_choice"


@pytest.mark.parametrize(
    ("tools", "param"),
    [
        ([function("a"), function("a")], "tools[1].name"),
        ([namespace("n", function("a"), function("a"))], "tools[0].tools[1].name"),
        ([function("not a name")], "tools.0.name"),
        ([function("x" * 129)], "tools.0.name"),
        ([{"name": "a"}], "tools.0.type"),
        ([{"type": "web search"}], "tools.0.type"),
        ([{"type": "web_search\r\nx-evil: 1"}], "tools.0.type"),
        ([function("a", parameters={"type": "array"})], "tools[0].parameters"),
        ([function(f"f{i}") for i in range(513)], "tools"),
        ([namespace(f"n{i}", *[function(f"f{j}") for j in range(257)]) for i in range(2)], "tools"),
    ],
    ids=str,
)
def test_invalid_tool_is_named(tools: Any, param: str) -> None:
    assert refused(tools).param == param


def test_long_names_are_shortened_and_come_back_whole() -> None:
    inner = ["search_" + "a" * 100, "search_" + "a" * 99 + "b"]
    tools = [namespace("n" * 64, *map(function, inner)), function("f" * 128)]
    offered = names(tools)
    assert len(set(offered)) == 3
    assert all(len(name) <= 64 for name in offered)
    assert offered == names(tools), "the same in the next request"


def test_flat_name_that_is_taken_gets_another() -> None:
    offered = names([namespace("a", function("b__c")), namespace("a__b", function("c")), function("a__b__c")])
    assert offered[-1] == "a__b__c"
    assert len(set(offered)) == 3
