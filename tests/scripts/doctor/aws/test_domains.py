"""Certificates and the hosted zone, over moto. It does not reach every state of a certificate."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from scripts.checks import CheckStatus
from scripts.doctor.aws.domains import domain_checks, judge_certificate
from tests.support.deployment.asking import FAIL, OK, SKIPPED, WARN, outcome
from tests.support.deployment.aws_account import AwsAccount

NOW = datetime(2026, 11, 30, tzinfo=UTC)
NAME = "api.example.com"
ISSUED = {"DomainName": NAME, "Status": "ISSUED", "NotAfter": NOW + timedelta(days=300)}
NONE = "arn:aws:acm:us-east-1:000000000000:certificate/none"


async def asked(
    aws: AwsAccount, name: str, region: str = "us-east-1", **parameters: str
) -> tuple[CheckStatus, str]:
    checks = domain_checks(aws.connect, parameters, region)
    (check,) = (check for check in checks if check.name.endswith(name))
    return await outcome(check)


@pytest.mark.parametrize(
    ("certificate", "status", "came_back"),
    [
        (ISSUED, OK, "issued, for api.example.com"),
        (ISSUED | {"DomainName": "*.example.com"}, OK, "issued"),
        (ISSUED | {"DomainName": "example.com", "SubjectAlternativeNames": [NAME]}, OK, "issued"),
        (ISSUED | {"DomainName": "API.Example.com."}, OK, "issued"),
        (ISSUED | {"DomainName": "*.com"}, FAIL, "not for api.example.com"),
        (ISSUED | {"DomainName": "example.com"}, FAIL, "it is for example.com"),
        (ISSUED | {"Status": "PENDING_VALIDATION"}, FAIL, "it waits for its validation"),
        (ISSUED | {"Status": "FAILED"}, FAIL, "its status is FAILED"),
        (ISSUED | {"NotAfter": NOW - timedelta(days=2)}, FAIL, "it expired 2 days ago"),
        (ISSUED | {"NotAfter": NOW + timedelta(days=10)}, WARN, "for another 10 days"),
        (ISSUED | {"NotAfter": NOW + timedelta(days=10), "RenewalEligibility": "ELIGIBLE"}, OK, "issued"),
    ],
)
def test_certificates_are_judged(certificate: dict[str, Any], status: CheckStatus, came_back: str) -> None:
    answer = judge_certificate(certificate, NAME, NOW)
    assert (answer.status, came_back in answer.came_back) == (status, True)


async def test_a_certificate_at_acm(aws: AwsAccount) -> None:
    arn = aws.connect("acm").request_certificate(DomainName=NAME)["CertificateArn"]
    found = await asked(aws, "ApiDomainName", ApiDomainName=NAME, ApiCertificateArn=arn)
    assert found[0] in {OK, FAIL}  # moto validates at some time by itself
    assert "issued" in found[1] or "validation" in found[1]
    other = await asked(aws, "ApiDomainName", ApiDomainName="x.example.org", ApiCertificateArn=arn)
    assert other[0] is FAIL
    missing = await asked(aws, "ApiDomainName", ApiDomainName=NAME, ApiCertificateArn=f"{arn[:-4]}0000")
    assert (missing[0], missing[1].partition(":")[0]) == (FAIL, "ResourceNotFoundException")


@pytest.mark.parametrize(
    ("parameters", "status", "came_back"),
    [
        ({}, SKIPPED, "no ApiDomainName"),
        ({"ApiCertificateArn": NONE}, SKIPPED, "no ApiDomainName"),
        ({"ApiCertificateArn": "arn:aws:acm:us-east-1:1:certificate/x"}, WARN, "without ApiDomainName"),
        ({"ApiDomainName": NAME}, FAIL, "without ApiCertificateArn"),
        ({"ApiDomainName": NAME, "ApiCertificateArn": NONE}, FAIL, "without ApiCertificateArn"),
        (
            {"ApiDomainName": NAME, "ApiCertificateArn": "arn:aws:acm:eu-west-1:1:certificate/x"},
            FAIL,
            "not in us-east-1",
        ),
        ({"ApiDomainName": NAME, "ApiCertificateArn": "x"}, FAIL, "not in us-east-1"),
    ],
)
async def test_parameters_of_a_certificate(
    aws: AwsAccount, parameters: dict[str, str], status: CheckStatus, came_back: str
) -> None:
    found = await asked(aws, "ApiDomainName", **parameters)
    assert (found[0], came_back in found[1]) == (status, True)


async def test_the_portals_certificate_is_in_us_east_1_wherever_the_stack_is(aws: AwsAccount) -> None:
    arn = "arn:aws:acm:eu-central-1:1:certificate/x"
    found = await asked(
        aws, "PortalDomainName", "eu-central-1", PortalDomainName="p.example.com", PortalCertificateArn=arn
    )
    assert (found[0], "not in us-east-1" in found[1]) == (FAIL, True)


async def test_hosted_zone(aws: AwsAccount) -> None:
    route53 = aws.connect("route53")
    zone = route53.create_hosted_zone(Name="example.com", CallerReference="a")["HostedZone"]["Id"]
    zone = zone.rpartition("/")[2]
    assert (await asked(aws, "zone", HostedZoneId=zone, ApiDomainName=NAME))[0] is OK
    assert (await asked(aws, "zone", HostedZoneId=zone, ApiDomainName="example.com"))[0] is OK
    assert (await asked(aws, "zone", HostedZoneId=zone, ApiDomainName="api.badexample.com"))[0] is FAIL
    assert (await asked(aws, "zone", HostedZoneId=zone))[0] is WARN
    assert (await asked(aws, "zone", HostedZoneId="Z0", ApiDomainName=NAME))[0] is FAIL
    assert (await asked(aws, "zone"))[0] is SKIPPED
    unmanaged = await asked(aws, "zone", ApiDomainName=NAME)
    assert (unmanaged[0], NAME in unmanaged[1]) == (SKIPPED, True)


async def test_a_private_zone_fails(aws: AwsAccount) -> None:
    zone = aws.connect("route53").create_hosted_zone(
        Name="example.com",
        CallerReference="b",
        HostedZoneConfig={"PrivateZone": True},
        VPC={"VPCRegion": "us-east-1", "VPCId": "vpc-1"},
    )["HostedZone"]["Id"]
    found = await asked(aws, "zone", HostedZoneId=zone.rpartition("/")[2], ApiDomainName=NAME)
    assert (found[0], "private zone" in found[1]) == (FAIL, True)
