"""Schemas of the example calls for documentation pages."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, Field

from portal.inference import Feature


class Snippet(BaseModel):
    """An example call."""

    id: str = Field(description="Stable id of the example.", examples=["chat-completions"])
    dialect: Literal["openai", "anthropic", "cortensor"] = Field(
        description="Wire format of the call: whose SDKs use it."
    )
    title: str = Field(description="Title of the example.", examples=["Chat completion"])
    method: Literal["GET", "POST"] = Field(description="HTTP method.")
    path: str = Field(description="Path below the API's base URL.", examples=["/v1/chat/completions"])
    headers: dict[str, str] = Field(
        description="Headers to send, with `key_placeholder` in place of the API key."
    )
    body: dict[str, Any] | None = Field(description="JSON body; null: no body.")


class Docs(BaseModel):
    """Example calls of the hosted API."""

    key_placeholder: str = Field(
        description="Text to replace by an API key.", examples=["$CORTENSOR_API_KEY"]
    )
    model: str = Field(description="Alias of the model in the examples: the first that serves.")
    models: list[str] = Field(description="Aliases of all offered models.")
    capabilities: dict[str, list[Feature]] = Field(
        description="What each offered model can be asked for besides text.",
        examples=[{"oss-20b": ["json", "tools"]}],
    )
    snippets: list[Snippet] = Field(description="One example of each kind of call.")
