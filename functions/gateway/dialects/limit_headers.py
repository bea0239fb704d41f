"""Limit headers in OpenAI's and Anthropic's format ("Limit headers" in docs/protocols/openai.md and
anthropic.md).

The headers show one window of requests: the one that would refuse first if the caller kept sending. That is
an exceeded window, or else the one with the fewest requests remaining; of equal ones, the one that resets
last. A window of tokens is shown only when a month's tokens are used up: until then only the ledger has the
number, and no request waits for the ledger.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import UTC, datetime

from portal.limits import UNITS, Window


def windows_shown(windows: Sequence[Window]) -> list[Window]:
    """Return the window to show per unit: the one that refuses first."""
    shown = []
    for unit in UNITS:
        of_unit = [window for window in windows if window.unit == unit]
        if of_unit:
            shown.append(binding_window(of_unit))
    return shown


def binding_window(windows: Sequence[Window]) -> Window:
    """Return the window that refuses first. ``windows`` is not empty."""
    return min(windows, key=lambda window: (not window.exceeded, window.remaining, -window.resets_at))


def openai_limit_headers(windows: Sequence[Window], now: float) -> list[tuple[str, str]]:
    """Return ``x-ratelimit-{limit,remaining,reset}-{unit}``; reset is a duration such as ``6m0s``."""
    headers = []
    for window in windows_shown(windows):
        headers += [
            (f"x-ratelimit-limit-{window.unit}", str(window.limit)),
            (f"x-ratelimit-remaining-{window.unit}", str(max(0, window.remaining))),
            (f"x-ratelimit-reset-{window.unit}", duration(window.resets_at - now)),
        ]
    return headers


def anthropic_limit_headers(windows: Sequence[Window]) -> list[tuple[str, str]]:
    """Return ``anthropic-ratelimit-{unit}-{limit,remaining,reset}``; reset is an RFC 3339 time."""
    headers = []
    for window in windows_shown(windows):
        reset = datetime.fromtimestamp(math.ceil(window.resets_at), UTC)
        headers += [
            (f"anthropic-ratelimit-{window.unit}-limit", str(window.limit)),
            (f"anthropic-ratelimit-{window.unit}-remaining", str(max(0, window.remaining))),
            (f"anthropic-ratelimit-{window.unit}-reset", reset.isoformat().replace("+00:00", "Z")),
        ]
    return headers


def duration(seconds: float) -> str:
    """Return ``12ms``, ``1s``, ``6m0s`` or ``167h59m3s``, rounded up: at least the wait."""
    if seconds <= 0:
        return "0s"
    if seconds <= 0.999:
        return f"{math.ceil(seconds * 1000)}ms"
    minutes, secs = divmod(math.ceil(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours}h{minutes}m{secs}s"
    return f"{minutes}m{secs}s" if minutes else f"{secs}s"
