"""Reserve concurrency for the usage ingest, and bound the gateway, within the limit of the account.

Facts, from AWS's documentation (docs/protocols/aws-deployment.md): the limit is per account and region, 1,000
unless raised and as low as 10 in new accounts; 100 of it must stay unreserved; what one function reserves is
also its maximum. Functions without a reservation (control plane, jobs) share what is unreserved.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from scripts.deployment.parameters import Decision, PlannedDeployment

GATEWAY = "GatewayReservedConcurrency"
INGEST = "IngestReservedConcurrency"
COMPUTED = {GATEWAY: "AutomaticGatewayConcurrency", INGEST: "AutomaticIngestConcurrency"}
"""The operator's parameter → the one that is computed; it applies while the operator's is -1."""
FUNCTIONS = {GATEWAY: "GatewayFunction", INGEST: "UsageIngestFunction"}

INGEST_ENVIRONMENTS = 10
"""As many as the queue's event source mapping invokes at once: with fewer, messages would be throttled."""
MUST_STAY_UNRESERVED = 100
SHARE_OF_GATEWAY = {"prod": 0.7, "dev": 0.1}
"""Of the account's limit, by Stage, so that both stages fit into one account."""
LEAST_BOUND = {"prod": 100, "dev": 10}
"""A smaller bound would cost the gateway more than it protects, beside the 100 that stay unreserved."""
ENOUGH = 1000
"""A limit with which ingest and gateway of both stages have their reservations."""


@dataclass(frozen=True, slots=True)
class AccountConcurrency:
    """``limit`` of the account in this region; ``available``: what this stack may reserve of it in total."""

    limit: int
    available: int


def compute_concurrency(
    account: AccountConcurrency, stage: str, explicit: Mapping[str, int]
) -> dict[str, int]:
    """Return ingest's reservation and the gateway's bound, 0 for none.

    ``explicit`` values of the operator stay, and count; a value is computed for the others.
    """
    left = account.available - sum(explicit.values())
    ingest = explicit.get(INGEST)
    if ingest is None:
        ingest = INGEST_ENVIRONMENTS if left >= INGEST_ENVIRONMENTS else 0
        left -= ingest
    gateway = explicit.get(GATEWAY)
    if gateway is None:
        gateway = min(int(account.limit * SHARE_OF_GATEWAY.get(stage, 0)), left)
        if gateway < LEAST_BOUND.get(stage, 1):
            gateway = 0
    return {INGEST: ingest, GATEWAY: gateway}


def decide_concurrency(planned: PlannedDeployment) -> Decision:
    """Set the computed parameters and say what they are; leave them as they are if the limit is unknown.

    Raises ValueError if the operator gave something else than a number.
    """
    stage = planned.value("Stage", "dev")
    explicit = _explicit(planned)
    try:
        account = account_concurrency(planned)
    except (BotoCoreError, ClientError) as error:
        return Decision(
            notes=(f"Concurrency: left as it is, because the account's limit is unknown: {error}",)
        )
    chosen = compute_concurrency(account, stage, explicit)
    parameters = {COMPUTED[name]: str(value) for name, value in chosen.items() if name not in explicit}
    return Decision(parameters, (_note(account, chosen, explicit, planned.stack.region),))


def _explicit(planned: PlannedDeployment) -> dict[str, int]:
    """Return what the operator gave, in this deployment or an earlier one."""
    explicit = {}
    for name in COMPUTED:
        value = planned.value(name, "-1")
        try:
            number = int(value)
        except ValueError:
            raise ValueError(f"{name} is a number of environments, 0 or -1, and not {value!r}.") from None
        if number >= 0:
            explicit[name] = number
    return explicit


def account_concurrency(planned: PlannedDeployment) -> AccountConcurrency:
    """Ask the account. Raises boto3's errors."""
    functions = planned.client("lambda")
    limits = functions.get_account_settings()["AccountLimit"]
    limit = limits["ConcurrentExecutions"]
    # What this stack has reserved is its own to use again.
    own = sum(_reserved_by(planned, functions, name) for name in FUNCTIONS.values())
    return AccountConcurrency(limit, limits["UnreservedConcurrentExecutions"] - MUST_STAY_UNRESERVED + own)


def _reserved_by(planned: PlannedDeployment, functions: Any, logical_id: str) -> int:
    if not planned.deployed:
        return 0
    cloudformation = planned.client("cloudformation")
    try:
        resource = cloudformation.describe_stack_resource(
            StackName=planned.stack.name, LogicalResourceId=logical_id
        )
        name = resource["StackResourceDetail"]["PhysicalResourceId"]
        reserved = functions.get_function_concurrency(FunctionName=name)
    except (ClientError, KeyError):  # the function is not there (yet)
        return 0
    return int(reserved.get("ReservedConcurrentExecutions", 0))


def _note(
    account: AccountConcurrency, chosen: Mapping[str, int], explicit: Mapping[str, int], region: str
) -> str:
    def words(name: str) -> str:
        value = str(chosen[name]) if chosen[name] else "none"
        return f"{value} (as given)" if name in explicit else value

    lines = [
        f"Concurrency: the account's limit in {region} is {account.limit}. "
        f"Reserved for the usage ingest: {words(INGEST)}; bound of the gateway: {words(GATEWAY)}.",
    ]
    if any(not value and name not in explicit for name, value in chosen.items()):
        lines.append(
            "The limit is too low to reserve more: a busy gateway can delay the recording of usage, or take "
            f"the control plane's place. Request {ENOUGH} or more: aws service-quotas "
            "request-service-quota-increase --service-code lambda --quota-code L-B99A9384 "
            f"--desired-value {ENOUGH} --region {region}; then deploy again."
        )
    return "\n".join(lines)
