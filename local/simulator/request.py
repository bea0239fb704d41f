"""A completion request as routers accept it (docs/protocols/cortensor-router.md, "Request fields")."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field


def as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


RAW = 1
"""``prompt_type`` of a prompt that the model gets without its chat template."""


class CompletionRequest(BaseModel):
    """The fields that the simulator uses; other fields are recorded with the request."""

    model_config = ConfigDict(extra="allow")

    prompt: str
    prompt_type: int = 0
    session_id: int | None = None
    stream: bool = False
    max_tokens: int | None = Field(default=None, ge=1)
    stop: Annotated[list[str] | None, BeforeValidator(as_list)] = None
    temperature: float | None = None
    top_p: float | None = None
    model: str | None = None
    client_reference: str = ""
    timeout: int | None = None
