"""One run of a coding agent, with gateway and simulated model on real sockets."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.clients.agents import (
    AFTER,
    BEFORE,
    COMMAND_OUTPUT,
    COPY,
    LAST_WORDS,
    NOTES,
    CodingAgent,
    Launch,
    Workplace,
)
from tests.support.clients.closed_proxy import ClosedProxy, closed_proxy
from tests.support.clients.model_gateway import model_gateway

RUN_SECONDS = 90.0


@dataclass(frozen=True, slots=True)
class AgentRun:
    """What is left of a run. ``bodies`` are the requests that reached the model, with tools."""

    exit_code: int | None
    output: str
    notes: str
    copy: str
    routes: frozenset[str]
    bodies: Sequence[dict[str, Any]]
    hosts: Sequence[str]

    @property
    def results(self) -> list[str]:
        """The results of tools that the model was told last."""
        last = self.bodies[-1]["messages"] if self.bodies else []
        return [str(message["content"]) for message in last if message["role"] == "tool"]

    @property
    def works(self) -> set[str]:
        """What the run proved, in the words of the compatibility data."""
        proved = {
            "text": LAST_WORDS in self.output,
            "streamed tools": bool(self.bodies) and all(body.get("stream") for body in self.bodies),
            "tool loop": len(self.results) == 3 and COMMAND_OUTPUT in self.results[2],
            "task": self.exit_code == 0 and self.notes == self.copy == f"{AFTER}\n",
        }
        return {name for name, is_proved in proved.items() if is_proved}


async def run_agent(agent: CodingAgent, folder: Path) -> AgentRun:
    """Have ``agent`` do the task below ``folder``."""
    async with model_gateway() as gateway, closed_proxy() as proxy:
        place = Workplace(folder / "home", folder / "work", gateway.url, gateway.key)
        place.home.mkdir()
        place.folder.mkdir()
        (place.folder / NOTES).write_text(f"{BEFORE}\n")
        exit_code, output = await _finished(agent.launch(place), place, proxy)
    copy = place.folder / COPY
    return AgentRun(
        exit_code=exit_code,
        output=output,
        notes=(place.folder / NOTES).read_text(),
        copy=copy.read_text() if copy.exists() else "",
        routes=frozenset(gateway.routes),
        bodies=[body for body in gateway.bodies if body.get("tools")],
        hosts=proxy.asked,
    )


async def _finished(launch: Launch, place: Workplace, proxy: ClosedProxy) -> tuple[int | None, str]:
    """Return the exit code and the output of the command; None if it had to be stopped."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(place.home), "CI": "1", "TERM": "dumb"}
    process = await asyncio.create_subprocess_exec(
        *launch.command,
        cwd=place.folder,
        env={**environment, **proxy.environment, **launch.environment},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        output, _ = await asyncio.wait_for(process.communicate(launch.stdin.encode()), RUN_SECONDS)
        return process.returncode, output.decode(errors="replace")
    except TimeoutError:
        return None, ""
    finally:
        # Its children too: some agents start others.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        await process.wait()
