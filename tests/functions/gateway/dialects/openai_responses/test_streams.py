"""Streamed responses: every event in order, with all its fields, and the same ids wherever an item occurs."""

from __future__ import annotations

import pytest

from portal.errors import StreamInterrupted
from portal.inference import AnswerEvent, ArgumentsDelta, Finish, FinishReason, ToolCallStart
from tests.support.gateway.dialect_cases import COMPLETED_AT, OPENAI_RESPONSES
from tests.support.gateway.response_streams import (
    CALL,
    MAIL,
    WEATHER,
    Event,
    asked,
    kinds,
    raw_stream,
    read_stream,
    whole,
)
from tests.support.gateway.responses import CONTEXT, ID

ARGUMENTS = [ArgumentsDelta('{"city":'), ArgumentsDelta('"Lille"}')]

ANSWERS: dict[str, list[AnswerEvent]] = {
    "nothing": [],
    "text": ["Hel", "lo"],
    "a call": [CALL, *ARGUMENTS],
    "a call without arguments": [CALL],
    "text, then a call": ["Let me look.", CALL, *ARGUMENTS],
    "a call, then text": [CALL, *ARGUMENTS, "Done."],
    "parallel calls": [CALL, *ARGUMENTS, ToolCallStart("call_b", "mail__send"), ArgumentsDelta("{}")],
    "half an emoji in text and arguments": ["\ud83d", "\ude00 \ud83d", CALL, ArgumentsDelta('"\ud83d')],
}
WITH_TOOLS = asked(tools=[WEATHER, MAIL])

_TEXT = ["output_item.added", "content_part.added", "output_text.delta", "output_text.done"]
_TEXT_EVENTS = [*_TEXT, "content_part.done", "output_item.done"]
_CALL_EVENTS = [
    "output_item.added",
    "function_call_arguments.delta",
    "function_call_arguments.done",
    "output_item.done",
]


def test_text_stream_has_all_events_in_order() -> None:
    item_id = f"msg_{ID}_0"
    part = {"type": "output_text", "text": "Hello", "annotations": [], "logprobs": []}
    item = {"id": item_id, "type": "message", "status": "completed", "role": "assistant", "content": [part]}
    created, in_progress, *middle, completed = read_stream(raw_stream(["Hel", "lo"]))
    assert (created["type"], in_progress["type"]) == ("response.created", "response.in_progress")
    assert created["response"] == in_progress["response"]
    position = {"item_id": item_id, "output_index": 0, "content_index": 0}
    assert [{**event, "sequence_number": 0} for event in middle] == [
        {"type": f"response.{kind}", "sequence_number": 0, **fields}
        for kind, fields in [
            (
                "output_item.added",
                {"output_index": 0, "item": {**item, "status": "in_progress", "content": []}},
            ),
            ("content_part.added", {**position, "part": {**part, "text": ""}}),
            ("output_text.delta", {**position, "delta": "Hel", "logprobs": []}),
            ("output_text.delta", {**position, "delta": "lo", "logprobs": []}),
            ("output_text.done", {**position, "text": "Hello", "logprobs": []}),
            ("content_part.done", {**position, "part": part}),
            ("output_item.done", {"output_index": 0, "item": item}),
        ]
    ]
    assert completed["type"] == "response.completed"
    assert completed["response"] == {
        **created["response"],
        "status": "completed",
        "completed_at": COMPLETED_AT,
        "output": [item],
        "usage": {
            "input_tokens": 43,
            "input_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 0},
            "output_tokens": 7,
            "output_tokens_details": {"reasoning_tokens": 0},
            "total_tokens": 50,
        },
    }


def test_call_stream_has_all_events_in_order() -> None:
    item_id = f"fc_{ID}_0"
    arguments = '{"city":"Lille"}'
    item = {"id": item_id, "type": "function_call", "call_id": "call_a", "name": "weather"}
    done = {**item, "status": "completed", "arguments": arguments}
    _, _, *middle, completed = read_stream(
        raw_stream([CALL, *ARGUMENTS], Finish("tool_calls"), context=WITH_TOOLS)
    )
    position = {"item_id": item_id, "output_index": 0}
    assert [{**event, "sequence_number": 0} for event in middle] == [
        {"type": f"response.{kind}", "sequence_number": 0, **fields}
        for kind, fields in [
            (
                "output_item.added",
                {"output_index": 0, "item": {**item, "status": "in_progress", "arguments": ""}},
            ),
            ("function_call_arguments.delta", {**position, "delta": '{"city":'}),
            ("function_call_arguments.delta", {**position, "delta": '"Lille"}'}),
            ("function_call_arguments.done", {**position, "name": "weather", "arguments": arguments}),
            ("output_item.done", {"output_index": 0, "item": done}),
        ]
    ]
    assert completed["response"]["status"] == "completed"
    assert completed["response"]["output"] == [done]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("nothing", []),
        ("a call without arguments", _CALL_EVENTS),
        ("text, then a call", [*_TEXT_EVENTS, *_CALL_EVENTS]),
        ("a call, then text", [*_CALL_EVENTS, *_TEXT_EVENTS]),
        ("parallel calls", [*_CALL_EVENTS, *_CALL_EVENTS]),
    ],
)
def test_each_item_is_complete_before_the_next(answer: str, expected: list[str]) -> None:
    found = kinds(read_stream(raw_stream(ANSWERS[answer], context=WITH_TOOLS)))
    once = [kind for i, kind in enumerate(found) if kind != found[i - 1] or "delta" not in kind]
    assert once == ["created", "in_progress", *expected, "completed"]


@pytest.mark.parametrize("reason", ["stop", "tool_calls", "length", "content_filter"])
@pytest.mark.parametrize("answer", ANSWERS)
def test_stream_and_whole_response_are_the_same(answer: str, reason: FinishReason) -> None:
    last = read_stream(raw_stream(ANSWERS[answer], Finish(reason), WITH_TOOLS))[-1]
    assert last["response"] == whole(ANSWERS[answer], Finish(reason), WITH_TOOLS)


@pytest.mark.parametrize("answer", ANSWERS)
def test_item_has_one_id_and_the_same_text_in_all_its_events(answer: str) -> None:
    found = read_stream(raw_stream(ANSWERS[answer], context=WITH_TOOLS))
    output = found[-1]["response"]["output"]
    assert len({item["id"] for item in output}) == len(output)
    for index, item in enumerate(output):
        of_item = [event for event in found if event.get("output_index") == index]
        assert {event.get("item_id") or event["item"]["id"] for event in of_item} == {item["id"]}
        assert of_item[-1]["item"] == item
        if item["type"] == "function_call":
            assert of_item[0]["item"]["call_id"] == item["call_id"]
            text = item["arguments"]
        else:
            text = item["content"][0]["text"]
        assert _deltas(of_item) == text


def _deltas(found: list[Event]) -> str:
    deltas = [event["delta"] for event in found if "delta" in event]
    assert deltas, "clients expect at least one"
    return "".join(deltas)


@pytest.mark.parametrize(
    ("reason", "told"), [("length", "max_output_tokens"), ("content_filter", "content_filter")]
)
def test_cut_answer_is_incomplete_and_so_is_its_last_item(reason: FinishReason, told: str) -> None:
    found = read_stream(raw_stream(["Wait.", CALL, ARGUMENTS[0]], Finish(reason)))
    last = found[-1]
    assert last["type"] == "response.incomplete"
    assert last["response"]["status"] == "incomplete"
    assert last["response"]["incomplete_details"] == {"reason": told}
    assert last["response"]["completed_at"] is None
    assert [item["status"] for item in last["response"]["output"]] == ["completed", "incomplete"]
    assert found[-2]["item"] == last["response"]["output"][-1]
    assert found[-2]["item"]["arguments"] == '{"city":'


def test_failed_stream_leaves_its_open_call_without_done() -> None:
    """Codex runs every call that is done."""
    frames = OPENAI_RESPONSES.stream(CONTEXT)
    raw = frames.start() + frames.text("Wait.") + frames.tool_call(CALL) + frames.arguments('{"ci')
    found = read_stream(raw + frames.error(StreamInterrupted("The model stopped.")))
    last = found[-1]["response"]
    assert found[-1]["type"] == "response.failed"
    assert (last["status"], last["usage"]) == ("failed", None)
    assert last["error"] == {"code": "server_error", "message": "The model stopped."}
    assert [item["status"] for item in last["output"]] == ["completed", "incomplete"]
    assert kinds(found).count("output_item.added") == 2
    assert kinds(found).count("output_item.done") == 1


def test_call_of_a_namespace_returns_with_its_namespace() -> None:
    answer: list[AnswerEvent] = [ToolCallStart("call_b", "mail__send"), ArgumentsDelta("{}")]
    found = read_stream(raw_stream(answer, context=WITH_TOOLS))
    items = [event["item"] for event in found if "item" in event]
    assert [(item["namespace"], item["name"]) for item in items] == [("mail", "send")] * 2
    (done,) = [event for event in found if event["type"].endswith("arguments.done")]
    assert done["name"] == "send"
    assert whole(answer, context=WITH_TOOLS)["output"][0]["namespace"] == "mail"


def test_function_that_is_named_like_one_of_a_namespace_has_none() -> None:
    answer: list[AnswerEvent] = [ToolCallStart("call_b", "mail__send"), ArgumentsDelta("{}")]
    context = asked(tools=[{**WEATHER, "name": "mail__send"}, MAIL])
    (item,) = whole(answer, context=context)["output"]
    assert (item["name"], "namespace" in item) == ("mail__send", False)


def test_line_breaks_of_the_request_do_not_split_a_frame() -> None:
    text = "a\u2028b\u2029c\x85d"
    found = read_stream(raw_stream([text], context=asked(instructions=text, metadata={text: text})))
    response = found[0]["response"]
    assert response["instructions"] == text
    assert response["metadata"] == {text: text}
