"""The messages of a conversation, from the items of ``input``.

What a model answers in one turn are several items: its text, and each of its calls. They become one message
again, with the results of its calls right after it, as models read them. So what stands between a call and
its output is moved: a text of the model before the results, a message of anybody else behind them.

Each call has an output, and each output a call before it; clients know the words for either.
"""

from __future__ import annotations

from collections.abc import Sequence

from functions.gateway.dialects.openai_responses.content import content_text
from functions.gateway.dialects.openai_responses.items import (
    FunctionCallItem,
    FunctionOutputItem,
    Item,
    MessageItem,
    is_call,
    is_message,
    is_output,
)
from functions.gateway.dialects.openai_responses.names import FullName, OfferedNames
from portal.errors import InvalidRequest
from portal.inference import Message, Part, ToolCall, ToolResult, text_message


class ItemHistory:
    """Reads the items of one request in order. ``names`` are those of its functions."""

    def __init__(self, names: OfferedNames) -> None:
        self._names = names
        self._messages: list[Message] = []
        self._turn: list[Part] | None = None
        """The parts of the model's turn that further items may continue, None outside of one."""
        self._unanswered: dict[str, int] = {}
        """Id of a call → the position of its item."""
        self._call_ids: set[str] = set()
        """Of the turn, answered or not."""
        self._results: list[ToolResult] = []
        self._held: list[Message] = []

    def read(self, items: Sequence[Item]) -> tuple[Message, ...]:
        """Raises InvalidRequest that names the item."""
        for i, item in enumerate(items):
            if is_message(item):
                self._add_message(item)
            elif is_call(item):
                self._add_call(item, i)
            elif is_output(item):
                self._add_output(item, i)
        for call_id, position in self._unanswered.items():
            raise InvalidRequest(
                f"No tool output found for function call {call_id[:64]}.", param=f"input.{position}.call_id"
            )
        self._end_turn()
        return tuple(self._messages)

    def _add_message(self, item: MessageItem) -> None:
        text = content_text(item["content"])
        if item["role"] == "assistant":
            if self._turn is None or not self._unanswered:
                self._end_turn()
                self._turn = []
            if text:
                self._turn.append(text)
            return
        message = text_message(item["role"], text)
        if self._unanswered:
            self._held.append(message)
            return
        self._end_turn()
        self._messages.append(message)

    def _add_call(self, item: FunctionCallItem, position: int) -> None:
        call_id = item["call_id"]
        if self._results and not self._unanswered:
            self._end_turn()
        if call_id in self._call_ids:
            param = f"input.{position}.call_id"
            raise InvalidRequest(f"'{param}' is that of another call as well.", param=param)
        if self._turn is None:
            self._turn = []
        name = self._names.offered(FullName(item.get("namespace"), item["name"]))
        self._turn.append(ToolCall(call_id, name, item["arguments"]))
        self._unanswered[call_id] = position
        self._call_ids.add(call_id)

    def _add_output(self, item: FunctionOutputItem, position: int) -> None:
        call_id = item["call_id"]
        if self._unanswered.pop(call_id, None) is None:
            raise InvalidRequest(
                f"No tool call found for function call output with call_id {call_id[:64]}.",
                param=f"input.{position}.call_id",
            )
        self._results.append(ToolResult(call_id, content_text(item["output"])))

    def _end_turn(self) -> None:
        if self._turn is not None:
            self._messages.append(Message("assistant", tuple(self._turn)))
        if self._results:
            self._messages.append(Message("tool", tuple(self._results)))
        self._messages += self._held
        self._turn = None
        self._call_ids.clear()
        self._results.clear()
        self._held.clear()
