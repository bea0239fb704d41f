"""Who signs in, how many executions the account has, and who writes API Gateway's logs."""

from __future__ import annotations

from collections.abc import Mapping

from scripts.checks import CheckAnswer, DeploymentCheck, fail, ok, warn
from scripts.checks.running import in_thread
from scripts.doctor.inputs import ExaminedStack
from scripts.doctor.inputs.loading import Connect

USUAL_QUOTA = 1_000
"""Concurrent executions of an established account; a new one has fewer, often ten."""
UNRESERVED = 100
"""What AWS does not let anybody reserve. docs/protocols/lambda-runtime.md, "Concurrency of an account"."""

_REQUEST = (
    "aws service-quotas request-service-quota-increase --service-code lambda --quota-code L-B99A9384 "
    "--desired-value 1000"
)


def identity_check(connect: Connect, region: str) -> DeploymentCheck:
    async def ask() -> CheckAnswer:
        identity = await in_thread(lambda: connect("sts").get_caller_identity())
        if identity["Arn"].endswith(":root"):
            return warn(
                f"account {identity['Account']}, as its root user", "Deploy as a user or role, not as root."
            )
        return ok(f"account {identity['Account']}, as {identity['Arn'].rpartition(':')[2]}, region {region}")

    return DeploymentCheck(
        "aws credentials", "sts get-caller-identity", ask, "Sign in as for the AWS CLI, and check the region."
    )


def reserved_concurrency(reserved: Mapping[str, int | str], parameters: Mapping[str, str]) -> dict[str, int]:
    """Return what each function reserves by the template and these parameters; 0 reserves nothing."""
    found = {}
    for function, value in reserved.items():
        text = parameters.get(value, "0") if isinstance(value, str) else str(value)
        if text.isdecimal() and int(text) > 0:
            found[function] = int(text)
    return found


def concurrency_check(
    connect: Connect, wanted: Mapping[str, int], deployed: ExaminedStack
) -> DeploymentCheck:
    """``wanted`` is what the stack reserves. What a living stack has reserved already counts as its own."""

    async def ask() -> CheckAnswer:
        limits = (await in_thread(lambda: connect("lambda").get_account_settings()))["AccountLimit"]
        quota, free = int(limits["ConcurrentExecutions"]), int(limits["UnreservedConcurrentExecutions"])
        total = sum(wanted.values())
        own = min(total, quota - free) if deployed.status else 0
        can_reserve = max(0, free + own - UNRESERVED)
        held = f"{quota} concurrent executions, of which {can_reserve} can be reserved"
        if total > can_reserve:
            names = ", ".join(f"{name} {count}" for name, count in wanted.items())
            return fail(
                f"{held}; the stack reserves {total} ({names}), so its deployment fails",
                f"Reserve fewer (0 reserves none), or ask for more and wait for it: {_REQUEST}",
            )
        if quota < USUAL_QUOTA:
            return warn(
                f"{held}: as many requests can run at once, of all functions together",
                f"Ask for more before customers come; it takes hours to days: {_REQUEST}",
            )
        return ok(f"{held}; the stack reserves {total}")

    return DeploymentCheck(
        "aws concurrency", "lambda get-account-settings", ask, "Check the region and permissions."
    )


def logging_role_check(
    connect: Connect, named: Mapping[str, str], deployed: ExaminedStack
) -> DeploymentCheck:
    """Whether the region has a role with which API Gateway writes logs, and whether the stack replaces it.

    ``make deploy`` decides who sets it, unless ``named``, the parameters of its command line, say so.
    """

    async def ask() -> CheckAnswer:
        account = await in_thread(lambda: connect("apigateway").get_account())
        role = str(account.get("cloudwatchRoleArn") or "")
        name, manages = role.rpartition("/")[2], named.get("ManageApiGatewayLogging")
        own = deployed.parameters.get("ManageApiGatewayLogging") == "true"
        if not role and manages == "false":
            return fail(
                "the region has no role, and the stack may not set one: its deployment fails",
                "Leave ManageApiGatewayLogging out.",
            )
        if role and manages == "true" and not own:
            return fail(
                f"the region has the role {name} already, and the stack would replace it",
                "Leave ManageApiGatewayLogging out.",
            )
        return ok(
            f"the region has the role {name}" if role else "the region has none yet: the stack sets one"
        )

    return DeploymentCheck(
        "aws api gateway logs", "apigateway get-account", ask, "Check the region and permissions."
    )
