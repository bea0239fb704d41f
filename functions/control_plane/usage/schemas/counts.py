"""Sums over requests, and how fast the requests were."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, Field


class UsageCounts(BaseModel):
    """Sums over requests. Each admitted request is settled, abandoned or in flight; `requests` counts all
    three. Refused requests were never admitted, and only `refused` counts them.
    """

    requests: int = Field(default=0, description="Admitted requests.")
    settled: int = Field(default=0, description="Requests that have ended.")
    in_flight: int = Field(default=0, description="Requests that have not ended yet.")
    abandoned: int = Field(default=0, description="Requests whose end was never reported.")
    refused: int = Field(
        default=0, description="Requests that were refused. They cost nothing and count towards no limit."
    )
    errors: int = Field(default=0, description="Admitted requests that ended with an error.")
    client_disconnected: int = Field(
        default=0, description="Requests whose client disconnected before the end."
    )
    prompt_tokens: int = Field(default=0, description="Prompt tokens.")
    completion_tokens: int = Field(default=0, description="Completion tokens.")
    total_tokens: int = Field(default=0, description="Prompt and completion tokens.")
    cost_nanousd: int = Field(
        default=0, description="Price in nano-USD (1 USD is 1,000,000,000); 0 within a plan's allowance."
    )
    latency_ms_mean: float | None = Field(
        default=None, description="Mean milliseconds to the last byte; null without settled requests."
    )
    ttft_ms_mean: float | None = Field(
        default=None, description="Mean milliseconds to the first byte of text; null if there was none."
    )


class Percentiles(BaseModel):
    """Percentiles of a duration, within ±12 %; null without requests."""

    p50: float | None = Field(default=None, description="50th percentile in milliseconds.")
    p95: float | None = Field(default=None, description="95th percentile in milliseconds.")
    p99: float | None = Field(default=None, description="99th percentile in milliseconds.")


class Speed(BaseModel):
    """Latency and time to first text of requests."""

    latency_ms: Percentiles = Field(default=Percentiles(), description="From admission to the last byte.")
    ttft_ms: Percentiles = Field(default=Percentiles(), description="From admission to the first text.")


class RefusalCount(BaseModel):
    """Requests that were refused for one reason."""

    status: int = Field(description="HTTP status of the responses.", examples=[429])
    error_code: str = Field(description="Code of the error.", examples=["rate_limit_exceeded"])
    refusals: int = Field(description="Number of requests.", examples=[3])


class ModelUsage(UsageCounts):
    """Usage of one model."""

    speed: Speed = Field(default=Speed(), description="Speed of the model's requests.")

    model: str = Field(description="Alias of the model.", examples=["oss-20b"])


class UsageShare(BaseModel):
    """Share of a day's or hour's usage."""

    requests: int = Field(description="Admitted requests.")
    total_tokens: int = Field(description="Prompt and completion tokens.")


class ModelShare(UsageShare):
    """Share of one model."""

    model: str = Field(description="Alias of the model.", examples=["oss-20b"])


class KeyShare(UsageShare):
    """Share of one API key."""

    key_id: UUID = Field(description="Id of the key.")


class UsageBreakdown(UsageCounts):
    """Sums, broken down by model and by API key."""

    models: list[ModelShare] = Field(default=[], description="By model, most used first.")
    keys: list[KeyShare] = Field(default=[], description="By API key, most used first.")


class DayUsage(UsageBreakdown):
    """Usage of one day."""

    day: date = Field(description="The day, in UTC.")


class HourUsage(UsageBreakdown):
    """Usage of one hour."""

    hour: AwareDatetime = Field(description="Start of the hour, in UTC.")


class KeyUsage(UsageCounts):
    """Usage of one API key."""

    key_id: UUID = Field(description="Id of the key.")
    name: str = Field(description="Name of the key.", examples=["production"])
