"""Print the results: each figure beside that of the floor, and the ratio of the two.

A run with failures measures nothing: its cells say ``void``, and a line below the table says how it failed.
"""

from __future__ import annotations

from typing import Any, TextIO

Row = tuple[str, dict[str, float | None]]
"""A title, and a figure for each server; None where the run was void or measured nothing."""


def print_report(results: dict[str, Any], out: TextIO) -> list[str]:
    """Print the table to ``out`` and return the void runs, each as ``server, load: failures``."""
    machine = results["machine"]
    servers: dict[str, dict[str, Any]] = results["servers"]
    print(
        f"{machine['processors']} processors, Python {machine['python']}, upstream: {machine['upstream']}\n"
        "Latencies are added latencies: the server's percentile less that of direct calls to the upstream.\n",
        file=out,
    )
    names = list(servers)
    header = f"{'':34}" + "".join(f"{name:>14}" for name in names) + f"{'gateway/floor':>16}"
    print(header, file=out)
    for title, figures in _rows(results["direct"], servers):
        cells = "".join(
            f"{'void':>14}" if value is None else f"{value:>14,.2f}" for value in figures.values()
        )
        floor, gateway = figures.get("floor"), figures.get("gateway")
        ratio = f"{gateway / floor:>16.2f}" if floor and gateway is not None else ""
        print(f"{title:34}{cells}{ratio}", file=out)
    soak = servers.get("gateway", {}).get("soak")
    if soak:
        print(f"\ngateway, resident MB during the soak test: {soak}", file=out)
    void = _void_runs({"direct": results["direct"], **servers})
    if void:
        print("\nVoid, because a run with failures measures nothing:", *void, sep="\n  ", file=out)
    for name, measured in servers.items():
        for streams, run in measured["paced"].items():
            if run["failures"]:
                print(f"\n{name} failed {run['failures']} of its paced streams at {streams}.", file=out)
    return void


def _void_runs(servers: dict[str, dict[str, Any]]) -> list[str]:
    return [
        f"{name}, {load}: {run['failures']} failures, such as {run['sample']!r}"
        for name, figures in servers.items()
        for load, run in figures.items()
        if load != "paced" and isinstance(run, dict) and run["failures"]
    ]


def _rows(direct: dict[str, Any], servers: dict[str, dict[str, Any]]) -> list[Row]:
    rows: list[Row] = []

    def row(title: str, load: str, figure: str, *, base: float = 0.0) -> None:
        rows.append((title, {name: _figure(f[load], figure, base) for name, f in servers.items()}))

    def added(title: str, load: str, figure: str) -> None:
        row(title, load, figure, base=_figure(direct[load], figure) or 0.0)

    for connections in (1, 16, 64):
        load = f"unary c={connections}"
        row(f"requests/s, c={connections}", load, "per_second")
        row(f"processor ms a request, c={connections}", load, "cpu_ms")
        added(f"added P50 ms, c={connections}", load, "p50")
        added(f"added P99 ms, c={connections}", load, "p99")
    row("streams/s (64 tokens), c=16", "stream c=16", "per_second")
    row("processor ms a stream, c=16", "stream c=16", "cpu_ms")
    added("added TTFT P50 ms, c=1", "stream c=1", "first_p50")
    added("added TTFT P99 ms, c=1", "stream c=1", "first_p99")
    added("per-token delay P50 ms", "paced c=1", "token_p50")
    added("per-token delay P99 ms", "paced c=1", "token_p99")
    rows.append(
        (
            "paced streams without a stall",
            {name: _streams_without_stall(f["paced"]) for name, f in servers.items()},
        )
    )
    rows.append(("resident MB, idle", {name: f["rss_idle_mb"] for name, f in servers.items()}))
    rows.append(("resident MB, after load", {name: f["rss_after_mb"] for name, f in servers.items()}))
    return rows


def _figure(run: dict[str, Any], figure: str, base: float = 0.0) -> float | None:
    """Return the figure of a run, less ``base``; None if the run had failures or measured nothing."""
    if run["failures"] or run[figure] is None:
        return None
    return float(run[figure]) - base


def _streams_without_stall(paced: dict[str, Any]) -> float:
    streams_held = [
        int(streams)
        for streams, figures in paced.items()
        if not figures["stalls"] and not figures["failures"]
    ]
    return float(max(streams_held, default=0))
