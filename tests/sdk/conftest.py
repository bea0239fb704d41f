"""Each probe runs once for all tests, with both generations of its SDK."""

from __future__ import annotations

import asyncio

import pytest

from tests.support.sdk.probing import PYTHONS, Findings, findings_of_both


def _probe(module: str) -> dict[str, Findings]:
    if not PYTHONS["oldest"].exists():
        pytest.fail("The oldest supported SDKs are not installed. Run: make sdk-oldest")
    return asyncio.run(findings_of_both(module))


@pytest.fixture(scope="session")
def openai_findings() -> dict[str, Findings]:
    return _probe("openai_sdk.probe")


@pytest.fixture(scope="session")
def anthropic_findings() -> dict[str, Findings]:
    return _probe("anthropic_sdk.probe")
