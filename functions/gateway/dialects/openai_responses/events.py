"""The events of a streamed response (docs/protocols/openai-responses.md, "Events").

``response.created``, ``response.in_progress``; for each item ``output_item.added``, its own events and
``output_item.done``; ``response.completed`` or ``response.incomplete``. An error after the first byte is
``response.failed``, and nothing follows it: the item that it leaves open has no ``done``, since clients run
the calls that have one.
"""

from __future__ import annotations

from collections.abc import Callable

from functions.gateway.dialects import KEEP_ALIVE_COMMENT, ResponseContext
from functions.gateway.dialects.openai_responses.errors import failure_json
from functions.gateway.dialects.openai_responses.open_items import (
    NumberedEvents,
    OpenCall,
    OpenMessage,
    numbered_event,
)
from functions.gateway.dialects.openai_responses.response_object import (
    ResponseObject,
    Status,
    incomplete_details,
    usage_json,
)
from portal.errors import PortalError
from portal.inference import Finish, TokenUsage, ToolCallStart

_START = ("created", "in_progress")
"""Their numbers are fixed, because the first text is rendered before they are: a stream begins with it."""


class ResponseEvents:
    __slots__ = ("_context", "_events", "_now", "_open", "_output", "_response")

    keep_alive = KEEP_ALIVE_COMMENT

    def __init__(self, context: ResponseContext, now: Callable[[], float]) -> None:
        self._context = context
        self._now = now
        self._response = ResponseObject(context)
        self._events = NumberedEvents(len(_START))
        self._output: list[bytes] = []
        self._open: OpenMessage | OpenCall | None = None

    def start(self) -> bytes:
        response = b'"response":' + self._response.render("in_progress")
        return b"".join([numbered_event(kind, number, response) for number, kind in enumerate(_START)])

    def text(self, text: str) -> bytes:
        if not text:
            return b""
        if isinstance(self._open, OpenMessage):
            return self._open.delta(text)
        closed = self._close("completed")
        self._open = OpenMessage(self._context, self._events, len(self._output))
        return closed + self._open.added() + self._open.delta(text)

    def tool_call(self, call: ToolCallStart) -> bytes:
        closed = self._close("completed")
        self._open = OpenCall(self._context, self._events, len(self._output), call)
        return closed + self._open.added()

    def arguments(self, fragment: str) -> bytes:
        assert self._open is not None
        return self._open.delta(fragment) if fragment else b""

    def finish(self, finish: Finish, usage: TokenUsage) -> bytes:
        incomplete, counted = incomplete_details(finish), usage_json(usage)
        if incomplete is not None:
            closed = self._close("incomplete")
            response = self._response.render("incomplete", self._output, usage=counted, incomplete=incomplete)
            return closed + self._whole_response("incomplete", response)
        closed = self._close("completed")
        response = self._response.render(
            "completed", self._output, usage=counted, completed_at=int(self._now())
        )
        return closed + self._whole_response("completed", response)

    def error(self, error: PortalError) -> bytes:
        output = self._output if self._open is None else [*self._output, self._open.item("incomplete")]
        response = self._response.render("failed", output, error=failure_json(error))
        return self._whole_response("failed", response)

    def _whole_response(self, kind: str, response: bytes) -> bytes:
        return self._events.frame(kind, b'"response":' + response)

    def _close(self, status: Status) -> bytes:
        """End the open item, if there is one."""
        if self._open is None:
            return b""
        item = self._open.item(status)
        frames = self._open.done(item)
        self._output.append(item)
        self._open = None
        return frames
