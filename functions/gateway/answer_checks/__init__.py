"""Checks of what a model answers against what the request allows. Nothing is corrected.

Checked are, once the answer has ended by itself (a cut one is marked by its finish reason):

- its calls: that tools were offered, that there is one where one is required, that it is the named function,
  and that there is only one without ``parallel_tool_calls``;
- the arguments of a call: under ``strict`` that they fit the function's schema and that the function exists,
  and in dialects that carry arguments as an object, that they are one; otherwise they pass as written;
- its text: that it is a JSON object for ``json_object``, and under ``strict`` that it fits the schema.

docs/answers.md says the same to customers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson

from functions.gateway.answer_checks.strict_schemas import StrictSchemas
from portal.inference import Finish, InferenceRequest, ToolCall, text_of

_ENDS_BY_ITSELF = frozenset({"stop", "tool_calls"})


class AnswerCheck:
    """The checks of one request's answers. Creating it raises InvalidRequest for an unusable schema."""

    def __init__(self, request: InferenceRequest) -> None:
        self._request = request
        self._schemas = StrictSchemas(request)
        self._names = {tool.name for tool in request.tools}

    def violation(self, parts: Sequence[str | ToolCall], finish: Finish) -> str | None:
        """Return what is wrong with an answer, as the end of 'The model's answer is not …'. None: nothing."""
        if finish.reason not in _ENDS_BY_ITSELF or finish.stop_sequence is not None:
            return None
        calls = [part for part in parts if isinstance(part, ToolCall)]
        wrong = self._wrong_calls(calls)
        for call in calls:
            wrong = wrong or self._wrong_arguments(call)
        if wrong is None and not calls and self._request.output is not None:
            wrong = self._wrong_text(text_of(parts))
        return wrong

    def _wrong_calls(self, calls: Sequence[ToolCall]) -> str | None:
        request, choice = self._request, self._request.tool_choice
        if calls and not request.offers_tools:
            return "it calls a function, and none was offered"
        if not calls:
            required = request.offers_tools and choice.mode in ("required", "named")
            return "it has no call, and one is required" if required else None
        if choice.mode == "named" and any(call.name != choice.name for call in calls):
            return f"it calls another function than '{choice.name}'"
        if len(calls) > 1 and not request.parallel_tool_calls:
            return "it has several calls, and only one is allowed"
        return None

    def _wrong_arguments(self, call: ToolCall) -> str | None:
        if self._schemas and call.name not in self._names:
            return f"it calls '{_shown(call.name)}', which was not offered"
        if not (self._request.object_arguments or self._schemas.has(call.name)):
            return None
        where = f"the arguments of '{_shown(call.name)}'"
        try:
            arguments = orjson.loads(call.arguments or "{}")
        except orjson.JSONDecodeError:
            return f"{where} are not valid JSON"
        if not isinstance(arguments, dict):
            return f"{where} are not a JSON object"
        fault = self._schemas.fault(call.name, arguments)
        return None if fault is None else f"{where} do not fit its schema: {fault}"

    def _wrong_text(self, text: str) -> str | None:
        output = self._request.output
        if output is None or not (output.strict or output.schema is None):
            return None
        try:
            value: Any = orjson.loads(text)
        except orjson.JSONDecodeError:
            return "its text is not valid JSON"
        if output.schema is None:
            return None if isinstance(value, dict) else "its text is not a JSON object"
        fault = self._schemas.output_fault(value)
        return None if fault is None else f"its text does not fit the schema: {fault}"


def _shown(name: str) -> str:
    return name if len(name) <= 64 else name[:63] + "…"
