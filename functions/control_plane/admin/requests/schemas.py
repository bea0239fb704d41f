"""Schemas of requests as operators see them."""

from __future__ import annotations

from uuid import UUID

from pydantic import BaseModel, Field

from functions.control_plane.database.timestamp import Timestamp
from functions.control_plane.usage.schemas.events import UsageReceipt
from portal.usage import AttemptOutcome


class AttemptEntry(BaseModel):
    """One attempt of a request at a target."""

    id: str = Field(description="Id of the target.", examples=["tgt_0123456789abcdef"])
    router_id: str | None = Field(description="Id of its router; null if the target is not known.")
    outcome: AttemptOutcome = Field(description="How the attempt ended.")
    ttft_ms: float | None = Field(default=None, description="Milliseconds to its first text; null: none.")
    duration_ms: float = Field(description="Milliseconds from its start to its end.")


class RequestLogEntry(BaseModel):
    """The log of a request, besides its usage. Neither prompt nor answer is stored."""

    request_id: str = Field(description="Id of the request.")
    organization_id: UUID = Field(description="Id of its organisation.")
    key_id: UUID = Field(description="Id of its API key.")
    route: str | None = Field(description="Path of the route; null if there is no such path.")
    model: str | None = Field(
        description="Alias of the model; null if a refused request named none that exists."
    )
    pool: str | None = Field(description="Name of the pool that served it; null if it was refused.")
    stream: bool = Field(description="Whether the request asked for a stream.")
    outcome: str | None = Field(description="How it ended, or refused; null while in flight.")
    status: int | None = Field(description="HTTP status of the response.")
    error_code: str | None = Field(description="Code of the error; null if it ended without one.")
    error_param: str | None = Field(description="Field or header at fault, if it was refused for one.")
    attempts: int | None = Field(description="Number of attempts, each at one target.")
    attempted_targets: list[AttemptEntry] = Field(description="The attempts in order, at most eight.")
    ttft_ms: float | None = Field(description="Milliseconds to the first byte of text.")
    latency_ms: float | None = Field(description="Milliseconds to the last byte.")
    admitted_at: Timestamp = Field(description="When it was admitted, or refused.")
    ended_at: Timestamp | None = Field(description="When it ended; null while in flight.")


class RequestLogList(BaseModel):
    """A page of request logs."""

    data: list[RequestLogEntry] = Field(description="Request logs, newest first.")
    next_cursor: str | None = Field(
        description="Pass it as `cursor` to read the next page; null on the last page."
    )


class InspectedRequest(BaseModel):
    """Receipt and log of a request."""

    organization_id: UUID = Field(description="Id of its organisation.")
    receipt: UsageReceipt = Field(
        description="Its usage and price, stored permanently; of a refused request for 30 days."
    )
    log: RequestLogEntry | None = Field(description="Its log; null after the retention period.")
