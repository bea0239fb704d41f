"""The alarms of the template, by name."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from tests.support.artifacts.conditions import DecidedTemplate
from tests.support.artifacts.template import of_type
from tests.support.artifacts.transformation import PARAMETERS
from tests.support.cloudwatch.alarms import REFERENCES, Alarm, resolved

Alarms = dict[str, Alarm]


EVERYTHING = {"GatewayReservedConcurrency": "500", "GatewayCapacity": "managed"}
"""Parameters with which every alarm of the template exists."""


def alarms_of(template: dict[str, Any], parameters: Mapping[str, str]) -> Alarms:
    """Return the alarms of a stack with ``parameters``."""
    resources = DecidedTemplate(template, {**PARAMETERS, **parameters}).resources
    values = {**REFERENCES, **parameters}
    return {
        name: Alarm(resolved(properties, values))
        for name, properties in of_type(resources, "AWS::CloudWatch::Alarm").items()
    }


@pytest.fixture(scope="session")
def alarms(transformed: dict[str, Any]) -> Alarms:
    return alarms_of(transformed, EVERYTHING)


@pytest.fixture
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as runner:
        yield runner
