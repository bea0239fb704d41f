"""SES is out of the sandbox and may send as the project's sender."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from scripts.checks import CheckStatus
from scripts.doctor.aws.mail import ses_check
from tests.support.deployment.asking import FAIL, OK, SKIPPED, outcome
from tests.support.deployment.aws_account import AwsAccount

SES = {"smtp_host": "email-smtp.eu-west-1.amazonaws.com", "smtp_admin_email": "portal@example.com"}


async def asked(aws: AwsAccount, server: Mapping[str, Any] | None) -> tuple[CheckStatus, str]:
    async def mail_server() -> Mapping[str, Any] | None:
        return server

    return await outcome(ses_check(aws.connect, mail_server))


async def test_ses_in_order_by_domain_or_address(aws: AwsAccount) -> None:
    assert await asked(aws, SES) == (OK, "SES in eu-west-1 may send to anybody, as example.com → ")
    aws.verified = {"portal@example.com"}
    assert (await asked(aws, SES))[0] is OK


@pytest.mark.parametrize(
    ("mail", "came_back"),
    [
        ({"SendingEnabled": True, "ProductionAccessEnabled": False}, "is in the sandbox"),
        ({"SendingEnabled": False, "ProductionAccessEnabled": True}, "does not send"),
    ],
)
async def test_an_account_that_cannot_send(aws: AwsAccount, mail: dict[str, Any], came_back: str) -> None:
    aws.mail = mail
    status, said = await asked(aws, SES)
    assert (status, came_back in said) == (FAIL, True)


async def test_a_sender_that_is_not_verified(aws: AwsAccount) -> None:
    aws.verified = {"example.org"}
    status, said = await asked(aws, SES)
    assert (status, "may not send as portal@example.com" in said) == (FAIL, True)


@pytest.mark.parametrize("server", [None, {"smtp_host": "smtp.resend.com"}, {"smtp_host": None}])
async def test_another_mail_server_is_not_asked_for(aws: AwsAccount, server: dict[str, Any] | None) -> None:
    assert (await asked(aws, server))[0] is SKIPPED
