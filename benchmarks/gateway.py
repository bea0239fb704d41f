"""Measure what the gateway adds to a request, beside a floor of the same run: ``make bench``.

The gateway is the real application with key verification, limits, policy, dialects, request log and metering
(to a queue that answers at once); the floor is an ASGI proxy with the fastest Python HTTP client. Each
serves alone on the first processor; the load generator and the upstream share the second.

Run: ``python -m benchmarks.gateway [--seconds 5] [--soak 0] [--peers] [--json FILE]``.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from pathlib import Path
from typing import Any

from benchmarks.machine import BenchmarkMachine, Server
from benchmarks.peers import peers
from benchmarks.report import print_report
from benchmarks.upstream import Load

CHAT = {
    "model": "oss-20b",
    "messages": [
        {"role": "system", "content": "You are a helpful assistant. " * 12},
        {"role": "user", "content": "Explain what a router pool is, in two sentences. " * 12},
    ],
    "max_tokens": 64,
}
CHAT_PATH = "/v1/chat/completions"
CONCURRENCIES = (1, 16, 64)
PACED_STREAMS = (64, 128, 256, 384, 512)


def unary_and_streams(machine: BenchmarkMachine, server: Server, seconds: float) -> dict[str, Any]:
    """Measure latency and throughput of one server, by kind of load and number of connections."""
    figures: dict[str, Any] = {}
    for connections in CONCURRENCIES:
        figures[f"unary c={connections}"] = machine.load(server, Load.UNARY, connections, seconds)
    figures["stream c=1"] = machine.load(server, Load.STREAM, 1, seconds)
    figures["stream c=16"] = machine.load(server, Load.STREAM, 16, seconds)
    figures["paced c=1"] = machine.load(server, Load.PACED, 1, seconds)
    return figures


def paced_streams(machine: BenchmarkMachine, server: Server) -> dict[str, Any]:
    """Raise the number of concurrent streams, with a token every 20 ms, until one has a gap of 200 ms."""
    figures: dict[str, Any] = {}
    for streams in PACED_STREAMS:
        figures[str(streams)] = result = machine.load(server, Load.PACED, streams, 3.0)
        if result["stalls"] or result["failures"]:
            break
    return figures


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--seconds", type=float, default=5.0, help="of load for each figure")
    parser.add_argument(
        "--soak", type=float, default=0.0, help="minutes of load during which memory is measured"
    )
    parser.add_argument(
        "--peers", action="store_true", help="also measure LiteLLM and Portkey, which make installs"
    )
    parser.add_argument("--json", type=Path, help="write all figures here")
    options = parser.parse_args()

    results: dict[str, Any] = {
        "machine": {"processors": os.cpu_count(), "python": platform.python_version()},
        "servers": {},
    }
    with BenchmarkMachine(CHAT) as machine:
        results["machine"]["upstream"] = machine.upstream_name
        results["direct"] = unary_and_streams(machine, machine.upstream, options.seconds)
        servers = [machine.floor, machine.gateway, *(peers(machine) if options.peers else ())]
        for start in servers:
            with start() as server:
                figures: dict[str, Any] = {"rss_idle_mb": server.rss_mb()}
                figures |= unary_and_streams(machine, server, options.seconds)
                figures["paced"] = paced_streams(machine, server)
                figures["rss_after_mb"] = server.rss_mb()
                if options.soak and server.name == "gateway":
                    figures["soak"] = machine.soak(server, options.soak)
                results["servers"][server.name] = figures
    if options.json:
        options.json.write_text(json.dumps(results, indent=2))
    void = print_report(results, sys.stdout)
    return 1 if void else 0


if __name__ == "__main__":
    sys.exit(main())
