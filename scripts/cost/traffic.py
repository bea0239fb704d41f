"""A month's traffic, checked, and how it spreads over the day."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields

from scripts.cost.prices import INSTANCE_TYPES, LAMBDA_GB_SECOND, MONTH_SECONDS


class InvalidTraffic(Exception):
    """An input is out of its range. The message is one sentence that names it."""


@dataclass(frozen=True, slots=True)
class Traffic:
    """The month's requests and what each of them is.

    ``seconds`` is how long one runs, ``memory`` the MB of the gateway on demand. For ``peak_hours`` of
    each day ``peak`` times as many streams are open as on average. ``fill`` is the share of its places
    that an environment on instances has in use when it is planned to be full: Lambda adds instances only
    minutes after they are needed. ``table_read_units`` are what an environment that serves reads of the
    shared table each two seconds (the head, half a unit, and an 8 KB document of the routers' health),
    ``table_writes`` the writes of a request (2.3 in a pool whose sessions are limited), and
    ``table_published_units`` what is published in a second. ``monitor_memory`` is the MB of the pool monitor,
    which always runs. ``metrics`` are of two models; an alarm counts each metric that it reads.
    """

    requests: float
    seconds: float
    memory: float
    architecture: str = "arm64"
    peak: float = 3.0
    peak_hours: float = 4.0
    response_kb: float = 75.0
    log_kb: float = 2.5
    sqs_messages: float = 2.0
    table_read_units: float = 1.5
    table_writes: float = 0.0
    table_published_units: float = 5.0
    monitor_memory: float = 256.0
    nat_kb: float = 150.0
    waf_rules: float = 7.0
    log_days: float = 30.0
    metrics: float = 46.0
    alarms: float = 45.0
    secrets: float = 7.0
    instance_type: str = ""
    instance_price: float = 0.0
    streams_per_environment: float = 64.0
    fill: float = 0.5
    nat_gateways: float = 1.0

    def __post_init__(self) -> None:
        for name, least, most in _RANGES:
            value = getattr(self, name)
            if not (math.isfinite(value) and least <= value <= most):
                raise InvalidTraffic(f"{name} is {value:g}: it must be from {least:g} to {most:g}.")
        for name in _WHOLE:
            if getattr(self, name) != int(getattr(self, name)):
                raise InvalidTraffic(f"{name} is {getattr(self, name):g}: it must be a whole number.")
        if self.architecture not in LAMBDA_GB_SECOND:
            raise InvalidTraffic(
                f"architecture is {self.architecture}: it must be one of {', '.join(LAMBDA_GB_SECOND)}."
            )
        if self.instance_type and self.instance_type not in INSTANCE_TYPES:
            raise InvalidTraffic(
                f"instance_type is {self.instance_type}: it must be one of {', '.join(INSTANCE_TYPES)}."
            )
        if self.peak * self.peak_hours > 24:
            raise InvalidTraffic(
                f"peak_hours is {self.peak_hours:g}: with {self.peak:g} times the average, "
                f"{24 / self.peak:g} hours hold all of a day's traffic."
            )

    @property
    def streams(self) -> float:
        """Streams open at any time, on average."""
        return self.requests * self.seconds / MONTH_SECONDS

    @property
    def levels(self) -> tuple[tuple[float, float], ...]:
        """(share of the time, streams open then), the peak first."""
        peak_share = self.peak_hours / 24
        if peak_share == 1:
            return ((1.0, self.streams),)
        rest = (1 - self.peak * peak_share) / (1 - peak_share)
        return ((peak_share, self.streams * self.peak), (1 - peak_share, self.streams * max(rest, 0.0)))

    @property
    def peak_streams(self) -> float:
        return max(streams for _, streams in self.levels)


_RANGES = (
    ("requests", 1, 1e14),
    ("seconds", 0.001, 900),
    ("memory", 128, 10_240),
    ("peak", 1, 1000),
    ("peak_hours", 0.01, 24),
    ("response_kb", 0, 200_000),
    ("log_kb", 0, 10_000),
    ("sqs_messages", 0, 1000),
    ("table_read_units", 0, 1000),
    ("table_writes", 0, 1000),
    ("table_published_units", 0, 1000),
    ("monitor_memory", 128, 10_240),
    ("nat_kb", 0, 200_000),
    ("waf_rules", 0, 100),
    ("log_days", 1, 3653),
    ("metrics", 0, 100_000),
    ("alarms", 0, 10_000),
    ("secrets", 0, 1000),
    ("instance_price", 0, 100),
    ("streams_per_environment", 1, 1600),
    ("fill", 0.01, 1),
    ("nat_gateways", 0, 16),
)
_WHOLE = (
    "memory",
    "monitor_memory",
    "waf_rules",
    "nat_gateways",
    "streams_per_environment",
    "metrics",
    "alarms",
    "secrets",
)

NUMBERS = tuple(field.name for field in fields(Traffic) if field.type == "float")
"""The inputs that are numbers; the others are words."""


def number(name: str, text: str) -> float:
    """Return a number as people write it, ``1,000,000`` or ``1e6``. Raises InvalidTraffic."""
    try:
        return float(text.replace(",", "").replace("_", "").strip())
    except ValueError:
        raise InvalidTraffic(f"{name} is {text!r}, which is not a number.") from None
