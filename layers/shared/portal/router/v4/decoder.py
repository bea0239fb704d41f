"""Decodes a response of wire v4: text as wire v3 sends it, and tool calls. Pure.

The shape of calls is assumed to be OpenAI's (docs/protocols/cortensor-router.md, "Wire v4"): ``tool_calls``
in ``choices[].message`` of a whole answer, and in ``choices[].delta`` of a stream in fragments.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import orjson

from portal.router.v3 import bodies
from portal.router.v3.bodies import JsonBody
from portal.router.v3.decoder import CallFragment, ResponseDecoder

_REASONING_FIELDS = ("reasoning_content", "reasoning")
"""Where model servers put reasoning that they have taken out of the text."""


class StructuredDecoder(ResponseDecoder):
    """As ``ResponseDecoder``, with the calls of the choice that is followed.

    ``take_calls`` returns the fragments of calls that follow the text of ``feed`` and ``close``, and the
    texts between and after them.
    """

    def __init__(self) -> None:
        super().__init__()
        self._calls: list[str | CallFragment] = []
        self._fragments: list[tuple[int, CallFragment]] = []
        """With the number of texts before each."""

    def take_calls(self) -> Sequence[str | CallFragment]:
        calls, self._calls = self._calls, []
        return calls

    def _choice(self, frame: JsonBody, choice: JsonBody, texts: list[str]) -> None:
        was_finished = self.finish_reason is not None
        super()._choice(frame, choice, texts)
        if was_finished or not self.has_text or bodies.choice_index(choice) != self._choice_index:
            return
        part = _part(choice)
        for number, call in enumerate(_tool_calls(part)):
            self._fragments.append(
                (len(texts), _fragment(call, None if part is choice.get("delta") else number))
            )

    def _has_begun(self, choice: JsonBody) -> bool:
        part = _part(choice)
        if any(_text(part.get(name)) for name in _REASONING_FIELDS):
            self.reasoned = True
            return True
        return bool(_tool_calls(part))

    def _joined(self, texts: Sequence[str]) -> str:
        if not self._fragments:
            text = super()._joined(texts) if texts else ""
            if not self._calls:
                return text
            # The end of the response, after calls that were not taken yet.
            self._calls += _texts([text])
            return ""
        fragments, self._fragments = self._fragments, []
        if not texts and len(fragments) == 1 and not self._calls:
            self._calls.append(fragments[0][1])
            return self._characters.finish()
        first = fragments[0][0]
        text = super()._joined(texts[:first]) + self._characters.finish()
        if self._calls:
            self._calls += _texts([text])
            text = ""
        position = first
        for end, fragment in fragments:
            self._calls += _texts(texts[position:end])
            self._calls.append(fragment)
            position = end
        self._calls += _texts([super()._joined(texts[position:])])
        return text


def _texts(texts: Sequence[str]) -> list[str]:
    joined = "".join(texts)
    return [joined] if joined else []


def _part(choice: JsonBody) -> Mapping[str, object]:
    part = choice.get("delta")
    if not isinstance(part, dict):
        part = choice.get("message")
    return part if isinstance(part, dict) else choice


def _tool_calls(part: Mapping[str, object]) -> list[Mapping[str, object]]:
    listed = part.get("tool_calls")
    return [call for call in listed if isinstance(call, dict)] if isinstance(listed, list) else []


def _fragment(call: Mapping[str, object], number: int | None) -> CallFragment:
    function = call.get("function")
    if not isinstance(function, dict):
        function = {}
    index = call.get("index")
    return CallFragment(
        index=index if type(index) is int else number,
        # Some servers put the id into the function (ggml-org/llama.cpp#13800).
        id=_text(call.get("id")) or _text(function.get("id")),
        name=_text(function.get("name")),
        arguments=_arguments(function.get("arguments")),
    )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _arguments(value: object) -> str | None:
    """Return the JSON of arguments; some servers write them as a value instead of as its text."""
    if value is None or isinstance(value, str):
        return value
    return orjson.dumps(value).decode()
