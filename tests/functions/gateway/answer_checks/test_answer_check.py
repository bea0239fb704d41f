from __future__ import annotations

from typing import Any

import pytest

from functions.gateway.answer_checks import AnswerCheck
from portal.errors import InvalidRequest
from portal.inference import Finish, InferenceRequest, JsonOutput, Tool, ToolCall, ToolChoice

SCHEMA = {
    "type": "object",
    "properties": {"x": {"type": "integer"}},
    "required": ["x"],
    "additionalProperties": False,
}
LOOSE = (Tool("f", None, SCHEMA),)
STRICT = (Tool("f", None, SCHEMA, strict=True), Tool("loose"))
STRICT_OUTPUT = JsonOutput(SCHEMA, strict=True)


def violation(*parts: str | ToolCall, finish: Finish | None = None, **request: Any) -> str | None:
    called = any(isinstance(part, ToolCall) for part in parts)
    ended = finish or Finish("tool_calls" if called else "stop")
    return AnswerCheck(InferenceRequest(None, **request)).violation(parts, ended)


def call(arguments: str = '{"x": 1}', name: str = "f") -> ToolCall:
    return ToolCall("id", name, arguments)


@pytest.mark.parametrize("arguments", ['{"x": "1"}', "{}", '{"x', "", "null", "[1]", "not JSON"])
def test_arguments_pass_as_written_unless_strict(arguments: str) -> None:
    assert violation(call(arguments), tools=LOOSE) is None
    assert violation(call(arguments), tools=STRICT) is not None


def test_arguments_that_fit_a_strict_schema_pass() -> None:
    assert violation(call(), tools=STRICT) is None
    assert violation("Text.", call(), call('{"x": 2}'), tools=STRICT) is None


@pytest.mark.parametrize("arguments", ["[1]", '"x"', "1", '{"x', "null"])
def test_arguments_must_be_an_object_where_the_dialect_carries_one(arguments: str) -> None:
    assert violation(call(arguments), tools=LOOSE, object_arguments=True) is not None


def test_no_arguments_are_an_empty_object() -> None:
    assert violation(call(""), tools=LOOSE, object_arguments=True) is None
    assert violation(call("", "f"), tools=(Tool("f", None, {"type": "object"}, strict=True),)) is None


def test_unknown_function_is_a_violation_under_strict_only() -> None:
    assert violation(call("{}", "g"), tools=LOOSE) is None
    assert violation(call("{}", "g"), tools=STRICT) is not None
    assert violation(call("{}", "loose"), tools=STRICT) is None


@pytest.mark.parametrize(
    ("choice", "parts", "is_wrong"),
    [
        (ToolChoice("required"), ["text"], True),
        (ToolChoice("required"), [], True),
        (ToolChoice("required"), [call()], False),
        (ToolChoice("named", "f"), [call()], False),
        (ToolChoice("named", "f"), [call(name="g")], True),
        (ToolChoice("named", "f"), ["text"], True),
        (ToolChoice("none"), [call()], True),
        (ToolChoice("none"), ["text"], False),
        (ToolChoice("auto"), ["text"], False),
    ],
)
def test_tool_choice_is_checked(choice: ToolChoice, parts: list[Any], is_wrong: bool) -> None:
    assert (violation(*parts, tools=LOOSE, tool_choice=choice) is not None) is is_wrong


def test_call_without_tools_is_a_violation() -> None:
    assert violation(call()) is not None


def test_one_call_only_without_parallel_calls() -> None:
    assert violation(call(), call(), tools=LOOSE) is None
    assert violation(call(), call(), tools=LOOSE, parallel_tool_calls=False) is not None
    assert violation(call(), tools=LOOSE, parallel_tool_calls=False) is None


@pytest.mark.parametrize(
    ("output", "text", "is_wrong"),
    [
        (JsonOutput(), '{"any": "thing"}', False),
        (JsonOutput(), ' {"any": "thing"}\n', False),
        (JsonOutput(), "[1]", True),
        (JsonOutput(), '{"any"', True),
        (JsonOutput(), "", True),
        (JsonOutput(SCHEMA), "as written", False),
        (STRICT_OUTPUT, '{"x": 1}', False),
        (STRICT_OUTPUT, '{"x": 1.5}', True),
        (STRICT_OUTPUT, '{"x": 1, "y": 2}', True),
        (STRICT_OUTPUT, "```json\n{}\n```", True),
    ],
)
def test_output_is_checked(output: JsonOutput, text: str, is_wrong: bool) -> None:
    assert (violation(text, output=output) is not None) is is_wrong


def test_output_is_not_checked_where_the_model_calls_a_function() -> None:
    assert violation(call(), tools=LOOSE, output=STRICT_OUTPUT) is None


@pytest.mark.parametrize("finish", [Finish("length"), Finish("content_filter"), Finish("stop", "END")])
def test_cut_answer_is_no_violation(finish: Finish) -> None:
    assert violation(call('{"x'), tools=STRICT, finish=finish) is None
    assert violation("{", output=STRICT_OUTPUT, finish=finish) is None


def test_violation_names_the_function_and_the_fault() -> None:
    wrong = violation(call('{"x": "1"}'), tools=STRICT)
    assert wrong == "the arguments of 'f' do not fit its schema: x: '1' is not of type 'integer'"


def test_invalid_strict_schema_is_refused_with_its_param() -> None:
    broken = {"type": "objekt"}
    with pytest.raises(InvalidRequest, match="is not valid") as error:
        AnswerCheck(InferenceRequest(None, tools=(Tool("a"), Tool("f", None, broken, strict=True))))
    assert error.value.param == "tools.1"
    output = JsonOutput(broken, strict=True, param="text.format")
    with pytest.raises(InvalidRequest) as error:
        AnswerCheck(InferenceRequest(None, output=output))
    assert error.value.param == "text.format"
    AnswerCheck(InferenceRequest(None, tools=(Tool("f", None, broken),)))


def test_strict_schemas_are_bounded_together() -> None:
    schema = {"type": "object", "description": "x" * 70_000}
    one, two = Tool("f", None, schema, strict=True), Tool("g", None, schema, strict=True)
    AnswerCheck(InferenceRequest(None, tools=(one,)))
    with pytest.raises(InvalidRequest, match="131,072 bytes"):
        AnswerCheck(InferenceRequest(None, tools=(one, two)))
