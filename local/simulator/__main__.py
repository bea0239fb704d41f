"""``python -m local.simulator --port N``: serve the router simulator on 127.0.0.1."""

from __future__ import annotations

import argparse

import uvicorn
from pydantic_settings import BaseSettings, SettingsConfigDict

from local.simulator.app import DEFAULT_KEY, Simulator
from local.simulator.model_server import ModelServer


class SimulatorSettings(BaseSettings):
    """Settings of the simulator. Variables are named ``LOCAL_ROUTER_`` + the field in capitals."""

    model_config = SettingsConfigDict(env_prefix="LOCAL_ROUTER_", frozen=True, extra="ignore")

    key: str = DEFAULT_KEY
    """The key that callers send as ``Authorization: Bearer``."""
    upstream: str = ""
    """Base URL of an OpenAI-compatible model server to forward to, instead of simulating answers."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m local.simulator", description=__doc__)
    parser.add_argument("--port", type=int, default=8789)
    port = parser.parse_args().port
    settings = SimulatorSettings()
    upstream = ModelServer(settings.upstream) if settings.upstream else None
    app = Simulator(settings.key, upstream).app()
    # The simulator drops connections on purpose; uvicorn would log each as an error.
    uvicorn.run(app, host="127.0.0.1", port=port, access_log=False, log_level="critical")


if __name__ == "__main__":
    main()
