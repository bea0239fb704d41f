"""Single requests: list entries, receipts, exports."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, Field

from portal.usage.pricing import Charged

OutcomeName = Literal[
    "ok",
    "client_disconnected",
    "failed_before_first_byte",
    "failed_after_first_byte",
    "deadline",
    "abandoned",
    "refused",
]
ExportFormat = Literal["csv", "json"]


class UsageEvent(BaseModel):
    """One request, admitted or refused. Neither prompt nor answer is stored."""

    request_id: str = Field(
        description="Id of the request, as in its x-request-id header.",
        examples=["req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD"],
    )
    key_id: UUID = Field(description="Id of the API key that sent it.")
    model: str | None = Field(
        description="Alias of the model; null if a refused request named none that exists.",
        examples=["oss-20b"],
    )
    route: str | None = Field(
        description="Path of the route; null if a refused request had a path that does not exist.",
        examples=["/v1/chat/completions"],
    )
    stream: bool = Field(description="Whether the request asked for a stream.")
    state: Literal["admitted", "settled", "abandoned", "refused"] = Field(
        description="admitted: in flight; settled: ended; abandoned: its end was never reported; refused: "
        "never admitted. The first 100 refused requests of a key and hour are listed, for 30 days."
    )
    outcome: OutcomeName | None = Field(
        description="How the request ended: ok, client_disconnected, failed_before_first_byte, "
        "failed_after_first_byte, deadline, abandoned or refused; null while in flight.",
        examples=["ok"],
    )
    status: int | None = Field(
        description="HTTP status of the response; null while in flight.", examples=[200]
    )
    error_code: str | None = Field(
        description="Code of the error; null if it ended without one.", examples=[None]
    )
    error_param: str | None = Field(
        description="Field or header at fault, if the request was refused for one.", examples=[None]
    )
    prompt_tokens: int = Field(description="Prompt tokens; an estimate while in flight.")
    completion_tokens: int = Field(description="Completion tokens.")
    total_tokens: int = Field(description="Prompt and completion tokens.")
    token_source: Literal["router", "estimated"] = Field(
        description="router: counted by the model's tokenizer; estimated: by the documented estimator."
    )
    cost_nanousd: int = Field(description="Price in nano-USD (1 USD is 1,000,000,000).")
    ttft_ms: float | None = Field(
        description="Milliseconds to the first byte of text; null if there was none."
    )
    latency_ms: float | None = Field(description="Milliseconds to the last byte; null while in flight.")
    admitted_at: AwareDatetime = Field(description="When it was admitted, or refused.")
    settled_at: AwareDatetime | None = Field(
        description="When it ended, or was refused; null while in flight."
    )
    key_name: str = Field(description="Name of its API key.", examples=["production"])


class UsageReceipt(UsageEvent):
    """One request and what was charged for it."""

    charged_for: Charged | None = Field(
        description="Which tokens the price includes, by how the request ended; null while in flight. On a "
        "plan with an allowance the price is 0 in any case.",
        examples=["prompt and completion"],
    )


class UsageExport(BaseModel):
    """All selected requests."""

    data: list[UsageEvent] = Field(description="Requests, newest first.")


class UsageEventList(BaseModel):
    """A page of requests."""

    data: list[UsageEvent] = Field(description="Requests, newest first.")
    next_cursor: str | None = Field(
        description="Pass it as `cursor` to read the next page; null on the last page.", examples=[None]
    )
