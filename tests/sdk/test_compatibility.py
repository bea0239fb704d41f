"""The compatibility table of the portal's docs: a probe proves each cell that names one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.gateway.dialect_cases import frames_of
from tests.support.gateway.gateways import make_gateway
from tests.support.sdk.anthropic_sdk import expected as anthropic_expected
from tests.support.sdk.openai_sdk import expected as openai_expected
from tests.support.sdk.probing import PYTHONS, ROOT, WIDE_LIMITS, Findings
from tests.support.sdk.prompted_router import PromptedRouter
from tests.support.servers.asgi import serving

TABLE = ROOT / "portal-web/src/features/docs/content/compatibility.json"
ROWS: list[dict[str, Any]] = json.loads(Path(TABLE).read_text())
UNSUPPORTED = "unsupported_feature"

pytestmark = pytest.mark.timeout(300)


def cells(dialect: str, kind: str) -> list[str]:
    """Return the probes that the table names for ``dialect``: of kind ``probe`` or ``refusal``."""
    return sorted({row[dialect][kind] for row in ROWS if kind in (row[dialect] or {})})


def test_every_cell_names_one_probe_or_is_empty() -> None:
    for row in ROWS:
        for dialect in ("openai", "anthropic", "cortensor"):
            cell = row[dialect]
            assert cell is None or len(cell.keys() & {"probe", "refusal"}) == 1, row["feature"]


@pytest.mark.parametrize("sdk", PYTHONS)
@pytest.mark.parametrize("probe", cells("openai", "probe"))
def test_chat_completions_offers_what_the_table_says(
    openai_findings: dict[str, Findings], sdk: str, probe: str
) -> None:
    assert openai_findings[sdk].results[probe] == openai_expected.SEEN[probe]


@pytest.mark.parametrize("sdk", PYTHONS)
@pytest.mark.parametrize("probe", cells("anthropic", "probe"))
def test_messages_offers_what_the_table_says(
    anthropic_findings: dict[str, Findings], sdk: str, probe: str
) -> None:
    assert anthropic_findings[sdk].results[probe] == anthropic_expected.SEEN[probe]


@pytest.mark.parametrize("probe", cells("openai", "refusal"))
def test_chat_completions_refuses_what_the_table_says(
    openai_findings: dict[str, Findings], probe: str
) -> None:
    assert {openai_findings[sdk].results[probe]["code"] for sdk in PYTHONS} == {UNSUPPORTED}


@pytest.mark.parametrize("probe", cells("anthropic", "refusal"))
def test_messages_refuses_what_the_table_says(probe: str) -> None:
    """``test_anthropic_sdk`` compares the findings with this table."""
    assert anthropic_expected.ERRORS[probe][-1] == UNSUPPORTED


COMPLETIONS: dict[str, dict[str, Any]] = {
    "unary": {},
    "stream": {"stream": True},
    "every parameter": {
        "temperature": 0.5, "top_p": 0.9, "top_k": 40, "max_tokens": 64, "seed": 7, "stop": ["END"],
        "presence_penalty": 0.1, "frequency_penalty": 0.1,
    },
    "error: tools": {"tools": [{"type": "function", "function": {"name": "f"}}]},
    "error: several choices": {"n": 2},
}  # fmt: skip


@pytest.fixture
async def completion() -> Any:
    """Call ``/v1/completions`` as the probe of that name does, and read its envelope, which no SDK knows."""
    gateway = make_gateway(PromptedRouter())
    key = gateway.new_key(limits=WIDE_LIMITS)
    async with serving(gateway.app) as url, httpx.AsyncClient(base_url=url, trust_env=False) as client:

        async def call(probe: str) -> httpx.Response:
            body = {"model": "oss-20b", "prompt": "greet", **COMPLETIONS[probe]}
            return await client.post("/v1/completions", json=body, headers={"x-api-key": key})

        yield call


@pytest.mark.asyncio
@pytest.mark.parametrize("probe", cells("cortensor", "probe"))
async def test_completions_offers_what_the_table_says(completion: Any, probe: str) -> None:
    answer = await completion(probe)
    assert answer.status_code == 200
    if probe == "stream":
        data = [frame["data"] for frame in frames_of(answer.text)]
    else:
        data = [answer.json()["data"]]
    assert "".join(part["choices"][0]["text"] for part in data) == "Hello, you."
    assert _counted(data[-1]["usage"])


@pytest.mark.asyncio
@pytest.mark.parametrize("probe", cells("cortensor", "refusal"))
async def test_completions_refuses_what_the_table_says(completion: Any, probe: str) -> None:
    answer = await completion(probe)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, UNSUPPORTED)


def _counted(usage: Mapping[str, int]) -> bool:
    return (usage["prompt_tokens"], usage["completion_tokens"]) == (11, 3)
