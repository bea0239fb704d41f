"""Steps that a user message asks the simulated model to take, so that tests can drive any client. Pure.

``[[call NAME {"json": "arguments"}]]`` calls a function, without arguments with some that fit its schema;
``[[call A {}]] & [[call B {}]]`` is one step with two parallel calls; ``[[say TEXT]]`` says something. A step
is done when the results of its calls have been sent back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from json import JSONDecodeError, JSONDecoder
from typing import Any

_BEGIN = re.compile(r"\[\[(?:call\s+([A-Za-z0-9_.-]+)\s*|say\s+)")
_JOINED = re.compile(r"\s*&\s*")
_DECODER = JSONDecoder(strict=False)


@dataclass(frozen=True, slots=True)
class ScriptedCall:
    """``arguments`` None: any that fit."""

    name: str
    arguments: dict[str, Any] | None


Action = ScriptedCall | str
"""A call, or a text to say."""


def steps_of(text: str) -> list[list[Action]]:
    """Return the steps in ``text``, each with its actions."""
    steps: list[list[Action]] = []
    position, last_end = 0, -1
    while (begin := _BEGIN.search(text, position)) is not None:
        action, end = _action(text, begin)
        if last_end >= 0 and _JOINED.fullmatch(text[last_end : begin.start()]):
            steps[-1].append(action)
        else:
            steps.append([action])
        position = last_end = end
    return steps


def _action(text: str, begin: re.Match[str]) -> tuple[Action, int]:
    name, start = begin[1], begin.end()
    if name is None:
        end = text.find("]]", start)
        end = len(text) if end < 0 else end
        return text[start:end], end + 2
    arguments: dict[str, Any] | None = None
    if text.startswith("{", start):
        try:
            arguments, start = _DECODER.raw_decode(text, start)
        except JSONDecodeError:
            start = max(start, text.find("]]", start))
    end = text.find("]]", start)
    return ScriptedCall(name, arguments), (len(text) if end < 0 else end + 2)
