"""Measure the cold start of each built function: ``python -m benchmarks.coldstart [--rounds N]``.

A start ends when the handler is imported, with everything it needs to process an event. Each start is a
process of its own on one core, with byte code, the files warm in the page cache. The starts of the floor and
the functions alternate, so that all run under the same load. A busy machine makes every figure larger and
hardly changes the ratio to the floor, which is a FastAPI application behind Mangum with an HTTP client. Both
times are the minimum of the rounds: ``ready_ms`` of wall-clock time, ``cpu_ms`` of processor time.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from moto.server import ThreadedMotoServer

from scripts.build import HERE, megabytes
from tests.support.artifacts.build import CannotBuild, built, require_lambda_python, runtime_packages
from tests.support.artifacts.functions import AWS, HANDLERS, STREAMED, settings_of

ROUNDS = 15
FLOOR = "from fastapi import FastAPI; from mangum import Mangum; import httpx; handler = Mangum(FastAPI())"
FLOOR_MS = 244
"""Processor time of the floor on the idle machine for which the budgets were set."""

BUDGETS_MS = {"GatewayFunction": 400} | dict.fromkeys(HANDLERS.keys() - {"GatewayFunction"}, 700)
"""Budgets of processor time on that machine. ``scaled_ms`` estimates it: the floor ratio times FLOOR_MS."""

# How a handler is imported: by our runtime (``portal.lambda_runtime.process``), or by Lambda's own.
_LOADED = "from portal.lambda_runtime.process import run; run.load({handler!r})"
_IMPORTED = "import {module}"

_TIMED = """
import time
clock, cpu = time.perf_counter(), time.process_time()
{}
print((time.perf_counter() - clock) * 1000, (time.process_time() - cpu) * 1000)
"""


@dataclass(frozen=True)
class Start:
    """One start: the statements that import the function, and the environment they run in."""

    name: str
    source: str
    path: str
    variables: Mapping[str, str]


class StartTimer:
    """Runs starts with the Python of Lambda, all on the same core. ``enter`` runs in each process first."""

    def __init__(self, python: Path, enter: Callable[[], None] | None = None) -> None:
        self._python = python
        self._enter = enter
        self._core = max(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else None

    def times(self, start: Start) -> tuple[float, float]:
        """Return wall-clock and processor time of one start, in milliseconds."""
        clock, cpu = self._run(start, "-c", _TIMED.format(start.source)).stdout.split()
        return float(clock), float(cpu)

    def slowest_imports(self, start: Start) -> dict[str, int]:
        """Return the five packages whose own modules took longest in one start, with milliseconds.

        ``-X importtime`` slows imports by a third: use the order, not the figures.
        """
        log = self._run(start, "-X", "importtime", "-c", start.source).stderr
        by_package: dict[str, float] = {}
        for line in log.splitlines():
            fields = line.removeprefix("import time:").split("|")
            if len(fields) == 3 and fields[0].strip().isdigit():
                package = fields[2].strip().split(".")[0]
                by_package[package] = by_package.get(package, 0) + int(fields[0]) / 1000
        ranked = sorted(by_package.items(), key=lambda item: -item[1])
        return {package: round(taken) for package, taken in ranked[:5]}

    def _run(self, start: Start, *options: str) -> subprocess.CompletedProcess[str]:
        variables = {"PATH": os.defpath, "PYTHONPATH": start.path, "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run(
            [self._python, "-P", *options],
            env={**variables, **AWS, **start.variables},
            preexec_fn=self._pin,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise SystemExit(f"{start.name} does not start:\n{done.stderr}")
        return done

    def _pin(self) -> None:
        if self._core is not None:
            os.sched_setaffinity(0, {self._core})
        if self._enter is not None:
            self._enter()


def measure(python: Path, rounds: int) -> dict[str, Any]:
    """Return the size of the artifacts, the times of all starts, and the slowest imports."""
    folder, runtime = built(), runtime_packages(python)
    timer = StartTimer(python)
    moto = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    moto.start()
    try:
        host, port = moto.get_host_and_port()
        measured = list(starts(folder, runtime, f"http://{host}:{port}"))
        times: dict[str, list[tuple[float, float]]] = {start.name: [] for start in measured}
        for _ in range(rounds):
            for start in measured:
                times[start.name].append(timer.times(start))
        slowest_imports = {
            start.name: timer.slowest_imports(start) for start in measured if start.name in HANDLERS
        }
    finally:
        moto.stop()
    best = {name: (min(c for c, _ in runs), min(p for _, p in runs)) for name, runs in times.items()}
    floor = best["floor"][1]
    return {
        "architecture": HERE,
        "artifact_mb": {each.name: round(megabytes(each), 1) for each in folder.iterdir() if each.is_dir()},
        "starts": {
            name: {
                "ready_ms": round(clock),
                "cpu_ms": round(cpu),
                "of_floor": round(cpu / floor, 2),
                "scaled_ms": round(cpu / floor * FLOOR_MS),
                "budget_ms": BUDGETS_MS.get(name),
            }
            for name, (clock, cpu) in best.items()
        },
        "slowest_imports_ms": slowest_imports,
    }


def starts(folder: Path, runtime: Path, aws_url: str) -> Iterator[Start]:
    """Yield the starts of the floor and of every built function; ``aws_url`` serves Secrets Manager."""
    layer = folder / "SharedLayer" / "python"
    yield Start("floor", FLOOR, str(layer), {})
    for name, handler in HANDLERS.items():
        path = os.pathsep.join(map(str, (folder / name, layer, runtime)))
        module = handler.rpartition(".")[0]
        source = (_LOADED if name in STREAMED else _IMPORTED).format(handler=handler, module=module)
        yield Start(name, source, path, settings_of(name))
        if name == "GatewayFunction":
            yield Start(f"{name}, settings in a secret", source, path, _secret(aws_url))


def _secret(url: str) -> dict[str, str]:
    """Create a secret with the settings in moto's Secrets Manager; return the variables that name it."""
    import boto3  # noqa: PLC0415 (only this benchmark needs it)

    client: Any = boto3.client(
        "secretsmanager",
        endpoint_url=url,
        region_name=AWS["AWS_REGION"],
        aws_access_key_id=AWS["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=AWS["AWS_SECRET_ACCESS_KEY"],
    )
    client.create_secret(Name="gateway", SecretString=json.dumps(settings_of("GatewayFunction")))
    return {"PORTAL_SECRET_IDS": "gateway", "AWS_ENDPOINT_URL": url}


def main(rounds: int) -> int:
    try:
        python = require_lambda_python()
    except CannotBuild as reason:
        print(reason, file=sys.stderr)
        return 1
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    json.dump(measure(python, rounds), sys.stdout, indent=2)
    print()
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    sys.exit(main(parser.parse_args().rounds))
