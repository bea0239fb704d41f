"""``python -m local.simulator --port N``: serve the router simulator on 127.0.0.1."""

from __future__ import annotations

import argparse
import asyncio
from typing import Annotated

from pydantic import BeforeValidator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from local.simulator import inventory
from local.simulator.app import DEFAULT_KEY, Simulator
from local.simulator.listening import serve
from local.simulator.model_server import ModelServer


def _numbers(value: object) -> object:
    return value.split(",") if isinstance(value, str) else value


class SimulatorSettings(BaseSettings):
    """Settings of the simulator. Variables are named ``LOCAL_ROUTER_`` + the field in capitals."""

    model_config = SettingsConfigDict(env_prefix="LOCAL_ROUTER_", frozen=True, extra="ignore")

    key: str = DEFAULT_KEY
    """The key that callers send as ``Authorization: Bearer``."""
    upstream: str = ""
    """Base URL of an OpenAI-compatible model server to forward to, instead of simulating answers."""
    sessions: Annotated[tuple[int, ...], NoDecode, BeforeValidator(_numbers)] = tuple(inventory.SESSIONS)
    """Its sessions, comma-separated. It answers 404 on others."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m local.simulator", description=__doc__)
    parser.add_argument("--port", type=int, default=8789)
    port = parser.parse_args().port
    settings = SimulatorSettings()
    upstream = ModelServer(settings.upstream) if settings.upstream else None
    asyncio.run(serve(Simulator(settings.key, upstream, sessions=settings.sessions), port))


if __name__ == "__main__":
    main()
