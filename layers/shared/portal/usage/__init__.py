"""Usage: what is said about each request, exactly twice, and how it travels to the ledger.

``Admitted`` is said when a request is let in, ``Settled`` after its last byte. Both are idempotent by
``request_id``. One queue message carries many events: ``{"events": [event, …]}``.

The events are plain dataclasses because the gateway makes two for each request: made and encoded they cost
a third of a pydantic model. Their annotations are what ``portal.usage.decoding`` checks when a message
arrives; the gateway is trusted to tell the truth.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal, Protocol

from pydantic import AwareDatetime, Field

from portal.inference import TokenSource

Outcome = Literal["ok", "cancelled", "failed_before_first_byte", "failed_after_first_byte", "deadline"]
"""How an admitted request ended. ``cancelled``: the client went away. The reaper adds ``abandoned``."""

Count = Annotated[int, Field(ge=0, lt=2**63)]
Milliseconds = Annotated[float, Field(ge=0, allow_inf_nan=False)]


@dataclass(kw_only=True)
class _Event:
    """``route`` is the public path, such as ``/v1/messages``.

    Neither frozen nor with slots: making one would cost three times as much, encoding it twice.
    """

    request_id: Annotated[str, Field(min_length=5, max_length=64)]
    organization_id: str
    key_id: str
    model: str
    pool: str
    route: str
    stream: bool


@dataclass(kw_only=True)
class Admitted(_Event):
    """``prompt_tokens`` is estimated; ``deadline_at`` is when the reaper may call the request abandoned.

    ``max_tokens`` is how long the answer may be, where the request says so: what prepaid credit is held for.

    ``client_retry`` is how often the client tried this before: ``x-stainless-retry-count``, or earlier runs
    under its ``Idempotency-Key``. ``fingerprint`` is a hash of key, route and body: what is charged for one
    try is not charged for the next that has the same.
    """

    admitted_at: AwareDatetime
    deadline_at: AwareDatetime
    prompt_tokens: Count
    max_tokens: Count | None = None
    client_retry: Count = 0
    fingerprint: Annotated[str, Field(max_length=64)] | None = None
    kind: Literal["admitted"] = "admitted"


@dataclass(kw_only=True)
class Settled(_Event):
    """``ttft_ms`` is None where no byte of text reached the client.

    ``estimated_tokens`` is our own estimate of prompt and completion, beside whatever the router counted.

    ``status`` is the HTTP status the client saw, ``attempts`` how many targets were tried.
    """

    admitted_at: AwareDatetime
    settled_at: AwareDatetime
    ending: Outcome
    status: int
    error_code: str | None = None
    prompt_tokens: Count
    completion_tokens: Count
    token_source: TokenSource
    estimated_tokens: Count | None = None
    ttft_ms: Milliseconds | None = None
    latency_ms: Milliseconds
    attempts: Count = 1
    kind: Literal["settled"] = "settled"


UsageEvent = Admitted | Settled


class UsageRecorder(Protocol):
    """What the pipeline tells. ``record`` never waits and never raises."""

    def record(self, event: UsageEvent) -> None: ...

    async def flush(self) -> None:
        """Return when everything recorded so far is queued or safely logged (≤ 2 s)."""
        ...


class QueueUnavailable(OSError):
    """The queue did not take a message: unreachable, slow, or refusing."""


class UsageQueue(Protocol):
    async def send(self, body: bytes) -> None:
        """Queue one message of at most ``portal.usage.messages.MAX_BYTES``. Raises QueueUnavailable."""
        ...

    async def close(self) -> None: ...
