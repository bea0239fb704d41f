"""The simulated model of wire v4: what it says and calls, always the same for the same request. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import orjson

from local.simulator.model import prose
from local.simulator.model.fitting import fitting_value
from local.simulator.model.script import Action, ScriptedCall, steps_of
from local.simulator.v4.request import ConversationRequest, NamedChoice, OfferedFunction

_QUOTED_CHARACTERS = 400
_ASKS = re.compile(r"\b(?:call|use|using|invoke)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SimulatedCall:
    """``arguments`` is JSON."""

    name: str
    arguments: str


SimulatedPart = str | SimulatedCall


def answer_to(request: ConversationRequest, voice: int = 0) -> list[SimulatedPart]:
    """Return the parts of the answer; each ``voice`` is another miner's."""
    functions = [] if request.tool_choice == "none" else [tool.function for tool in request.tools]
    calls = _Calls(functions)
    if isinstance(request.tool_choice, NamedChoice):
        functions = [
            each for each in functions if each.name == request.tool_choice.function.name
        ] or functions
        calls = _Calls(functions)
    position = _scripted_message(request)
    parts: list[SimulatedPart] = []
    if position is not None:
        steps = steps_of(request.messages[position].text)
        done = sum(bool(message.tool_calls) for message in request.messages[position + 1 :])
        parts = _single(calls.parts_of(_step(steps, done)), request)
    has_call = any(isinstance(part, SimulatedCall) for part in parts)
    if functions and not has_call and _must_call(request):
        return [calls.fitting(functions[0])]
    if parts:
        return parts
    asked = None if position is not None else calls.asked_by(request)
    if asked is not None:
        return [asked]
    if request.response_format is not None and request.response_format.type != "text":
        return [_json(request)]
    if request.messages[-1].role == "tool":
        return [f"Done. The last result was: {request.messages[-1].text[:_QUOTED_CHARACTERS]}"]
    return [prose.answer_to(request.prompt, voice)]


def _callable(request: ConversationRequest) -> list[OfferedFunction]:
    choice, functions = request.tool_choice, [tool.function for tool in request.tools]
    if isinstance(choice, NamedChoice):
        return [function for function in functions if function.name == choice.function.name]
    return [] if choice == "none" else functions


def _scripted_message(request: ConversationRequest) -> int | None:
    """Return the position of the last user message with steps: clients add their own messages after it."""
    for position in range(len(request.messages) - 1, -1, -1):
        message = request.messages[position]
        if message.role == "user" and steps_of(message.text):
            return position
    return None


def _step(steps: list[list[Action]], done: int) -> list[Action]:
    """Return the actions of the next turn: up to the first call that is not done yet, texts before it too."""
    turns: list[list[Action]] = [[]]
    for step in steps:
        turns[-1] += step
        if any(isinstance(action, ScriptedCall) for action in step):
            turns.append([])
    return turns[done] if done < len(turns) else []


def _must_call(request: ConversationRequest) -> bool:
    return request.tool_choice == "required" or isinstance(request.tool_choice, NamedChoice)


def _single(parts: list[SimulatedPart], request: ConversationRequest) -> list[SimulatedPart]:
    """Return ``parts`` with their first call only, where parallel calls are not allowed."""
    if request.parallel_tool_calls:
        return parts
    first = next((part for part in parts if isinstance(part, SimulatedCall)), None)
    return [part for part in parts if isinstance(part, str) or part is first]


def _json(request: ConversationRequest) -> str:
    chosen = request.response_format
    schema = None if chosen is None or chosen.json_schema is None else chosen.json_schema.schema_
    value: Any = fitting_value(schema) if schema is not None else {"answer": prose.answer_to(request.prompt)}
    return orjson.dumps(value).decode()


class _Calls:
    """Calls of the functions that are offered."""

    def __init__(self, functions: list[OfferedFunction]) -> None:
        self._functions = {function.name: function for function in functions}

    def parts_of(self, actions: list[Action]) -> list[SimulatedPart]:
        parts: list[SimulatedPart] = []
        for action in actions:
            if isinstance(action, str):
                parts.append(action)
            elif action.arguments is not None and action.name in self._functions:
                parts.append(SimulatedCall(action.name, orjson.dumps(action.arguments).decode()))
            elif action.name in self._functions:
                parts.append(self.fitting(self._functions[action.name]))
        return parts

    def fitting(self, function: OfferedFunction) -> SimulatedCall:
        arguments = fitting_value(function.parameters or {"type": "object"})
        return SimulatedCall(function.name, orjson.dumps(arguments).decode())

    def asked_by(self, request: ConversationRequest) -> SimulatedCall | None:
        """Return the call that the last message asks for in words, if it is the user's."""
        last = request.messages[-1]
        if not self._functions or last.role != "user" or not _ASKS.search(last.text):
            return None
        named = [
            name for name in self._functions if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", last.text)
        ]
        if named:
            return self.fitting(self._functions[named[0]])
        asks_for_any = re.search(r"\btools?\b", last.text, re.IGNORECASE)
        return self.fitting(next(iter(self._functions.values()))) if asks_for_any else None
