"""Fixtures of the doctor's tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.database.supabase import supabase
from tests.support.deployment.aws_account import AwsAccount, AwsServers, aws_servers

__all__ = ["supabase"]


@pytest.fixture(scope="session")
def running_aws() -> Iterator[AwsServers]:
    with aws_servers() as servers:
        yield servers


@pytest.fixture
def aws(running_aws: AwsServers) -> AwsAccount:
    """An empty account at AWS."""
    return running_aws.emptied()
