"""Other gateways in front of the same upstream, if they are installed on this machine.

LiteLLM: ``litellm`` on the PATH (``pip install 'litellm[proxy]'`` in an environment of its own).
Portkey: ``npx --no-install @portkey-ai/gateway`` (``npm install -g @portkey-ai/gateway``).
Both call the routes of the upstream that have OpenAI's format.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from benchmarks.machine import SERVED_ON, BenchmarkMachine, Server, free_port, stop

StartServer = Callable[[], AbstractContextManager[Server]]


def peers(machine: BenchmarkMachine) -> list[StartServer]:
    """Return a function that starts each installed peer; print which are not installed."""
    starters: list[StartServer] = []
    if shutil.which("litellm"):
        starters.append(lambda: litellm(machine))
    else:
        print("LiteLLM is not installed and is skipped.", file=sys.stderr)
    if shutil.which("portkey-gateway") or shutil.which("gateway"):
        starters.append(lambda: portkey(machine))
    else:
        print("Portkey's gateway is not installed and is skipped.", file=sys.stderr)
    return starters


@contextmanager
def litellm(machine: BenchmarkMachine) -> Iterator[Server]:
    port = free_port()
    models = [
        {
            "model_name": f"bench-{kind}",
            "litellm_params": {
                "model": f"openai/bench-{kind}",
                "api_base": f"{machine.upstream_url}/v1",
                "api_key": "none",
            },
        }
        for kind in (1, 2, 3)
    ]
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder, "config.yaml")
        # JSON is YAML.
        config.write_text(json.dumps({"model_list": models, "general_settings": {"master_key": "sk-bench"}}))
        command = ["litellm", "--config", str(config), "--host", "127.0.0.1", "--port", str(port)]
        process = machine.start(command, port, SERVED_ON)
        try:
            yield Server("LiteLLM", port, process, machine.chat_request)
        finally:
            stop(process)


@contextmanager
def portkey(machine: BenchmarkMachine) -> Iterator[Server]:
    port = free_port()
    program = shutil.which("portkey-gateway") or shutil.which("gateway")
    assert program is not None
    process = machine.start([program, f"--port={port}", "--headless"], port, SERVED_ON)

    def request(kind: int) -> dict[str, object]:
        plan = dict(machine.chat_request(kind))
        plan["headers"] = {
            "authorization": "Bearer none",
            "x-portkey-provider": "openai",
            "x-portkey-custom-host": f"{machine.upstream_url}/v1",
        }
        return plan

    try:
        yield Server("Portkey", port, process, request)
    finally:
        stop(process)
