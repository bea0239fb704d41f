"""A stack that can be deployed, nothing in its way, and a build for its processor."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.checks import CheckStatus
from scripts.doctor.aws.stack import build_check, leftovers_check, status_check
from scripts.doctor.inputs import ExaminedStack
from tests.support.deployment.asking import FAIL, OK, SKIPPED, WARN, outcome
from tests.support.deployment.aws_account import AwsAccount

NAME = "cortensor-portal-dev"
SECRETS = ("gateway", "routers")


@pytest.mark.parametrize(
    ("deployed", "status"),
    [
        (ExaminedStack(), OK),
        (ExaminedStack("CREATE_COMPLETE"), OK),
        (ExaminedStack("UPDATE_ROLLBACK_COMPLETE"), OK),
        (ExaminedStack("ROLLBACK_COMPLETE"), FAIL),
        (ExaminedStack("REVIEW_IN_PROGRESS"), FAIL),
        (ExaminedStack("DELETE_FAILED"), FAIL),
        (ExaminedStack("UPDATE_ROLLBACK_FAILED"), FAIL),
        (ExaminedStack("UPDATE_IN_PROGRESS"), WARN),
        (ExaminedStack(failure="AccessDenied"), FAIL),
    ],
)
async def test_status(deployed: ExaminedStack, status: CheckStatus) -> None:
    assert (await outcome(status_check(NAME, deployed)))[0] is status


async def test_nothing_is_left(aws: AwsAccount) -> None:
    assert (await outcome(leftovers_check(aws.connect, NAME, SECRETS, ExaminedStack())))[0] is OK


@pytest.mark.parametrize("left", ["secret", "deleted secret", "queue", "log group"])
async def test_what_is_left_is_named(aws: AwsAccount, left: str) -> None:
    if "secret" in left:
        aws.connect("secretsmanager").create_secret(Name=f"{NAME}/routers", SecretString="{}")
    if left == "deleted secret":
        aws.connect("secretsmanager").delete_secret(SecretId=f"{NAME}/routers")
    if left == "queue":
        aws.connect("sqs").create_queue(QueueName=f"{NAME}-usage-dead")
    if left == "log group":
        aws.connect("logs").create_log_group(logGroupName=f"/cortensor-portal/{NAME}/gateway")
    status, said = await outcome(leftovers_check(aws.connect, NAME, SECRETS, ExaminedStack()))
    assert status is FAIL
    assert left.removeprefix("deleted ") in said
    assert (await outcome(leftovers_check(aws.connect, NAME, SECRETS, ExaminedStack("CREATE_COMPLETE"))))[
        0
    ] is SKIPPED


@pytest.mark.parametrize(
    ("built", "named", "status"),
    [
        ("arm64", {}, OK),
        ("arm64", {"Architecture": "arm64"}, OK),
        ("arm64", {"Architecture": "x86_64"}, FAIL),
        (None, {}, SKIPPED),
    ],
)
async def test_build(tmp_path: Path, built: str | None, named: dict[str, str], status: CheckStatus) -> None:
    path = tmp_path / "architecture"
    if built is not None:
        path.write_text(built)
    assert (await outcome(build_check(path, named)))[0] is status
