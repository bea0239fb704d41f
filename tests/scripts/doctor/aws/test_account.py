"""Credentials, concurrency and the logging role of an account, over moto and what it lacks."""

from __future__ import annotations

import boto3
import pytest
from botocore import UNSIGNED
from botocore.config import Config

from scripts.checks import CheckStatus
from scripts.doctor.aws.account import (
    concurrency_check,
    identity_check,
    logging_role_check,
    reserved_concurrency,
)
from scripts.doctor.inputs import ExaminedStack
from tests.support.deployment.asking import FAIL, OK, WARN, outcome
from tests.support.deployment.aws_account import AwsAccount
from tests.support.servers.ports import free_port

ABSENT, PRESENT = ExaminedStack(), ExaminedStack("UPDATE_COMPLETE")
ROLE = "arn:aws:iam::123456789012:role/other-logging"


async def test_credentials_and_region_are_named(aws: AwsAccount) -> None:
    status, said = await outcome(identity_check(aws.connect, "us-east-1"))
    assert status is OK
    assert "account 123456789012" in said
    assert "us-east-1" in said


async def test_an_aws_that_cannot_be_reached_fails() -> None:
    def connect(service: str) -> object:
        session = boto3.Session("test", "test", region_name="us-east-1")
        config = Config(signature_version=UNSIGNED, retries={"total_max_attempts": 1})
        return session.client("sqs", endpoint_url=f"http://127.0.0.1:{free_port()}", config=config)

    status, said = await outcome(concurrency_check(lambda _: _Unreachable(connect("sqs")), {}, ABSENT))
    assert (status, said.partition(":")[0]) == (FAIL, "EndpointConnectionError")


class _Unreachable:
    """A client whose every call goes to a port where nobody listens."""

    def __init__(self, client: object) -> None:
        self._client = client

    def get_account_settings(self) -> object:
        return self._client.list_queues()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("quota", "unreserved", "wanted", "deployed", "status", "came_back"),
    [
        (1_000, 1_000, {}, ABSENT, OK, "the stack reserves 0"),
        (1_000, 1_000, {"GatewayFunction": 900}, ABSENT, OK, "the stack reserves 900"),
        (1_000, 1_000, {"GatewayFunction": 901}, ABSENT, FAIL, "the stack reserves 901"),
        (10, 10, {}, ABSENT, WARN, "10 concurrent executions, of which 0 can be reserved"),
        (10, 10, {"UsageIngestFunction": 1}, ABSENT, FAIL, "its deployment fails"),
        (1_000, 600, {"GatewayFunction": 600}, ABSENT, FAIL, "of which 500 can be reserved"),
        (1_000, 600, {"GatewayFunction": 400}, PRESENT, OK, "the stack reserves 400"),
        (1_000, 600, {"GatewayFunction": 900}, PRESENT, OK, "the stack reserves 900"),
        (1_000, 600, {"GatewayFunction": 901}, PRESENT, FAIL, "the stack reserves 901"),
    ],
)
async def test_concurrency(
    aws: AwsAccount,
    quota: int,
    unreserved: int,
    wanted: dict[str, int],
    deployed: ExaminedStack,
    status: CheckStatus,
    came_back: str,
) -> None:
    aws.concurrent, aws.unreserved = quota, unreserved
    found, said = await outcome(concurrency_check(aws.connect, wanted, deployed))
    assert (found, came_back in said) == (status, True)
    if found is not OK:
        assert "request-service-quota-increase" in said


def test_reserved_concurrency_is_that_of_template_and_parameters() -> None:
    reserved: dict[str, int | str] = {"A": 5, "B": "BReserved", "C": "CReserved", "D": "DReserved"}
    parameters = {"BReserved": "7", "CReserved": "0"}
    assert reserved_concurrency(reserved, parameters) == {"A": 5, "B": 7}


@pytest.mark.parametrize(
    ("role", "named", "parameters", "status"),
    [
        ("", {}, {}, OK),
        (ROLE, {}, {}, OK),
        ("", {"ManageApiGatewayLogging": "false"}, {}, FAIL),
        (ROLE, {"ManageApiGatewayLogging": "false"}, {}, OK),
        (ROLE, {"ManageApiGatewayLogging": "true"}, {}, FAIL),
        ("", {"ManageApiGatewayLogging": "true"}, {}, OK),
        (ROLE, {"ManageApiGatewayLogging": "true"}, {"ManageApiGatewayLogging": "true"}, OK),
    ],
)
async def test_logging_role(
    aws: AwsAccount, role: str, named: dict[str, str], parameters: dict[str, str], status: CheckStatus
) -> None:
    aws.logging_role = role
    deployed = ExaminedStack("UPDATE_COMPLETE", parameters) if parameters else ABSENT
    assert (await outcome(logging_role_check(aws.connect, named, deployed)))[0] is status
