"""Measure memory sizes on demand, and streams in one process: ``python -m benchmarks.capacity``.

Memory buys processor time: 1,769 MB are one processor. ``sizes`` measures, with the share of each size,
the start of the built gateway (settings in a secret), and, with one request at a time as in an
environment, the whole answer and what a stream's tokens are delayed by. ``init_boost`` is the same start
with a whole processor: Lambda is observed, not documented, to start environments with more than their
share. ``streams`` puts paced streams, a token each 20 ms, into one process with a whole processor, as on
Managed Instances, and counts its processor time and memory.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from moto.server import ThreadedMotoServer

from benchmarks.coldstart import Start, StartTimer, starts
from benchmarks.gateway import CHAT
from benchmarks.machine import BenchmarkMachine
from benchmarks.processor_share import FULL_MB, CannotLimit, limited, share_of
from benchmarks.upstream import TOKEN_INTERVAL_SECONDS, TOKENS, Load
from tests.support.artifacts.build import CannotBuild, built, require_lambda_python, runtime_packages

SIZES_MB = (256, 512, 1024, FULL_MB)
STREAMS = (1, 16, 32, 64, 128)
SUBJECT = "GatewayFunction, settings in a secret"


def sizes(python: Path, rounds: int, seconds: float) -> dict[str, Any]:
    """Return start and latency for each memory size. Raises CannotLimit."""
    moto = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    moto.start()
    try:
        host, port = moto.get_host_and_port()
        (start,) = [
            each
            for each in starts(built(), runtime_packages(python), f"http://{host}:{port}")
            if each.name == SUBJECT
        ]
        return {f"{size} MB": _size(python, start, size, rounds, seconds) for size in SIZES_MB}
    finally:
        moto.stop()


def _size(python: Path, start: Start, memory_mb: int, rounds: int, seconds: float) -> dict[str, Any]:
    with limited(share_of(memory_mb)) as move:
        figures: dict[str, Any] = {
            "processors": round(share_of(memory_mb), 3),
            "start_ms": _start_ms(python, start, rounds, lambda: move(os.getpid())),
            "init_boost_ms": _start_ms(python, start, rounds, None),
        }
        with BenchmarkMachine(CHAT) as machine, machine.gateway() as server:
            move(server.process.pid)
            unary = machine.load(server, Load.UNARY, 1, seconds)
            paced = machine.load(server, Load.PACED, 1, seconds)
            figures |= {
                "unary_ms": {name: unary[name] for name in ("p50", "p99")},
                "first_token_ms": {name: paced[f"first_{name}"] for name in ("p50", "p99")},
                "token_delay_ms": {name: paced[f"token_{name}"] for name in ("p50", "p99")},
                "failures": unary["failures"] + paced["failures"],
            }
    return figures


def _start_ms(python: Path, start: Start, rounds: int, enter: Callable[[], None] | None) -> dict[str, int]:
    timer = StartTimer(python, enter)
    clocks, cpus = zip(*(timer.times(start) for _ in range(rounds)), strict=True)
    return {"ready": round(min(clocks)), "cpu": round(min(cpus))}


def streams(seconds: float) -> dict[str, Any]:
    """Return processor time, memory and delays of one process by the number of streams in it."""
    figures: dict[str, Any] = {}
    with BenchmarkMachine(CHAT) as machine, machine.gateway() as server:
        for count in STREAMS:
            result = machine.load(server, Load.PACED, count, seconds)
            stream_seconds = TOKENS * TOKEN_INTERVAL_SECONDS
            figures[str(count)] = {
                "processor": round(result["cpu_ms"] / 1000 * result["per_second"], 3),
                "cpu_ms_per_stream_second": round(result["cpu_ms"] / stream_seconds, 3),
                "resident_mb": server.rss_mb(),
                "token_delay_ms": {name: result[f"token_{name}"] for name in ("p50", "p99")},
                "stalls": result["stalls"],
                "failures": result["failures"],
            }
    return figures


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7, help="starts of each size")
    parser.add_argument("--seconds", type=float, default=5.0, help="of load for each figure")
    options = parser.parse_args()
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    try:
        figures = {
            "sizes": sizes(require_lambda_python(), options.rounds, options.seconds),
            "streams": streams(options.seconds),
        }
    except (CannotBuild, CannotLimit) as reason:
        print(reason, file=sys.stderr)
        return 1
    json.dump(figures, sys.stdout, indent=2)
    print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
