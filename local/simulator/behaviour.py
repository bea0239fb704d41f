"""How the simulator behaves: all that routers are known to do, each with a switch."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Behaviour(BaseModel):
    """The whole of it: ``PUT /_sim/behaviour`` replaces all, so what is left out is the default."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    first_byte_delay_ms: float = Field(default=150.0, ge=0, le=600_000)
    """Before the first byte of an answer, head included."""
    token_delay_ms: float = Field(default=20.0, ge=0, le=600_000)
    """Between the tokens of a stream."""
    status: int = Field(default=200, ge=200, le=599)
    """Anything but 200 is answered at once with an error body."""
    error_shape: Literal["string", "object", "message"] = "object"
    """``{"error": "…"}``, ``{"error": {"message", "code"}}`` or ``{"message": "…"}`` (reference 1.7)."""
    drop_after_tokens: int | None = Field(default=None, ge=0)
    """Cut the connection after so many tokens; 0: after the head."""
    stall_after_tokens: int | None = Field(default=None, ge=0)
    """Say nothing more after so many tokens, and keep the connection; 0: after the head."""
    json_instead_of_stream: bool = False
    """Answer JSON although a stream was asked (reference 1.6)."""
    duplicate_done: bool = False
    """Send ``[DONE]`` twice (reference 1.6)."""
    omit_done: bool = False
    """End the stream after its finish reason, without ``[DONE]``."""
    omit_finish: bool = False
    """End the stream as if it were whole, with neither finish reason nor ``[DONE]``."""
    interleave: int = Field(default=1, ge=1, le=8)
    """So many miners answer in one stream, each under its own id and with its own text."""
    pending: bool = False
    """HTTP 200 with a body that says the task is still pending (reference 1.7)."""
    empty: bool = False
    """An answer that ends without text."""
    usage: bool = True
    """Whether answers carry token counts."""
    control_tokens: bool = False
    """Control tokens and a reasoning span in the text (reference 1.5)."""
    ignore_stop: bool = False
    """Go on past the request's stop strings, as a router may."""
    text: str | None = Field(default=None, max_length=1_000_000)
    """Say exactly this instead of the usual prose."""
