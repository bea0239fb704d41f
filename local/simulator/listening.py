"""A simulated router in a process of its own: it can stop listening, as one that is down does."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
from collections.abc import Callable
from typing import Any, cast

import uvicorn

from local.simulator.app import Simulator
from portal.web.types import ASGIApp

_HOST = "127.0.0.1"


async def serve(
    simulator: Simulator, port: int, *, around: Callable[[ASGIApp], ASGIApp] = lambda app: app
) -> None:
    """Serve until SIGTERM or SIGINT. SIGHUP makes the router healthy again, whatever it was told to do.

    While the behaviour says so, nothing listens on ``port`` and every connection is closed. ``around`` adds
    routes that a router does not have.
    """
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGHUP, simulator.set_behaviour, None, None)
    app = simulator.app()
    async with app.router.lifespan_context(app):
        served = around(app)
        while await _serve_until_refusing(simulator, served, port):
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(simulator.behaviour.refuse_connections_seconds):
                    await simulator.healed.wait()
            simulator.stop_refusing()


async def _serve_until_refusing(simulator: Simulator, app: ASGIApp, port: int) -> bool:
    """Return True when the router is to refuse connections, False at the end of the process."""
    # The simulator drops connections on purpose; uvicorn would log each as an error.
    config = uvicorn.Config(cast("Any", app), access_log=False, log_level="critical", lifespan="off")
    server = uvicorn.Server(config)
    # asyncio switches Nagle's algorithm off only for sockets that name their protocol.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((_HOST, port))
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    refusing = asyncio.create_task(simulator.refusing.wait())
    await asyncio.wait({serving, refusing}, return_when=asyncio.FIRST_COMPLETED)
    refusing.cancel()
    if serving.done():
        await serving
        return False
    server.should_exit = server.force_exit = True  # closes the listener, and connections without a request
    await serving
    for connection in list(server.server_state.connections):
        connection.transport.abort()
    return True
