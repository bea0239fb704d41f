"""The switches of the simulator: each reproduces something that routers are known to do."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

CallFault = Literal[
    "missing",
    "mixed",
    "interleaved",
    "truncated",
    "invalid_json",
    "wrong_arguments",
    "array_arguments",
    "object_arguments",
    "unknown_function",
    "no_id",
    "same_id",
    "repeated_name",
    "no_index",
    "finish_stop",
]
"""What models and their servers do wrong in calls.

- ``missing``: a text instead of a call; ``mixed``: text before and after the calls; ``interleaved``: the
  fragments of parallel calls by turns;
- the arguments are ``truncated``, ``invalid_json``, do not fit the schema (``wrong_arguments``), are an array
  (``array_arguments``), or a JSON object instead of its text (``object_arguments``);
- ``unknown_function``: a name that was not offered; ``no_id`` and ``same_id`` of all calls; ``repeated_name``
  in each fragment; ``no_index``; ``finish_stop``: the finish reason is ``stop``.

Source: docs/protocols/cortensor-router.md, "Wire v4".
"""

OutputFault = Literal["off", "invalid", "wrong"]


class RouterBehaviour(BaseModel):
    """All switches. ``PUT /_sim/behaviour`` replaces all: a field that is left out has its default."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    first_byte_delay_ms: float = Field(default=150.0, ge=0, le=600_000)
    """Delay before the first byte of an answer, headers included."""
    token_delay_ms: float = Field(default=20.0, ge=0, le=600_000)
    """Delay between the tokens of a stream."""
    slow_factor: float = Field(default=1.0, ge=0, le=10_000)
    """Both delays are this many times as long."""
    status: int = Field(default=200, ge=200, le=599)
    """A status other than 200 is sent instead of an answer, with an error body."""
    retry_after: int | None = Field(default=None, ge=0, le=86_400)
    """Seconds in the header ``Retry-After`` of every error."""
    fail_share: float = Field(default=0.0, ge=0, le=1)
    """Send ``status`` (500, if it is 200) to this share of the requests only, drawn by ``seed``."""
    drop_share: float = Field(default=0.0, ge=0, le=1)
    """Drop this share of the answers only, drawn by ``seed``, after ``drop_after_tokens`` (5, if unset)."""
    seed: int | None = None
    """Seed of the two draws; unset: another one each time."""
    capacity: int | None = Field(default=None, ge=0)
    """Refuse requests beyond so many at once, with ``status`` (429, if it is 200)."""
    black_hole: bool = False
    """Accept every request and never answer it, ``/status`` included."""
    refuse_connections_seconds: float = Field(default=0.0, ge=0, le=86_400)
    """Stop listening and close all connections for so long; ``kill -HUP`` ends it sooner.

    Only a router in a process of its own (``python -m local.simulator``) can.
    """
    inventory_status: int = Field(default=200, ge=200, le=599)
    """A status other than 200 is sent on the routes of status and inventory."""
    no_miners: bool = False
    """Report that no miner is connected."""
    strict_sessions: Literal["off", "refuse", "mix"] = "off"
    """What a session does with a second request while one runs: answer both, refuse the second with
    ``router_v4_correlation_mismatch``, or mix the texts of the two.

    Source: docs/protocols/cortensor-router.md, "Concurrent requests on one session".
    """
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
    call_faults: tuple[CallFault, ...] = ()
    """What is wrong with tool calls on wire v4, together."""
    output_fault: OutputFault = "off"
    """JSON output on wire v4 is ``invalid`` JSON, or ``wrong``: it does not fit the schema."""
    ignore_stop: bool = False
    """Ignore the stop strings of the request, as some routers do."""
    text: str | None = Field(default=None, max_length=1_000_000)
    """Answer with this text instead of generated prose."""
