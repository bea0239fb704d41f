"""What the JavaScript libraries that customers use can do with the gateway, as the portal's docs say.

A program for each client, in tests/clients/javascript/programs, prints one line of JSON for each capability.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from local.processes.node_packages import node
from tests.support.clients.model_gateway import model_gateway
from tests.support.sdk.probing import ROOT

FOLDER = ROOT / "tests/clients/javascript"
ROWS: list[dict[str, Any]] = json.loads(
    (ROOT / "portal-web/src/features/docs/content/clients/javascript.json").read_text()
)
PROGRAM_SECONDS = 60.0

CALLS = [["weather", {"city": "Paris"}], ["weather", {"city": "Rome"}]]
SEEN: Mapping[str, Any] = {
    "text": "Hello, you.",
    "streaming": "Hello, you.",
    "tools": CALLS,
    "streamed tools": CALLS,
    "tool loop": [["Paris", "Rome"], "It is sunny in both."],
    "JSON object": {"answer": "string"},
    "JSON schema": {"city": "string", "degrees": "number"},
}
"""What a program prints of a capability that works."""


@dataclass(frozen=True, slots=True)
class ClientProgram:
    """A program and the row it proves."""

    file: str
    client: str
    package: str
    route: str
    installed_as: str = ""
    """The name of an older release of ``package``, which is installed beside the newest."""

    @property
    def path(self) -> Path:
        return FOLDER / "programs" / f"{self.file}.mjs"


CHAT, RESPONSES, MESSAGES = "/v1/chat/completions", "/v1/responses", "/v1/messages"
PROGRAMS = (
    ClientProgram("openai-chat", "OpenAI SDK", "openai", CHAT),
    ClientProgram("openai-responses", "OpenAI SDK", "openai", RESPONSES),
    ClientProgram("anthropic-messages", "Anthropic SDK", "@anthropic-ai/sdk", MESSAGES),
    ClientProgram("ai-sdk-openai", "AI SDK", "@ai-sdk/openai", RESPONSES),
    ClientProgram("ai-sdk-compatible", "AI SDK", "@ai-sdk/openai-compatible", CHAT),
    ClientProgram("ai-sdk-anthropic", "AI SDK", "@ai-sdk/anthropic", MESSAGES),
    ClientProgram("agents-sdk-responses", "OpenAI Agents SDK", "@openai/agents", RESPONSES),
    ClientProgram("agents-sdk-chat", "OpenAI Agents SDK", "@openai/agents", CHAT),
    ClientProgram("langchain-openai", "LangChain", "@langchain/openai", CHAT),
    ClientProgram("langchain-responses", "LangChain", "@langchain/openai", RESPONSES),
    ClientProgram("langchain-anthropic", "LangChain", "@langchain/anthropic", MESSAGES),
    ClientProgram("openai-chat-oldest", "OpenAI SDK, oldest", "openai", CHAT, "openai-oldest"),
    ClientProgram(
        "anthropic-messages-oldest",
        "Anthropic SDK, oldest",
        "@anthropic-ai/sdk",
        MESSAGES,
        "anthropic-oldest",
    ),
)
pytestmark = pytest.mark.timeout(120)


@pytest.mark.asyncio
@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.file)
async def test_client_does_what_its_row_says(program: ClientProgram) -> None:
    async with model_gateway() as gateway:
        lines = await _output(program, gateway.url, gateway.key)
    assert gateway.routes == {program.route}
    works = {line["name"] for line in lines if line.get("seen") == SEEN[line["name"]]}
    assert works == set(_row(program)["works"]), lines


def test_every_program_has_a_row_and_every_row_a_program() -> None:
    lock = json.loads((FOLDER / "package-lock.json").read_text())["packages"]
    assert {path.stem for path in (FOLDER / "programs").iterdir()} == {each.file for each in PROGRAMS}
    programs = [
        (
            each.client,
            each.package,
            lock[f"node_modules/{each.installed_as or each.package}"]["version"],
            each.route,
        )
        for each in PROGRAMS
    ]
    assert [(row["client"], row["package"], row["version"], row["route"]) for row in ROWS] == programs


def _row(program: ClientProgram) -> dict[str, Any]:
    wanted = program.client, program.package, program.route
    return next(row for row in ROWS if (row["client"], row["package"], row["route"]) == wanted)


async def _output(program: ClientProgram, url: str, key: str) -> list[dict[str, Any]]:
    if not (FOLDER / "node_modules").exists():
        pytest.fail("The clients are not installed. Run: make client-packages")
    process = await asyncio.create_subprocess_exec(
        *(node(), "--no-warnings", str(program.path), url, key),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        out, err = await asyncio.wait_for(process.communicate(), PROGRAM_SECONDS)
    finally:
        if process.returncode is None:
            process.kill()
    assert process.returncode == 0, err.decode()
    return [json.loads(line) for line in out.splitlines()]
