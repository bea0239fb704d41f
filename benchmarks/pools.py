"""Compare how pools are used: by a round robin, LiteLLM's router, and ours, on the same three routers.

Three simulated routers on loopback (first text after 300 ms, then 20 tokens, 20 ms apart) break in each way
that ``benchmarks.pool_contenders.plan`` lists. Each contender runs in a process of its own, one after the
other, in each case with a new memory: requests on healthy routers warm it up, then the fault sets in, and the
requests after that count.

Run: ``python -m benchmarks.pools [--requests 300] [--case TEXT] [--without-litellm] [--json FILE]``.
``make bench-pools`` installs LiteLLM.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from benchmarks.machine import ROOT, free_port, stop
from benchmarks.pool_contenders.plan import CASES, Case, Plan
from benchmarks.pool_contenders.router import KEY
from benchmarks.pool_contenders.verdict import OURS, print_table

_LITELLM = ROOT / ".venv-litellm" / "bin" / "python"
_ROUTERS = 3
_START_SECONDS = 30.0


def contenders(*, litellm: Path | None) -> dict[str, tuple[str, ...]]:
    """Return name → command, to which the plan is added."""
    modules = {"round robin": "round_robin", OURS: "ours"}
    commands = {
        name: (sys.executable, "-m", f"benchmarks.pool_contenders.{module}")
        for name, module in modules.items()
    }
    if litellm is not None:
        if not litellm.exists():
            raise FileNotFoundError(f"{litellm} is missing: `make bench-pools` installs it.")
        commands["LiteLLM"] = (str(litellm), "-m", "benchmarks.pool_contenders.litellm_router")
    return {name: commands[name] for name in ("round robin", "LiteLLM", OURS) if name in commands}


@contextmanager
def router() -> Iterator[str]:
    """Run one simulated router; yield its URL."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.pool_contenders.router", str(port)], cwd=ROOT
    )
    url = f"http://127.0.0.1:{port}"
    try:
        end = time.monotonic() + _START_SECONDS
        while not _answers(url):
            if time.monotonic() > end:
                raise TimeoutError(f"the router at {url} does not answer")
            time.sleep(0.05)
        yield url
    finally:
        stop(process)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/_sim/pid", timeout=2):
            return True
    except (urllib.error.URLError, ConnectionError):
        return False


def measure(command: Sequence[str], case: Case, requests: int) -> dict[str, Any]:
    """Run one contender in one case, on three routers of its own."""
    with ExitStack() as stack:
        urls = [stack.enter_context(router()) for _ in range(_ROUTERS)]
        plan = Plan(case, urls, KEY, requests=requests)
        environment = {**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'layers' / 'shared'}"}
        result = subprocess.run(
            [*command, plan.as_json()],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    last = result.stdout.strip().splitlines()[-1]
    figures: dict[str, Any] = json.loads(last)
    return figures


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--requests", type=int, default=300, help="that count, in each case")
    parser.add_argument("--case", default="", help="only cases whose name contains this")
    parser.add_argument("--litellm", type=Path, default=_LITELLM, help="the Python that has LiteLLM")
    parser.add_argument("--without-litellm", action="store_true")
    parser.add_argument("--json", type=Path, help="write all figures here")
    options = parser.parse_args()
    commands = contenders(litellm=None if options.without_litellm else options.litellm)
    results: dict[str, dict[str, dict[str, Any]]] = {}
    for case in (case for case in CASES if options.case in case.name):
        results[case.name] = {}
        for name, command in commands.items():
            results[case.name][name] = figures = measure(command, case, options.requests)
            print(f"{case.name}, {name}: {figures}", file=sys.stderr, flush=True)
    if options.json:
        options.json.write_text(json.dumps(results, indent=2))
    return 1 if print_table(results, sys.stdout) else 0


if __name__ == "__main__":
    sys.exit(main())
