"""Usage: sums, where the limits stand, and single requests."""

from __future__ import annotations

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, Field

from portal.usage.pricing import Charged

RangeName = Literal["24h", "7d", "30d", "90d", "month", "custom"]
EndingName = Literal[
    "ok", "cancelled", "failed_before_first_byte", "failed_after_first_byte", "deadline", "abandoned"
]
ExportFormat = Literal["csv", "json"]


class UsageCounts(BaseModel):
    """Sums over requests. Each request is settled, abandoned or in flight; `requests` counts all three."""

    requests: int = Field(default=0, description="Requests that were let in.")
    settled: int = Field(default=0, description="Requests that ended.")
    in_flight: int = Field(default=0, description="Requests that have not ended yet.")
    abandoned: int = Field(default=0, description="Requests whose end was never reported.")
    errors: int = Field(default=0, description="Requests that ended in an error.")
    cancelled: int = Field(default=0, description="Requests whose client went away before the end.")
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
        default=None, description="Mean milliseconds to the first byte of text; null where there was none."
    )


class Percentiles(BaseModel):
    """Durations that so many in a hundred requests stayed within, to 12 %; null without requests."""

    p50: float | None = Field(default=None, description="Milliseconds that half of them stayed within.")
    p95: float | None = Field(default=None, description="Milliseconds that 95 % stayed within.")
    p99: float | None = Field(default=None, description="Milliseconds that 99 % stayed within.")


class Speed(BaseModel):
    """How fast requests were."""

    latency_ms: Percentiles = Field(default=Percentiles(), description="From admission to the last byte.")
    ttft_ms: Percentiles = Field(default=Percentiles(), description="From admission to the first text.")


class ModelUsage(UsageCounts):
    """Usage of one model."""

    speed: Speed = Field(default=Speed(), description="How fast its requests were.")

    model: str = Field(description="The model's alias.", examples=["oss-20b"])


class Part(BaseModel):
    """What part of a day's or hour's usage something was."""

    requests: int = Field(description="Requests that were let in.")
    total_tokens: int = Field(description="Prompt and completion tokens.")


class ModelPart(Part):
    """One model's part."""

    model: str = Field(description="The model's alias.", examples=["oss-20b"])


class KeyPart(Part):
    """One key's part."""

    key_id: UUID = Field(description="Id of the key.")


class PartedUsage(UsageCounts):
    """Sums, and what they were made of."""

    models: list[ModelPart] = Field(default=[], description="Its models, the most used first.")
    keys: list[KeyPart] = Field(default=[], description="Its keys, the most used first.")


class DayUsage(PartedUsage):
    """Usage of one day."""

    day: date = Field(description="The day, in UTC.")


class HourUsage(PartedUsage):
    """Usage of one hour."""

    hour: AwareDatetime = Field(description="Begin of the hour, in UTC.")


class KeyUsage(UsageCounts):
    """Usage of one key."""

    key_id: UUID = Field(description="Id of the key.")
    name: str = Field(description="What it is called.", examples=["production"])


class Allowance(BaseModel):
    """Where one limit stands: a sliding window, as the gateway counts it."""

    name: str = Field(description="Name of the limit.", examples=["requests per week"])
    scope: Literal["key", "organization"] = Field(
        description="key: counted for each key, and `used` is the busiest key's; organization: over all keys."
    )
    limit: int = Field(description="How many requests are allowed in any `seconds`.", examples=[1000])
    used: int = Field(description="How many count at the moment.", examples=[12])
    seconds: int = Field(description="Length of the window in seconds.", examples=[604800])
    resets_at: AwareDatetime = Field(
        description="When the current window ends; its requests count less and less from then on."
    )


class UsageSummary(BaseModel):
    """Usage over a span of time, and where the limits stand now."""

    range: RangeName = Field(description="The span that was asked for; custom: by its begin and end.")
    start: AwareDatetime = Field(description="Begin of the span, a whole hour.")
    end: AwareDatetime = Field(
        description="End of the span, a whole hour; of a span until now the end of the running one."
    )
    plan: str = Field(description="The organisation's plan.", examples=["free"])
    totals: UsageCounts = Field(description="Everything in the span.")
    speed: Speed = Field(description="How fast all of these requests were.")
    allowance: list[Allowance] = Field(description="The plan's limits, shortest window first.")
    by_model: list[ModelUsage] = Field(description="By model, the most used first.")
    by_day: list[DayUsage] = Field(description="By day (UTC), oldest first, days without usage included.")
    by_hour: list[HourUsage] = Field(
        description="By hour, oldest first, of spans up to 7d; hours without usage are left out."
    )
    by_key: list[KeyUsage] = Field(description="By key, the most used first.")


class UsageEvent(BaseModel):
    """One request. Neither prompt nor answer is kept anywhere."""

    request_id: str = Field(
        description="Id of the request, as in its x-request-id header.",
        examples=["req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD"],
    )
    key_id: UUID = Field(description="The key it was made with.")
    model: str = Field(description="Alias of the model.", examples=["oss-20b"])
    route: str = Field(description="The path that was called.", examples=["/v1/chat/completions"])
    stream: bool = Field(description="Whether a stream was asked for.")
    state: Literal["admitted", "settled", "abandoned"] = Field(
        description="admitted: in flight; settled: ended; abandoned: its end was never reported."
    )
    ending: EndingName | None = Field(
        description="How it ended: ok, cancelled, failed_before_first_byte, failed_after_first_byte, "
        "deadline or abandoned; null while in flight.",
        examples=["ok"],
    )
    status: int | None = Field(
        description="HTTP status the client saw; null while in flight.", examples=[200]
    )
    error_code: str | None = Field(description="Code of the error, where it ended in one.", examples=[None])
    prompt_tokens: int = Field(description="Prompt tokens; an estimate while in flight.")
    completion_tokens: int = Field(description="Completion tokens.")
    total_tokens: int = Field(description="Both together.")
    token_source: Literal["router", "estimated"] = Field(
        description="router: counted by the model's own tokenizer; estimated: by the documented estimator."
    )
    cost_nanousd: int = Field(description="Price in nano-USD (1 USD is 1,000,000,000).")
    ttft_ms: float | None = Field(description="Milliseconds to the first byte of text; null: none came.")
    latency_ms: float | None = Field(description="Milliseconds to the last byte; null while in flight.")
    admitted_at: AwareDatetime = Field(description="When it was let in.")
    settled_at: AwareDatetime | None = Field(description="When it ended; null while in flight.")
    key_name: str = Field(description="What its key is called.", examples=["production"])


class UsageReceipt(UsageEvent):
    """One request, and what it was charged for."""

    charged_for: Charged | None = Field(
        description="Which tokens the price counts, by how the request ended; null while in flight. On an "
        "allowance the price is 0 whatever it says here.",
        examples=["prompt and completion"],
    )


class UsageExport(BaseModel):
    """Every request of a range."""

    data: list[UsageEvent] = Field(description="Requests, newest first.")


class UsageEventList(BaseModel):
    """A page of requests."""

    data: list[UsageEvent] = Field(description="Requests, newest first.")
    next_cursor: str | None = Field(
        description="Pass it as `cursor` to read on; null: there is nothing older.", examples=[None]
    )
