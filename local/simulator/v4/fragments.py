"""An answer as the fragments of a stream, with what models and servers do wrong in calls and JSON. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any

import orjson

from local.simulator.behaviour import CallFault, OutputFault
from local.simulator.model import prose
from local.simulator.v4.model import SimulatedCall, SimulatedPart

_ARGUMENT_CHARACTERS = 8


@dataclass(frozen=True, slots=True)
class CallFragment:
    """A fragment of a tool call. ``id`` and ``name`` are in the first one of each call."""

    index: int
    arguments: str
    id: str | None = None
    name: str | None = None

    def body(self, faults: Sequence[CallFault]) -> dict[str, Any]:
        arguments: Any = self.arguments
        if "object_arguments" in faults:
            arguments = _object(arguments)
        function: dict[str, Any] = {"arguments": arguments}
        body: dict[str, Any] = {"index": self.index, "type": "function", "function": function}
        if self.name is not None:
            function["name"] = self.name
        if self.id is not None and "no_id" not in faults:
            body["id"] = "call_0" if "same_id" in faults else self.id
        if "no_index" in faults:
            del body["index"]
        return body


Fragment = str | CallFragment


def with_faults(
    parts: Sequence[SimulatedPart], faults: Sequence[CallFault], output_fault: OutputFault, *, is_json: bool
) -> list[SimulatedPart]:
    """Return the answer of a model that makes the mistakes named."""
    changed: list[SimulatedPart] = []
    for part in parts:
        if isinstance(part, SimulatedCall):
            changed.append(_faulty(part, faults))
        else:
            changed.append(_faulty_output(part, output_fault) if is_json else part)
    has_call = any(isinstance(part, SimulatedCall) for part in changed)
    if has_call and "missing" in faults:
        return ["I would rather not call anything."]
    if has_call and "mixed" in faults:
        return ["Let me look. ", *changed, " That is all."]
    return changed


def fragments_of(parts: Iterable[SimulatedPart], task: str, faults: Sequence[CallFault]) -> list[Fragment]:
    """Return the fragments: texts token by token, arguments in pieces of a few characters."""
    groups: list[list[Fragment]] = []
    calls: list[list[Fragment]] = []
    for part in parts:
        if isinstance(part, SimulatedCall):
            calls.append(_call_fragments(part, len(calls), task, faults))
            groups.append(calls[-1])
        else:
            groups.append([*prose.split_tokens(part)])
    if "interleaved" in faults and len(calls) > 1:
        mixed = [each for row in zip_longest(*calls) for each in row if each is not None]
        first = groups.index(calls[0])
        groups = [*groups[:first], mixed, *(group for group in groups[first:] if group not in calls)]
    return [fragment for group in groups for fragment in group]


def _call_fragments(
    call: SimulatedCall, index: int, task: str, faults: Sequence[CallFault]
) -> list[Fragment]:
    text = call.arguments
    step = len(text) or 1 if "object_arguments" in faults else _ARGUMENT_CHARACTERS
    head = CallFragment(index, "", f"call_{task}_{index}", call.name)
    if "object_arguments" in faults:
        return [replace(head, arguments=text)]
    name = call.name if "repeated_name" in faults else None
    rest = [CallFragment(index, text[at : at + step], name=name) for at in range(0, len(text), step)]
    return [head, *rest]


def _faulty(call: SimulatedCall, faults: Sequence[CallFault]) -> SimulatedCall:
    name = "unheard_of" if "unknown_function" in faults else call.name
    arguments = call.arguments
    if "wrong_arguments" in faults:
        arguments = '{"unexpected":[null]}'
    if "array_arguments" in faults:
        arguments = "[1,2]"
    if "invalid_json" in faults:
        arguments = arguments.replace('"', "'") if '"' in arguments else "{not: JSON}"
    if "truncated" in faults:
        arguments = arguments[: max(1, len(arguments) // 2)]
    return SimulatedCall(name, arguments)


def _faulty_output(text: str, fault: OutputFault) -> str:
    if fault == "invalid":
        return f"Sure! {text[:-1]}"
    return '{"unexpected":[null]}' if fault == "wrong" else text


def _object(text: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return text
