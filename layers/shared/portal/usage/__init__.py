"""Usage events: the facts recorded about each request, and the seam to the queue that carries them.

``Admitted`` is recorded when a request is let in, ``Settled`` after its last byte; ``Refused`` when a request
of a known key is not let in. All are idempotent by ``request_id``. One queue message carries many events:
``{"events": [event, …]}``.

The events are plain dataclasses because the gateway makes two for each request: creating and encoding one
costs a third of what a pydantic model does. ``portal.usage.decoding`` checks their annotations when a
message arrives; the gateway that creates them does not.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Literal, Protocol

from pydantic import AwareDatetime, Field

from portal.inference import TokenSource

Outcome = Literal[
    "ok", "client_disconnected", "failed_before_first_byte", "failed_after_first_byte", "deadline"
]
"""How an admitted request ended. ``client_disconnected``: the client disconnected.

A request that never settles is marked ``abandoned`` by the maintenance job.
"""

AttemptOutcome = Literal[
    "ok", "unreachable", "rejected", "busy", "timed_out", "interrupted", "cancelled", "no_text"
]
"""How an attempt at one target ended. ``rejected``: an error that is not ``busy`` (429, 503). ``timed_out``:
no first text within the attempt's bound. ``interrupted``: its answer broke off after the first text.
``cancelled``: the client left, or another attempt was faster. ``no_text``: an answer without text."""

MAX_ATTEMPTED_TARGETS = 8
"""An event names no more of its targets: the first of them."""

Count = Annotated[int, Field(ge=0, lt=2**63)]
Seconds = Annotated[float, Field(gt=0, le=86_400, allow_inf_nan=False)]
Milliseconds = Annotated[float, Field(ge=0, allow_inf_nan=False)]


@dataclass(kw_only=True)
class _Event:
    """``route`` is the public path, such as ``/v1/messages``.

    ``admitted_at`` and every other time is by the gateway's clock. ``database_time`` is the time of the
    admission by the database's, which chooses plan and price; None if the gateway did not know it.

    Neither frozen nor with slots: creating one would cost three times as much, encoding it twice.
    """

    request_id: Annotated[str, Field(min_length=5, max_length=64)]
    organization_id: str
    key_id: str
    model: str
    pool: str
    route: str
    stream: bool
    admitted_at: AwareDatetime
    database_time: AwareDatetime | None = None


@dataclass(kw_only=True)
class Admitted(_Event):
    """``prompt_tokens`` is an estimate. ``deadline_seconds`` after it is recorded, a request without an end
    counts as abandoned.

    ``max_tokens`` is the completion limit of the request, where it has one: prepaid credit is held for it.
    """

    deadline_seconds: Seconds
    prompt_tokens: Count
    max_tokens: Count | None = None
    kind: Literal["admitted"] = "admitted"


@dataclass(kw_only=True)
class AttemptedTarget:
    """One attempt of a request. ``id`` is a target's (``portal.pools.target_ids``).

    ``ttft_ms`` is from the start of the attempt to its first text, None: there was none. ``duration_ms`` is
    from its start to its end.
    """

    id: Annotated[str, Field(pattern=r"^tgt_[0-9a-f]{16}$")]
    outcome: AttemptOutcome
    ttft_ms: Milliseconds | None = None
    duration_ms: Milliseconds


@dataclass(kw_only=True)
class Settled(_Event):
    """``ttft_ms`` is None where no byte of text reached the client.

    ``estimated_tokens`` is our own estimate of prompt and completion, beside the count of the router.

    ``status`` is the HTTP status that the client received, ``attempts`` the number of targets called.
    ``targets`` are these attempts in order, at most ``MAX_ATTEMPTED_TARGETS``; customers never see them.
    """

    settled_at: AwareDatetime
    outcome: Outcome
    status: int
    error_code: str | None = None
    prompt_tokens: Count
    completion_tokens: Count
    token_source: TokenSource
    estimated_tokens: Count | None = None
    ttft_ms: Milliseconds | None = None
    latency_ms: Milliseconds
    attempts: Count = 1
    targets: Annotated[list[AttemptedTarget], Field(max_length=MAX_ATTEMPTED_TARGETS)] = field(
        default_factory=list
    )
    kind: Literal["settled"] = "settled"


@dataclass(kw_only=True)
class Refused:
    """A request of a known API key, in force or not, that was not admitted. It costs and counts nothing.

    ``status`` is the HTTP status that the client received. ``route`` is None if there is no such path,
    ``model`` (an alias) if the request named none that exists. ``count`` is the number of refusals that the
    event stands for: of the same key, hour, status, code and model, and the first of them has the
    ``request_id``.
    """

    request_id: Annotated[str, Field(min_length=5, max_length=64)]
    organization_id: str
    key_id: str
    refused_at: AwareDatetime
    status: Annotated[int, Field(ge=400, le=599)]
    error_code: Annotated[str, Field(min_length=1, max_length=64)]
    error_param: Annotated[str, Field(max_length=128)] | None = None
    route: Annotated[str, Field(max_length=128)] | None = None
    model: Annotated[str, Field(max_length=128)] | None = None
    stream: bool = False
    count: Annotated[int, Field(ge=1, lt=2**31)] = 1
    kind: Literal["refused"] = "refused"


UsageEvent = Admitted | Settled | Refused


class UsageRecorder(Protocol):
    """Takes the usage events of the gateway. ``record`` never waits and never raises."""

    def record(self, event: UsageEvent) -> None: ...

    async def flush(self) -> None:
        """Return when every event recorded so far is queued or written to the log (≤ 2 s)."""
        ...


class QueueUnavailable(OSError):
    """The queue did not accept a message: it is unreachable, slow, or refuses."""


@dataclass(frozen=True, slots=True)
class QueueDepth:
    """How many messages a queue holds, as it counts them: late by up to a minute."""

    waiting: int
    """Messages that can be received."""
    in_flight: int
    """Messages that were received and not deleted, or cannot be received yet."""


class CountedQueue(Protocol):
    """A queue that tells how many messages it holds. It does not tell how old they are."""

    async def depth(self) -> QueueDepth:
        """Raises QueueUnavailable."""
        ...


class UsageQueue(Protocol):
    """A queue of messages; each is delivered at least once, in any order."""

    async def send(self, body: bytes) -> None:
        """Queue one message of at most ``portal.usage.messages.MAX_BYTES``. Raises QueueUnavailable."""
        ...
