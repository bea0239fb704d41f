"""When the parts of a stream arrive. Pure.

A stream that something on the way collects is not noticed by its content: all of it arrives, at the end. So
the frames with text are compared with the moments at which any arrived.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from scripts.checks import CheckAnswer, fail, ok, warn

SAME_MOMENT_SECONDS = 0.001
"""Frames closer together have arrived at once."""
FEWEST_FRAMES = 6
"""Fewer say nothing: an answer may be that short."""
_AT_LEAST = 0.25
"""Of the frames, how many must have a moment of their own. Networks join some."""


@dataclass(frozen=True, slots=True)
class FrameArrivals:
    """``started`` is when the request was sent, ``at`` when each frame with text arrived, in seconds."""

    started: float
    at: Sequence[float]

    @property
    def moments(self) -> int:
        gaps = (later - sooner for sooner, later in itertools.pairwise(self.at))
        return int(bool(self.at)) + sum(gap >= SAME_MOMENT_SECONDS for gap in gaps)

    @property
    def first_seconds(self) -> float:
        return self.at[0] - self.started

    @property
    def total_seconds(self) -> float:
        return self.at[-1] - self.started

    @property
    def longest_pause(self) -> float:
        return max((later - sooner for sooner, later in itertools.pairwise(self.at)), default=0.0)


def judge_arrivals(arrivals: FrameArrivals) -> CheckAnswer:
    """Return whether the frames arrived one by one."""
    frames = len(arrivals.at)
    if not frames:
        return fail("a stream without text", "See the gateway's log of the request.")
    came = (
        f"{frames} frames at {arrivals.moments} moments, first after {arrivals.first_seconds * 1000:.0f} ms, "
        f"last after {arrivals.total_seconds * 1000:.0f} ms, "
        f"longest pause {arrivals.longest_pause * 1000:.0f} ms"
    )
    if frames < FEWEST_FRAMES:
        return warn(f"{came}: too few to tell", "Run it again, or name a model that writes more: MODEL=…")
    if arrivals.moments < max(2, frames * _AT_LEAST):
        return fail(
            f"{came}: the stream is buffered",
            "Something collects it: a proxy before the API, a route without ResponseTransferMode "
            "RESPONSE_STREAM, or a function without AWS_LAMBDA_EXEC_WRAPPER (operations.md, Roll back).",
        )
    return ok(came)
