"""Other gateways in front of the same upstream, in its routes of OpenAI's format.

LiteLLM's proxy is in ``.venv-litellm``, Portkey's gateway in ``benchmarks/portkey``;
``make bench ARGS=--peers`` installs both.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from benchmarks.machine import ROOT, SERVED_ON, BenchmarkMachine, Server, free_port, stop
from benchmarks.upstream import Load
from local.processes.node_packages import node

StartServer = Callable[[], AbstractContextManager[Server]]

_LITELLM = ROOT / ".venv-litellm" / "bin" / "litellm"
_PORTKEY = ROOT / "benchmarks/portkey/node_modules/@portkey-ai/gateway/build/start-server.js"
_MASTER_KEY = "sk-bench"


def peers(machine: BenchmarkMachine) -> list[StartServer]:
    """Return a function that starts each peer. Raises FileNotFoundError if one is not installed."""
    for program in (_LITELLM, _PORTKEY):
        if not program.exists():
            raise FileNotFoundError(f"{program} is missing: `make bench ARGS=--peers` installs it.")
    return [lambda: litellm(machine), lambda: portkey(machine)]


@contextmanager
def litellm(machine: BenchmarkMachine) -> Iterator[Server]:
    """Run LiteLLM's proxy with its defaults: no database, its master key as the API key."""
    models = [
        {
            "model_name": f"bench-{load.value}",
            "litellm_params": {
                "model": f"openai/bench-{load.value}",
                "api_base": f"{machine.upstream_url}/v1",
                "api_key": "none",
            },
        }
        for load in Load
    ]

    def request(load: Load) -> Mapping[str, Any]:
        return {**machine.chat_request(load), "headers": {"authorization": f"Bearer {_MASTER_KEY}"}}

    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder, "config.yaml")
        # JSON is YAML.
        config.write_text(json.dumps({"model_list": models, "general_settings": {"master_key": _MASTER_KEY}}))
        port = free_port()
        command = [str(_LITELLM), "--config", str(config), "--host", "127.0.0.1", "--port", str(port)]
        environment = {"LITELLM_TELEMETRY": "False", "LITELLM_LOCAL_MODEL_COST_MAP": "True"}
        process = machine.start(command, port, SERVED_ON, environment)
        try:
            yield Server("LiteLLM", port, process, request)
        finally:
            stop(process)


@contextmanager
def portkey(machine: BenchmarkMachine) -> Iterator[Server]:
    """Run Portkey's open gateway, which checks no key of its own."""
    headers = {
        "authorization": "Bearer none",
        "x-portkey-provider": "openai",
        "x-portkey-custom-host": f"{machine.upstream_url}/v1",
    }

    def request(load: Load) -> Mapping[str, Any]:
        return {**machine.chat_request(load), "headers": headers}

    port = free_port()
    process = machine.start([node(), str(_PORTKEY), f"--port={port}", "--headless"], port, SERVED_ON)
    try:
        yield Server("Portkey", port, process, request)
    finally:
        stop(process)
