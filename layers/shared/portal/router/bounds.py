"""Time and size limits of a router call."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RouterBounds:
    """Limits of one call besides its own ``timeout_seconds``.

    ``first_byte_seconds`` and ``idle_seconds`` apply to streams: until the first frame, and between two
    frames. Comments and pings are not frames: they extend neither. A unary response arrives whole, so only
    the call's own timeout applies.
    ``after_finish_seconds`` is how long a finished text may wait for its usage and terminator.
    """

    connect_seconds: float = 3.0
    first_byte_seconds: float = 120.0
    idle_seconds: float = 60.0
    after_finish_seconds: float = 1.0
    max_response_bytes: int = 32 << 20
