"""Coding agents do a small task with the model behind the gateway: read a file, edit it, run a command."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.clients.agents import COMMON, OTHERS, CodingAgent
from tests.support.clients.agents.common import COMMON_AGENTS
from tests.support.clients.agents.others import OTHER_AGENTS
from tests.support.clients.agents.running import run_agent
from tests.support.sdk.probing import ROOT

ROWS: list[dict[str, Any]] = json.loads(
    (ROOT / "portal-web/src/features/docs/content/clients/agents.json").read_text()
)
BY_CLIENT = {row["client"]: row for row in ROWS}
AGENTS = [
    *(pytest.param(agent, id=agent.package) for agent in COMMON_AGENTS),
    *(pytest.param(agent, id=agent.package, marks=pytest.mark.agents) for agent in OTHER_AGENTS),
]

pytestmark = pytest.mark.timeout(120)


@pytest.mark.asyncio
@pytest.mark.parametrize("agent", AGENTS)
async def test_agent_does_what_its_row_says(agent: CodingAgent, tmp_path: Path) -> None:
    if not agent.runs_here:
        pytest.skip("Its program for this platform is not locked.")
    run = await run_agent(agent, tmp_path)
    row = BY_CLIENT[agent.client]
    assert run.works == set(row["works"]), run.output
    assert run.routes == {row["route"]}
    assert run.hosts == []


def test_every_installed_agent_has_a_row_of_the_version_that_is_tested() -> None:
    agents = (*COMMON_AGENTS, *OTHER_AGENTS)
    assert {agent.installed for agent in agents} == {*_packages(COMMON), *_packages(OTHERS)}
    tested = [(agent.client, agent.package, agent.version, agent.route) for agent in agents]
    assert [(row["client"], row["package"], row["version"], row["route"]) for row in ROWS] == tested


def _packages(folder: Path) -> set[str]:
    package = json.loads((folder / "package.json").read_text())
    return {*package["dependencies"], *package["optionalDependencies"]}
