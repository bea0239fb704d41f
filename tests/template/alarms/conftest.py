"""The alarms of the template, by name."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.artifacts.template import of_type
from tests.support.cloudwatch.alarms import Alarm, resolved

Alarms = dict[str, Alarm]


@pytest.fixture(scope="session")
def alarms(resources: dict[str, Any]) -> Alarms:
    return {
        name: Alarm(resolved(properties))
        for name, properties in of_type(resources, "AWS::CloudWatch::Alarm").items()
    }


@pytest.fixture
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as runner:
        yield runner
