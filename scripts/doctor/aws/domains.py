"""The certificates and the hosted zone of the domains that the parameters name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from scripts.checks import CheckAnswer, DeploymentCheck, fail, ok, skipped, warn
from scripts.checks.running import in_thread
from scripts.doctor.inputs.loading import Connect

NO_CERTIFICATE = ":certificate/none"
"""How the template's default of a certificate ends."""
CLOUDFRONT_REGION = "us-east-1"
_EXPIRES_SOON_DAYS = 30


class _Domain(NamedTuple):
    name_parameter: str
    certificate_parameter: str
    region: str


def domain_checks(connect: Connect, parameters: Mapping[str, str], region: str) -> list[DeploymentCheck]:
    """Return a check for each certificate, and one for the zone."""
    domains: tuple[_Domain, ...] = (
        _Domain("ApiDomainName", "ApiCertificateArn", region),
        _Domain("PortalDomainName", "PortalCertificateArn", CLOUDFRONT_REGION),
    )
    names = [parameters.get(each.name_parameter, "") for each in domains]
    if parameters.get("EdgeDomainName"):  # its record is the operator's
        domains = (*domains, _Domain("EdgeDomainName", "EdgeCertificateArn", CLOUDFRONT_REGION))
    checks = [_certificate_check(connect, parameters, each) for each in domains]
    return [
        *checks,
        _zone_check(connect, parameters.get("HostedZoneId", ""), [name for name in names if name]),
    ]


def _certificate_check(connect: Connect, parameters: Mapping[str, str], domain: _Domain) -> DeploymentCheck:
    name = parameters.get(domain.name_parameter, "")
    arn = parameters.get(domain.certificate_parameter, "")

    async def ask() -> CheckAnswer:
        named = bool(arn) and not arn.endswith(NO_CERTIFICATE)
        if not name:
            if named:
                return warn(
                    f"{domain.certificate_parameter} without {domain.name_parameter}", "Name both, or none."
                )
            return skipped(f"no {domain.name_parameter}: AWS's own address is used")
        if not named:
            return fail(
                f"{domain.name_parameter}={name} without {domain.certificate_parameter}",
                f"Request a certificate for {name} in {domain.region} (ACM), and name its ARN.",
            )
        if arn.split(":")[3:4] != [domain.region]:
            return fail(
                f"the certificate is not in {domain.region}: {arn}",
                f"Request one in {domain.region}.",
            )
        client = connect("acm", domain.region)
        found = await in_thread(lambda: client.describe_certificate(CertificateArn=arn)["Certificate"])
        return judge_certificate(found, name, datetime.now(UTC))

    return DeploymentCheck(
        f"aws certificate of {domain.name_parameter}",
        f"acm describe-certificate in {domain.region}, for {name or 'no domain'}",
        ask,
        f"Check {domain.certificate_parameter}.",
    )


def judge_certificate(certificate: Mapping[str, Any], name: str, now: datetime) -> CheckAnswer:
    """Return whether ACM's ``certificate`` serves ``name`` at ``now``."""
    names = [certificate.get("DomainName", ""), *certificate.get("SubjectAlternativeNames", ())]
    if not any(_covers(each, name) for each in names):
        return fail(f"it is for {', '.join(sorted(set(names)))}, not for {name}", f"Request one for {name}.")
    status = certificate.get("Status")
    if status == "PENDING_VALIDATION":
        return fail(
            "it waits for its validation",
            "Create the DNS record that ACM shows, and wait until it is issued.",
        )
    if status != "ISSUED":
        return fail(f"its status is {status}", f"Request another for {name}.")
    expires = certificate.get("NotAfter")
    if isinstance(expires, datetime):
        days = (expires - now).days
        if days < 0:
            return fail(f"it expired {-days} days ago", "Request another, or import it again.")
        if days < _EXPIRES_SOON_DAYS and certificate.get("RenewalEligibility") != "ELIGIBLE":
            return warn(
                f"issued, for another {days} days, and not renewed by itself",
                "Import or request its successor.",
            )
    return ok(f"issued, for {name}")


def _covers(pattern: str, name: str) -> bool:
    """Whether a certificate's name covers ``name``: itself, or ``*`` for exactly one label."""
    pattern, name = pattern.lower().rstrip("."), name.lower().rstrip(".")
    return pattern == name or (pattern.startswith("*.") and name.partition(".")[2] == pattern[2:])


def _zone_check(connect: Connect, zone_id: str, names: list[str]) -> DeploymentCheck:
    async def ask() -> CheckAnswer:
        if not zone_id:
            if names:
                return skipped(
                    "no HostedZoneId", f"Create the records of {', '.join(names)} yourself (Custom domains)."
                )
            return skipped("no HostedZoneId, and no domain")
        client = connect("route53")
        found = await in_thread(lambda: client.get_hosted_zone(Id=zone_id))
        zone = str(found["HostedZone"]["Name"]).rstrip(".").lower()
        if found["HostedZone"].get("Config", {}).get("PrivateZone"):
            return fail(f"{zone} is a private zone: the internet does not see it", "Name the public zone.")
        outside = [name for name in names if not f".{name.lower().rstrip('.')}".endswith(f".{zone}")]
        if outside:
            return fail(f"{', '.join(outside)} is not in the zone {zone}", "Name the zone of the domains.")
        if not names:
            return warn(
                f"the zone {zone}, and no domain", "Name ApiDomainName or PortalDomainName, or leave it out."
            )
        return ok(f"the zone {zone} has room for {', '.join(names)}")

    return DeploymentCheck(
        "aws hosted zone", f"route53 get-hosted-zone {zone_id}", ask, "Check HostedZoneId."
    )
