"""The switches of the simulator: each reproduces something that routers are known to do."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class RouterBehaviour(BaseModel):
    """All switches. ``PUT /_sim/behaviour`` replaces all: a field that is left out has its default."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    first_byte_delay_ms: float = Field(default=150.0, ge=0, le=600_000)
    """Delay before the first byte of an answer, headers included."""
    token_delay_ms: float = Field(default=20.0, ge=0, le=600_000)
    """Delay between the tokens of a stream."""
    status: int = Field(default=200, ge=200, le=599)
    """A status other than 200 is sent at once, with an error body."""
    error_shape: Literal["string", "object", "message"] = "object"
    """``{"error": "…"}``, ``{"error": {"message", "code"}}`` or ``{"message": "…"}``.

    Source: docs/protocols/cortensor-router.md, "Errors and pending answers".
    """
    drop_after_tokens: int | None = Field(default=None, ge=0)
    """Drop the connection after this many tokens; 0: after the headers."""
    stall_after_tokens: int | None = Field(default=None, ge=0)
    """Send nothing more after this many tokens, with the connection open; 0: after the headers."""
    json_instead_of_stream: bool = False
    """Send JSON although a stream was requested (docs/protocols/cortensor-router.md, "Streams")."""
    duplicate_done: bool = False
    """Send ``[DONE]`` twice (docs/protocols/cortensor-router.md, "Streams")."""
    omit_done: bool = False
    """End the stream after its finish reason, without ``[DONE]``."""
    omit_finish: bool = False
    """End the stream cleanly, with neither finish reason nor ``[DONE]``."""
    interleave: int = Field(default=1, ge=1, le=8)
    """Number of miners that answer in one stream, each with its own id and text."""
    pending: bool = False
    """Send status 200 with the body of a pending task.

    Source: docs/protocols/cortensor-router.md, "Errors and pending answers".
    """
    empty: bool = False
    """Send an answer without text."""
    usage: bool = True
    """Whether answers hold token counts."""
    control_tokens: bool = False
    """Add reasoning and end tokens of several model families to the text; ``text`` can be those of one.

    Source: docs/protocols/cortensor-router.md, "Control tokens".
    """
    ignore_stop: bool = False
    """Ignore the stop strings of the request, as some routers do."""
    text: str | None = Field(default=None, max_length=1_000_000)
    """Answer with this text instead of generated prose."""
