"""Dialects: one wire format to one ``InferenceRequest`` and back.

A dialect owns parsing, the unary body, the stream's frames, its error body and the names of its limit
headers, and nothing else. Everything between is the same code for all. A new dialect is one new file here
and one route in ``functions.gateway.api``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from portal.errors import PortalError
from portal.inference import Completion, Finish, InferenceRequest, TokenUsage
from portal.limits import Window

Headers = Mapping[str, str]
"""Request headers with lower-case names."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a rendered answer needs to know besides its text.

    ``model`` is the resolved alias, ``pool`` the pool's public name, ``created`` unix seconds;
    ``prompt_tokens`` is what ``message_start`` says and ``count_tokens`` answers.
    """

    request_id: str
    model: str
    pool: str
    created: int
    prompt_tokens: int
    include_usage: bool = False


class StreamFrames(Protocol):
    """The frames of one stream, in order: start, text*, then finish or error. All are whole SSE frames."""

    def start(self) -> bytes: ...

    def text(self, text: str) -> bytes: ...

    def finish(self, finish: Finish, usage: TokenUsage) -> bytes:
        """Everything after the last text, the terminator included."""
        ...

    def error(self, error: PortalError) -> bytes:
        """An in-band error; nothing may follow it, no terminator and no finish reason."""
        ...


class Dialect(Protocol):
    name: str

    def parse(self, body: bytes, headers: Headers) -> InferenceRequest:
        """Raise InvalidRequest (or a subclass) naming the parameter at fault."""
        ...

    def unary(self, answer: Answer, completion: Completion) -> bytes: ...

    def stream(self, answer: Answer) -> StreamFrames: ...

    def error(self, error: PortalError, request_id: str) -> bytes:
        """The body of an HTTP error."""
        ...

    def error_status(self, error: PortalError) -> int:
        """Mostly ``error.status``; dialects differ in a few (402, 529)."""
        ...

    def limit_headers(self, windows: Sequence[Window], now: float) -> list[tuple[str, str]]:
        """Limit, remaining and reset of the window that will bind first; empty without windows."""
        ...


KEEP_ALIVE = b": keep-alive\n\n"
"""An SSE comment. Every SDK ignores it; an ``event: ping`` would become a bogus chunk in OpenAI's."""
