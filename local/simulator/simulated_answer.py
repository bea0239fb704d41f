"""The simulated answer to a completion request, with the faults of the current behaviour."""

from __future__ import annotations

import asyncio
import time
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable, Sequence
from itertools import count
from typing import Generic, Protocol, TypeVar, cast

import orjson

from local.simulator import wire
from local.simulator.behaviour import RouterBehaviour
from local.simulator.model import prose
from local.simulator.recorded_requests import RecordedRequest
from local.simulator.request import CompletionRequest
from portal.inference.tokens import estimate_tokens
from portal.web.types import Message, Receive, Send

_TASKS = count(1)
MODEL = "simulated-model"


class ConnectionDropped(Exception):
    """Raised to make the server drop the connection in the middle of an answer."""


class Answerable(Protocol):
    """A request, of any wire."""

    stream: bool

    @property
    def prompt(self) -> str: ...


RequestT = TypeVar("RequestT", bound=Answerable)
TokenT = TypeVar("TokenT")


class SimulatedAnswer(ABC, Generic[RequestT, TokenT]):
    """One answer to ``request``, sent with ASGI's ``send``. ``record`` gets its outcome and token count.

    ``neighbour`` returns another request that runs on the same session, whose text gets into this one. What
    depends on the wire is abstract: its tokens, and the bodies that hold them.
    """

    def __init__(
        self,
        request: RequestT,
        behaviour: RouterBehaviour,
        record: RecordedRequest,
        send: Send,
        *,
        neighbour: Callable[[], Answerable | None] = lambda: None,
    ) -> None:
        self._request = request
        self._behaviour = behaviour
        self._record = record
        self._send = send
        self._neighbour = neighbour
        self._task = f"cmpl-{next(_TASKS)}"
        self._created = int(time.time())

    async def run(self) -> None:
        """Send the answer. Raises ConnectionDropped."""
        behaviour = self._behaviour
        await self._wait(behaviour.first_byte_delay_ms)
        if behaviour.status != 200:
            await refuse(self._send, behaviour.status, behaviour, self._record)
            return
        if behaviour.pending:
            await self._json(200, wire.pending())
        elif self._request.stream and not behaviour.json_instead_of_stream:
            await self._stream()
        else:
            await self._whole()
        self._record.outcome = "answered"

    @abstractmethod
    def _tokens(self) -> tuple[list[TokenT], str]:
        """Return the tokens of the answer and its finish reason."""

    @abstractmethod
    def _others(self) -> list[list[TokenT]]:
        """Return the tokens of the other miners."""

    @abstractmethod
    def _with_control_tokens(self, tokens: Sequence[TokenT]) -> list[TokenT]: ...

    @abstractmethod
    def _prompt_tokens(self) -> int: ...

    @abstractmethod
    def _chunk_body(
        self, id_: str, token: TokenT | None, finish: str | None, usage: wire.Body | None
    ) -> wire.Body: ...

    @abstractmethod
    def _whole_body(self, sent: Sequence[TokenT], finish: str, usage: wire.Body | None) -> wire.Body: ...

    async def _whole(self) -> None:
        tokens, finish = self._tokens()
        sent = self._with_control_tokens(tokens) if self._behaviour.control_tokens else list(tokens)
        # A whole answer takes as long as its tokens in a stream, and fails at the same token.
        for sent_tokens in range(len(tokens) + 1):
            try:
                await self._inject_faults(sent_tokens)
            except ConnectionDropped:
                # If no headers were sent, the web server would send a 500.
                await self._start(b"application/json")
                await self._write(b'{"id":')
                raise
            if sent_tokens < len(tokens):
                sent[sent_tokens] = self._mixed(sent_tokens, sent[sent_tokens])
                await self._wait(self._behaviour.token_delay_ms)
        self._record.tokens = len(tokens)
        await self._json(200, self._whole_body(sent, finish, self._usage(len(tokens))))

    async def _stream(self) -> None:
        behaviour = self._behaviour
        await self._start(b"text/event-stream")
        tokens, finish = self._tokens()
        async for index, frames in self._frames(tokens):
            await self._inject_faults(index)
            await self._write(frames)
            self._record.tokens = index + 1
            await self._wait(behaviour.token_delay_ms)
        await self._inject_faults(len(tokens))
        last = b""
        if not behaviour.omit_finish:
            for miner in range(behaviour.interleave):
                usage = self._usage(len(tokens))
                last += self._chunk(miner, None, finish, usage)
            if not behaviour.omit_done:
                last += wire.DONE * (2 if behaviour.duplicate_done else 1)
        await self._send({"type": "http.response.body", "body": last})

    async def _frames(self, tokens: Sequence[TokenT]) -> AsyncIterator[tuple[int, bytes]]:
        """Yield the index of each token, and its frames of all miners."""
        sent = self._with_control_tokens(tokens) if self._behaviour.control_tokens else list(tokens)
        others = self._others()
        for index, token in enumerate(sent):
            frames = self._chunk(0, self._mixed(index, token))
            for miner, other in enumerate(others, start=1):
                if index < len(other):
                    frames += self._chunk(miner, other[index])
            yield index, frames

    def _chunk(
        self, miner: int, token: TokenT | None, finish: str | None = None, usage: wire.Body | None = None
    ) -> bytes:
        id_ = self._task if miner == 0 else f"{self._task}-m{miner}"
        return wire.frame(self._chunk_body(id_, token, finish, usage))

    def _usage(self, completion_tokens: int) -> wire.Body | None:
        if not self._behaviour.usage:
            return None
        return wire.usage(self._prompt_tokens(), completion_tokens)

    def _mixed(self, index: int, token: TokenT) -> TokenT:
        """Return ``token``, or every second time one of the neighbour's text."""
        neighbour = self._neighbour() if index % 2 else None
        if neighbour is None or not isinstance(token, str):
            return token
        tokens = prose.split_tokens(prose.answer_to(neighbour.prompt))
        return cast("TokenT", tokens[index % len(tokens)])

    async def _wait(self, milliseconds: float) -> None:
        await asyncio.sleep(milliseconds * self._behaviour.slow_factor / 1000)

    async def _inject_faults(self, sent_tokens: int) -> None:
        """Drop or stall the connection if the behaviour says so after ``sent_tokens``."""
        if sent_tokens == self._behaviour.drop_after_tokens:
            raise ConnectionDropped
        if sent_tokens == self._behaviour.stall_after_tokens:
            await asyncio.Event().wait()

    async def _start(self, content_type: bytes) -> None:
        headers = [(b"content-type", content_type), (b"cache-control", b"no-cache")]
        await self._send({"type": "http.response.start", "status": 200, "headers": headers})

    async def _write(self, frames: bytes) -> None:
        await self._send({"type": "http.response.body", "body": frames, "more_body": True})

    async def _json(self, status: int, body: wire.Body) -> None:
        await send_json(self._send, status, body)


class TextAnswer(SimulatedAnswer[CompletionRequest, str]):
    """An answer of wire v3: its tokens are text."""

    def _tokens(self) -> tuple[list[str], str]:
        if self._behaviour.empty:
            return [], "stop"
        text = self._behaviour.text
        if text is None:
            text = prose.answer_to(self._request.prompt)
        stop = () if self._behaviour.ignore_stop else self._request.stop or ()
        return prose.truncate(text, self._request.max_tokens, stop)

    def _others(self) -> list[list[str]]:
        return [
            prose.split_tokens(prose.answer_to(self._request.prompt, miner))
            for miner in range(1, self._behaviour.interleave)
        ]

    def _with_control_tokens(self, tokens: Sequence[str]) -> list[str]:
        return list(prose.with_control_tokens(tokens))

    def _prompt_tokens(self) -> int:
        return estimate_tokens(self._request.prompt)

    def _chunk_body(
        self, id_: str, token: str | None, finish: str | None, usage: wire.Body | None
    ) -> wire.Body:
        return wire.chunk(
            id=id_, model=MODEL, created=self._created, text=token or "", finish=finish, usage=usage
        )

    def _whole_body(self, sent: Sequence[str], finish: str, usage: wire.Body | None) -> wire.Body:
        return wire.completion(
            id=self._task, model=MODEL, created=self._created, text="".join(sent), finish=finish, usage=usage
        )


async def refuse(
    send: Send, status: int, behaviour: RouterBehaviour, record: RecordedRequest, code: str | None = None
) -> None:
    """Send an error of ``status`` in the behaviour's shape, with its ``Retry-After``."""
    record.outcome = "refused"
    message = code or f"simulated failure {status}"
    body = wire.error(behaviour.error_shape, message, code or f"simulated_{status}")
    await send_json(send, status, body, retry_after=behaviour.retry_after)


async def send_json(send: Send, status: int, body: object, *, retry_after: int | None = None) -> None:
    headers = [(b"content-type", b"application/json")]
    if retry_after is not None:
        headers.append((b"retry-after", str(retry_after).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": orjson.dumps(body)})


async def wait_for_disconnect(receive: Receive) -> None:
    """Return when the caller has disconnected."""
    message: Message = {"type": ""}
    while message["type"] != "http.disconnect":
        message = await receive()
