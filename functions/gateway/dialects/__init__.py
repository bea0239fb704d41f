"""Dialects: one wire format that clients use, parsed to one ``InferenceRequest`` and rendered back.

A dialect owns its parsing, the unary body, the frames of a stream, the error body and the names of its limit
headers, and nothing else. All code between parsing and rendering is shared.

To add a dialect, write:

- a folder here: ``__init__.py`` (which routes), ``request.py`` (body → ``InferenceRequest``, on
  ``BodyReader`` and the other ``fields``) and ``response.py`` (a class with the methods of ``Dialect``);
- one line in ``registry.DIALECTS``: its route, and how its clients are recognised on shared routes;
- its example bodies in ``tests/support/gateway/dialect_cases.py``: the tests of every dialect then run over
  it;
- tests of what only it has: in a folder of its name in ``tests/functions/gateway/dialects``;
- its facts in ``docs/protocols/<name>.md``.

If its limit headers have names of their own, pages in a browser can read them only after they were added to
``EXPOSED_HEADERS`` in ``portal.web.cors``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from portal.errors import PortalError
from portal.inference import AnswerEvent, Completion, Finish, InferenceRequest, TokenUsage, ToolCallStart
from portal.limits import Window

Headers = Mapping[str, str]
"""Request headers with lower-case names."""


@dataclass(frozen=True, slots=True)
class ResponseContext:
    """The fields of a response besides its text.

    ``model`` is the resolved alias, ``pool`` the pool's public name, ``created`` is in unix seconds.
    ``prompt_tokens`` is our estimate, which ``message_start`` carries and ``count_tokens`` returns.
    ``request`` is what was asked, for dialects whose responses repeat some of it.
    """

    request_id: str
    model: str
    pool: str
    created: int
    prompt_tokens: int
    request: InferenceRequest = field(default_factory=lambda: InferenceRequest(None))

    @property
    def include_usage(self) -> bool:
        return self.request.include_usage


KEEP_ALIVE_COMMENT = b": keep-alive\n"
"""One comment line. A blank line after it would end an event, and older SSE parsers, Go's of OpenAI among
them, deliver that as an event without data (docs/protocols/openai.md, "Stream frames")."""


class StreamFrames(Protocol):
    """The frames of one stream: start, then text and tool calls in any order, then finish or error.

    Each is one or more whole SSE frames. ``arguments`` are those of the call that began last, and only follow
    it or each other: anything else ends the call. ``keep_alive`` may be sent between any two of them.
    """

    @property
    def keep_alive(self) -> bytes: ...

    def start(self) -> bytes: ...

    def text(self, text: str) -> bytes: ...

    def tool_call(self, call: ToolCallStart) -> bytes: ...

    def arguments(self, fragment: str) -> bytes: ...

    def finish(self, finish: Finish, usage: TokenUsage) -> bytes:
        """Everything after the last text or call, the terminator included."""
        ...

    def error(self, error: PortalError) -> bytes:
        """An in-band error. Nothing follows it, no terminator and no finish reason."""
        ...


def event_frames(frames: StreamFrames, event: AnswerEvent) -> bytes:
    """Return the frames of one event."""
    if isinstance(event, str):
        return frames.text(event)
    if isinstance(event, ToolCallStart):
        return frames.tool_call(event)
    return frames.arguments(event.text)


class Dialect(Protocol):
    name: str

    def parse(self, body: bytes, headers: Headers) -> InferenceRequest:
        """Raises InvalidRequest (or a subclass), which names the parameter at fault."""
        ...

    def unary(self, context: ResponseContext, completion: Completion) -> bytes: ...

    def stream(self, context: ResponseContext) -> StreamFrames: ...

    def error(self, error: PortalError, request_id: str) -> bytes:
        """The body of an HTTP error."""
        ...

    def error_status(self, error: PortalError) -> int:
        """The HTTP status: mostly ``error.status``, but Anthropic's differs in some (402, 529)."""
        ...

    def limit_headers(self, windows: Sequence[Window], now: float) -> list[tuple[str, str]]:
        """Limit, remaining and reset of the window that refuses first; empty without windows.

        ``now`` is in unix seconds.
        """
        ...
