"""What documentation pages show of the hosted API."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, Field


class Snippet(BaseModel):
    """An example call."""

    id: str = Field(description="Stable name of the example.", examples=["chat-completions"])
    dialect: Literal["openai", "anthropic", "cortensor"] = Field(description="Whose SDKs speak so.")
    title: str = Field(description="What it shows.", examples=["Chat completion"])
    method: Literal["GET", "POST"] = Field(description="HTTP method.")
    path: str = Field(description="Path below the API's address.", examples=["/v1/chat/completions"])
    headers: dict[str, str] = Field(
        description="Headers to send; the text of `key_placeholder` stands where the key goes."
    )
    body: dict[str, Any] | None = Field(description="JSON body; null: none.")


class Docs(BaseModel):
    """Example calls, ready to be shown."""

    key_placeholder: str = Field(description="Replace this by an API key.", examples=["$CORTENSOR_API_KEY"])
    model: str = Field(description="The model that the examples use: the first that serves.")
    models: list[str] = Field(description="All models that are offered, to choose another.")
    snippets: list[Snippet] = Field(description="One example of each kind of call.")
