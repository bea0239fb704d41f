"""Print the results: each figure beside that of the floor, and the ratio of the two."""

from __future__ import annotations

from typing import Any, TextIO


def print_report(results: dict[str, Any], out: TextIO) -> None:
    machine = results["machine"]
    direct = results["direct"]
    servers: dict[str, dict[str, Any]] = results["servers"]
    print(
        f"{machine['processors']} processors, Python {machine['python']}, upstream: {machine['upstream']}\n"
        "Latencies are added latencies: the server's percentile less that of direct calls to the upstream.\n",
        file=out,
    )
    names = list(servers)
    header = f"{'':34}" + "".join(f"{name:>14}" for name in names) + f"{'gateway/floor':>16}"
    print(header, file=out)
    for title, figures in _rows(direct, servers):
        cells = "".join(f"{'-':>14}" if value is None else f"{value:>14,.2f}" for value in figures.values())
        floor, gateway = figures.get("floor"), figures.get("gateway")
        ratio = f"{gateway / floor:>16.2f}" if floor and gateway is not None else ""
        print(f"{title:34}{cells}{ratio}", file=out)
    soak = servers.get("gateway", {}).get("soak")
    if soak:
        print(f"\ngateway, resident MB during the soak test: {soak}", file=out)


def _rows(
    direct: dict[str, Any], servers: dict[str, dict[str, Any]]
) -> list[tuple[str, dict[str, float | None]]]:
    rows: list[tuple[str, dict[str, float | None]]] = []

    def added(title: str, load: str, figure: str) -> None:
        base = direct[load][figure] or 0.0
        rows.append(
            (
                title,
                {
                    name: None if f[load][figure] is None else f[load][figure] - base
                    for name, f in servers.items()
                },
            )
        )

    def plain(title: str, load: str, figure: str) -> None:
        rows.append((title, {name: f[load][figure] for name, f in servers.items()}))

    for connections in (1, 16, 64):
        load = f"unary c={connections}"
        plain(f"requests/s, c={connections}", load, "per_second")
        plain(f"processor ms a request, c={connections}", load, "cpu_ms")
        added(f"added P50 ms, c={connections}", load, "p50")
        added(f"added P99 ms, c={connections}", load, "p99")
    plain("streams/s (64 tokens), c=16", "stream c=16", "per_second")
    plain("processor ms a stream, c=16", "stream c=16", "cpu_ms")
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


def _streams_without_stall(paced: dict[str, Any]) -> float:
    streams_held = [
        int(streams)
        for streams, figures in paced.items()
        if not figures["stalls"] and not figures["failures"]
    ]
    return float(max(streams_held, default=0))
