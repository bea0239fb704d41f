"""The simulated answer to a request of wire v4, with the faults of the current behaviour."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from local.simulator import wire
from local.simulator.model import prose
from local.simulator.simulated_answer import MODEL, SimulatedAnswer
from local.simulator.v4 import model
from local.simulator.v4.fragments import CallFragment, Fragment, fragments_of, with_faults
from local.simulator.v4.request import ConversationRequest
from portal.inference.tokens import estimate_tokens

_MESSAGE_TOKENS = 4
"""Of a chat template: the role of a message, and its ends."""


class StructuredAnswer(SimulatedAnswer[ConversationRequest, Fragment]):
    """Its tokens are tokens of text and fragments of calls."""

    def _tokens(self) -> tuple[list[Fragment], str]:
        behaviour, request = self._behaviour, self._request
        if behaviour.empty:
            return [], "stop"
        if behaviour.text is not None:
            parts: list[model.SimulatedPart] = [behaviour.text]
        else:
            is_json = request.response_format is not None and request.response_format.type != "text"
            answer = model.answer_to(request)
            parts = with_faults(answer, behaviour.call_faults, behaviour.output_fault, is_json=is_json)
        stop = () if behaviour.ignore_stop else request.stop or ()
        if stop and all(isinstance(part, str) for part in parts):
            text_tokens, finish = prose.truncate("".join(map(str, parts)), request.max_tokens, stop)
            return [*text_tokens], finish
        fragments = fragments_of(parts, self._task, behaviour.call_faults)
        if request.max_tokens is not None and len(fragments) > request.max_tokens:
            return fragments[: request.max_tokens], "length"
        calls = any(isinstance(fragment, CallFragment) for fragment in fragments)
        return fragments, "tool_calls" if calls and "finish_stop" not in behaviour.call_faults else "stop"

    def _others(self) -> list[list[Fragment]]:
        return [
            [*prose.split_tokens(prose.answer_to(self._request.prompt, miner))]
            for miner in range(1, self._behaviour.interleave)
        ]

    def _with_control_tokens(self, tokens: Sequence[Fragment]) -> list[Fragment]:
        if any(isinstance(token, CallFragment) for token in tokens):
            return ["<think>", "The user wants a call.", "</think>", *tokens]
        return [*prose.with_control_tokens([str(token) for token in tokens])]

    def _prompt_tokens(self) -> int:
        messages = len(self._request.messages) + 1  # with the one that the model begins
        return estimate_tokens(self._request.all_text) + _MESSAGE_TOKENS * messages

    def _chunk_body(
        self, id_: str, token: Fragment | None, finish: str | None, usage: wire.Body | None
    ) -> wire.Body:
        delta: dict[str, Any] = {}
        if isinstance(token, CallFragment):
            delta["tool_calls"] = [token.body(self._behaviour.call_faults)]
        elif token:
            delta["content"] = token
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        return self._body(id_, "chat.completion.chunk", choice, usage)

    def _whole_body(self, sent: Sequence[Fragment], finish: str, usage: wire.Body | None) -> wire.Body:
        text = "".join([token for token in sent if isinstance(token, str)])
        message: dict[str, Any] = {"role": "assistant", "content": text or None}
        calls = _whole_calls([token for token in sent if isinstance(token, CallFragment)])
        if calls:
            message["tool_calls"] = [call.body(self._behaviour.call_faults) for call in calls]
        choice = {"index": 0, "message": message, "finish_reason": finish}
        body = self._body(self._task, "chat.completion", choice, usage)
        return {**body, "task_id": self._task.rpartition("-")[2]}

    def _body(self, id_: str, kind: str, choice: dict[str, Any], usage: wire.Body | None) -> wire.Body:
        body = {"id": id_, "object": kind, "created": self._created, "model": MODEL, "choices": [choice]}
        return {**body, **({"usage": usage} if usage else {})}


def _whole_calls(fragments: Sequence[CallFragment]) -> list[CallFragment]:
    calls: dict[int, CallFragment] = {}
    for fragment in fragments:
        begun = calls.get(fragment.index)
        if begun is None:
            calls[fragment.index] = fragment
        else:
            arguments = begun.arguments + fragment.arguments
            calls[fragment.index] = CallFragment(begun.index, arguments, begun.id, begun.name)
    return list(calls.values())
