"""The item of a streamed answer that is not finished: a message or a function call, with its own events."""

from __future__ import annotations

from functions.gateway.dialects import ResponseContext
from functions.gateway.dialects.json_text import TextPieces, encode_text
from functions.gateway.dialects.openai_responses.response_object import (
    CallItem,
    Status,
    call_item_id,
    message_id,
    message_item,
    text_part,
)
from portal.inference import ToolCallStart

_NO_TEXT = b'""'
_END = b"}\n\n"


def numbered_event(kind: str, number: int, fields: bytes) -> bytes:
    """Return the frame of an event. ``number`` is its place in the stream."""
    head = f'event: response.{kind}\ndata: {{"type":"response.{kind}","sequence_number":{number},'
    return head.encode() + fields + _END


class NumberedEvents:
    """Frames of one stream from a number on, each with the next one."""

    __slots__ = ("next_number",)

    def __init__(self, first: int) -> None:
        self.next_number = first

    def frame(self, kind: str, fields: bytes) -> bytes:
        number = self.next_number
        self.next_number += 1
        return numbered_event(kind, number, fields)


class _OpenItem:
    """Encodes the constant part of a delta once, so that a piece costs only its own text."""

    __slots__ = (
        "_events",
        "_has_delta",
        "_head",
        "_index",
        "_middle",
        "_pieces",
        "_position",
        "_tail",
        "_texts",
    )

    def __init__(self, events: NumberedEvents, index: int, delta: str, position: str, tail: bytes) -> None:
        self._events = events
        self._index = index
        self._position = position.encode()
        self._head = f'event: response.{delta}\ndata: {{"type":"response.{delta}","sequence_number":'.encode()
        self._middle = b"," + self._position + b',"delta":'
        self._tail = tail
        self._pieces = TextPieces()
        self._texts: list[str] = []
        self._has_delta = False

    def delta(self, text: str) -> bytes:
        self._texts.append(text)
        return self._delta(self._pieces.encode(text))

    def _delta(self, encoded: bytes) -> bytes:
        number = self._events.next_number
        self._events.next_number += 1
        self._has_delta = True
        return b"%b%d%b%b%b" % (self._head, number, self._middle, encoded, self._tail)

    def last_delta(self) -> bytes:
        """Return the delta that is still due. Clients expect one of every call, even without arguments."""
        held = self._pieces.flush()
        return self._delta(encode_text(held)) if held or not self._has_delta else b""

    def whole(self) -> bytes:
        """Return the text or the arguments so far, encoded."""
        return encode_text("".join(self._texts))

    def item_event(self, kind: str, item: bytes) -> bytes:
        return self._events.frame(kind, b'"output_index":%d,"item":%b' % (self._index, item))

    def own_event(self, kind: str, fields: bytes) -> bytes:
        return self._events.frame(kind, self._position + b"," + fields)


class OpenMessage(_OpenItem):
    """A message with one part: text."""

    __slots__ = ("_id",)

    def __init__(self, context: ResponseContext, events: NumberedEvents, index: int) -> None:
        self._id = message_id(context, index)
        position = f'"item_id":"{self._id}","output_index":{index},"content_index":0'
        super().__init__(events, index, "output_text.delta", position, b',"logprobs":[]' + _END)

    def added(self) -> bytes:
        item = message_item(self._id, "in_progress", b"")
        part = b'"part":' + text_part(_NO_TEXT)
        return self.item_event("output_item.added", item) + self.own_event("content_part.added", part)

    def item(self, status: Status) -> bytes:
        return message_item(self._id, status, text_part(self.whole()))

    def done(self, item: bytes) -> bytes:
        last, text = self.last_delta(), self.whole()
        return b"".join(
            (
                last,
                self.own_event("output_text.done", b'"text":' + text + b',"logprobs":[]'),
                self.own_event("content_part.done", b'"part":' + text_part(text)),
                self.item_event("output_item.done", item),
            )
        )


class OpenCall(_OpenItem):
    __slots__ = ("_call",)

    def __init__(
        self, context: ResponseContext, events: NumberedEvents, index: int, start: ToolCallStart
    ) -> None:
        item_id = call_item_id(context, index)
        self._call = CallItem(item_id, start.id, start.name, context.request.echo)
        position = f'"item_id":"{item_id}","output_index":{index}'
        super().__init__(events, index, "function_call_arguments.delta", position, _END)

    def added(self) -> bytes:
        return self.item_event("output_item.added", self._call.render("in_progress", _NO_TEXT))

    def item(self, status: Status) -> bytes:
        return self._call.render(status, self.whole())

    def done(self, item: bytes) -> bytes:
        last = self.last_delta()
        whole = b'"name":' + self._call.name + b',"arguments":' + self.whole()
        return (
            last
            + self.own_event("function_call_arguments.done", whole)
            + self.item_event("output_item.done", item)
        )
