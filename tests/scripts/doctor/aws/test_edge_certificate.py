"""The domain of the front of managed capacity needs a certificate in us-east-1, as the portal's."""

from __future__ import annotations

import pytest

from scripts.checks import CheckStatus
from scripts.doctor.aws.domains import domain_checks
from tests.support.deployment.asking import FAIL, answer_of
from tests.support.deployment.aws_account import AwsAccount

ARN = "arn:aws:acm:{}:123456789012:certificate/1"


@pytest.mark.parametrize(
    ("certificate", "status", "came_back"),
    [
        (ARN.format("us-east-1").replace("/1", "/none"), FAIL, "without EdgeCertificateArn"),
        (ARN.format("eu-central-1"), FAIL, "is not in us-east-1"),
        (ARN.format("us-east-1"), FAIL, "ResourceNotFoundException"),
    ],
)
async def test_certificate_of_the_edge(
    aws: AwsAccount, certificate: str, status: CheckStatus, came_back: str
) -> None:
    parameters = {"EdgeDomainName": "edge.example.com", "EdgeCertificateArn": certificate}
    checks = domain_checks(aws.connect, parameters, "eu-central-1")
    found = await answer_of(checks, "aws certificate of EdgeDomainName")
    assert (found.status, came_back in found.came_back) == (status, True)


def test_without_such_a_domain_nothing_is_asked(aws: AwsAccount) -> None:
    names = [check.name for check in domain_checks(aws.connect, {}, "us-east-1")]
    assert not [name for name in names if "Edge" in name]
