"""moto's AWS, empty at the start of each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import boto3
import pytest
from moto.moto_api._internal.models import moto_api_backend

from tests.support.servers.aws import aws_server


@pytest.fixture(scope="session")
def aws_address() -> Iterator[str]:
    with aws_server() as url:
        yield url


@pytest.fixture(scope="session")
def aws_clients(aws_address: str) -> Callable[[str], Any]:
    connect: Any = boto3.Session("test", "test", region_name="us-east-1").client
    return cache(lambda service: connect(service, endpoint_url=aws_address))


@pytest.fixture
def aws(aws_clients: Callable[[str], Any]) -> Callable[[str], Any]:
    """boto3's clients of moto's services."""
    moto_api_backend.reset()
    return aws_clients
