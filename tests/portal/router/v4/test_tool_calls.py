from __future__ import annotations

import itertools
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.errors import RouterRejected, StreamInterrupted
from portal.inference import ToolCall, answer_parts
from portal.router.v3.decoder import CallFragment
from portal.router.v4.tool_calls import ToolCallOrder


def fragment(
    arguments: str | None = None,
    *,
    index: int | None = None,
    id: str | None = None,  # noqa: A002 (the field's name)
    name: str | None = None,
) -> CallFragment:
    return CallFragment(index, id, name, arguments)


def calls_of(*fragments: CallFragment) -> list[ToolCall]:
    order = ToolCallOrder()
    events = [event for each in fragments for event in order.add(each)]
    parts = answer_parts([*events, *order.end()])
    return [part for part in parts if isinstance(part, ToolCall)]


def test_fragments_of_one_call_are_passed_on_as_they_arrive() -> None:
    order = ToolCallOrder()
    assert len(order.add(fragment("", index=0, id="a", name="f"))) == 1
    assert len(order.add(fragment('{"x"', index=0))) == 1
    assert len(order.add(fragment(":1}", index=0))) == 1
    assert order.end() == []


def test_interleaved_calls_come_one_after_the_other() -> None:
    calls = calls_of(
        fragment('{"x"', index=0, id="a", name="f"),
        fragment('{"y', index=1, id="b", name="g"),
        fragment(":1}", index=0),
        fragment('":2}', index=1),
    )
    assert calls == [ToolCall("a", "f", '{"x":1}'), ToolCall("b", "g", '{"y":2}')]


def test_next_call_begins_as_soon_as_the_one_before_is_whole() -> None:
    order = ToolCallOrder()
    order.add(fragment('{"x"', index=0, id="a", name="f"))
    assert order.add(fragment("{", index=1, id="b", name="g")) == []
    assert len(order.add(fragment(":1}", index=0))) == 3
    assert len(order.add(fragment("}", index=1))) == 1


@given(
    st.lists(st.dictionaries(st.text(max_size=3), st.integers(), max_size=3), min_size=1, max_size=4),
    st.randoms(use_true_random=False),
)
def test_any_interleaving_gives_the_same_calls(values: list[dict[str, int]], random: object) -> None:
    texts = [json.dumps(value) for value in values]
    queues = [
        [
            fragment("", index=number, id=f"c{number}", name="f"),
            *(fragment(char, index=number) for char in text),
        ]
        for number, text in enumerate(texts)
    ]
    sent = [queue.pop(0) for queue in queues]
    while any(queues):
        queue = random.choice([queue for queue in queues if queue])  # type: ignore[attr-defined]
        sent.append(queue.pop(0))
    assert calls_of(*sent) == [ToolCall(f"c{number}", "f", text) for number, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("fragments", "expected"),
    [
        pytest.param(
            [fragment("{", index=0, id="a", name="f"), fragment("}", index=0, name="f")],
            [("a", "f", "{}")],
            id="name repeated",
        ),
        pytest.param(
            [fragment("{", id="a", name="f"), fragment("}"), fragment("{}", id="b", name="g")],
            [("a", "f", "{}"), ("b", "g", "{}")],
            id="no index",
        ),
        pytest.param(
            [fragment("{", name="f"), fragment("}", name="f"), fragment("{}", name="f")],
            [(None, "f", "{}"), (None, "f", "{}")],
            id="neither index nor id, name repeated",
        ),
        pytest.param(
            [fragment("{}", index=0, id="a", name="f"), fragment("{}", index=0, id="b", name="g")],
            [("a", "f", "{}"), ("b", "g", "{}")],
            id="every call numbered 0",
        ),
        pytest.param(
            [fragment("{}", index=0, id="a", name="f"), fragment("{}", index=1, id="a", name="g")],
            [("a", "f", "{}"), (None, "g", "{}")],
            id="the same id twice",
        ),
        pytest.param(
            [fragment("{}", index=0, id="a"), fragment(None, index=0, name="f")],
            [("a", "f", "{}")],
            id="name after the arguments",
        ),
        pytest.param([fragment(None, index=0, id="a", name="f")], [("a", "f", "")], id="no arguments"),
        pytest.param(
            [fragment('{"x": 1', index=0, id="a", name="f"), fragment("{}", index=1, id="b", name="g")],
            [("a", "f", '{"x": 1'), ("b", "g", "{}")],
            id="truncated, then another",
        ),
    ],
)
def test_oddities_of_model_servers_are_tolerated(
    fragments: list[CallFragment], expected: list[tuple[str | None, str, str]]
) -> None:
    calls = calls_of(*fragments)
    assert [(call.name, call.arguments) for call in calls] == [(name, args) for _, name, args in expected]
    assert len({call.id for call in calls}) == len(calls)
    for call, (call_id, _, _) in zip(calls, expected, strict=True):
        assert call.id.startswith("call_") if call_id is None else call.id == call_id


def test_call_that_never_gets_a_name_is_unreadable() -> None:
    order = ToolCallOrder()
    order.add(fragment("{}", index=0, id="a"))
    with pytest.raises(RouterRejected):
        order.end()


def test_arguments_after_the_end_of_a_call_break_the_answer() -> None:
    order = ToolCallOrder()
    for each in (fragment("{}", index=0, id="a", name="f"), fragment("{", index=1, id="b", name="g")):
        order.add(each)
    assert order.add(fragment("\n", index=0)) == []
    with pytest.raises(StreamInterrupted):
        order.add(fragment("x", index=0))


def test_generated_ids_differ() -> None:
    ids = itertools.chain.from_iterable(calls_of(fragment("{}", name="f")) for _ in range(50))
    assert len({call.id for call in ids}) == 50
