"""Whether ours is ahead of the others in a row, or within noise of the best of them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, TextIO

OURS = "ours"
_NOISE_SHARE, _NOISE_MS = 0.1, 30.0
"""Times within a tenth and 30 ms of each other say nothing on a machine with two shared cores."""

Figures = Mapping[str, Any]


def behind(row: Mapping[str, Figures]) -> str | None:
    """Return by what ours is behind the best of the others beyond noise, None if it is not.

    Errors first; a contender that fails more clients is no measure for the times of those it served.
    """
    ours = row[OURS]
    for name, other in row.items():
        if name == OURS:
            continue
        if ours["errors"] > other["errors"] + _noise_of(other["errors"], other["requests"]):
            return f"{ours['errors']} errors, {name} {other['errors']}"
        fails_more = other["errors"] > ours["errors"] + _noise_of(ours["errors"], ours["requests"])
        if fails_more or other["p95"] is None:
            continue
        if ours["p95"] is None or ours["p95"] > other["p95"] * (1 + _NOISE_SHARE) + _NOISE_MS:
            return f"P95 {ours['p95']} ms, {name} {other['p95']} ms"
    return None


def print_table(results: Mapping[str, Mapping[str, Figures]], out: TextIO) -> list[str]:
    """Print a row for each case; return the names of the cases in which ours is behind."""
    names = list(next(iter(results.values())))
    print("Errors, and P50 / P95 / worst of the first text in ms\n", file=out)
    print(f"{'':38}" + "".join(f"{name:>34}" for name in names) + "  ours", file=out)
    lost = []
    for case, row in results.items():
        reason = behind(row)
        if reason is not None:
            lost.append(case)
        cells = "".join(f"{_cell(row[name]):>34}" for name in names)
        print(f"{case:38}{cells}  {reason or 'ahead, or within noise'}", file=out)
    return lost


def _cell(figures: Figures) -> str:
    share = figures["errors"] / figures["requests"]
    times = " / ".join(
        "-" if figures[name] is None else f"{figures[name]:,.0f}" for name in ("p50", "p95", "worst")
    )
    return f"{share:.1%}  {times}"


def _noise_of(errors: int, requests: int) -> float:
    """Return two standard deviations of a count of errors, at least one request."""
    share = errors / requests
    return max(1.0, 2 * math.sqrt(requests * share * (1 - share)))
