"""Log levels of this project's loggers and of libraries."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import httpx
import pytest

from portal.observability.levels import LogLevel, set_log_level
from tests.support.artifacts.functions import HANDLERS
from tests.support.artifacts.sam import ROOT


@pytest.fixture(autouse=True)
def _restored_levels() -> Iterator[None]:
    yield
    for name in ("portal", "functions", "httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.NOTSET)


def test_only_this_projects_loggers_are_set() -> None:
    theirs = logging.getLogger("botocore").getEffectiveLevel()
    set_log_level("ERROR")
    assert not logging.getLogger("portal.policy").isEnabledFor(logging.WARNING)
    assert not logging.getLogger("functions.gateway").isEnabledFor(logging.WARNING)
    assert logging.getLogger("botocore").getEffectiveLevel() == theirs
    set_log_level("DEBUG")
    assert logging.getLogger("portal.policy").isEnabledFor(logging.DEBUG)


@pytest.mark.parametrize("level", ["DEBUG", "INFO", "ERROR"])
async def test_calls_of_http_clients_are_not_logged(
    level: LogLevel, caplog: pytest.LogCaptureFixture
) -> None:
    """Their INFO line is written for every fetch of the policy, and shows the URL with what is looked up."""
    caplog.set_level(logging.DEBUG)
    set_log_level(level)
    transport = httpx.MockTransport(lambda _: httpx.Response(200))
    async with httpx.AsyncClient(transport=transport) as client:
        await client.get("https://database.internal/users?email=eq.ada@example.com")
    assert [record for record in caplog.records if record.name.startswith("http")] == []


@pytest.mark.parametrize("entry", HANDLERS.values())
def test_every_entry_sets_the_levels(entry: str) -> None:
    """An entry that does not would log the calls of HTTP clients, and records with secrets."""
    module = entry.rpartition(".")[0].replace(".", "/")
    sources = [ROOT / f"{module}.py", *(ROOT / module).parent.rglob("wiring.py")]
    if "usage_rollup" in module:
        sources.append(ROOT / "functions/usage_rollup/wiring.py")
    assert any("set_log_level(" in source.read_text() for source in sources)
