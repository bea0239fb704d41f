"""Does the usage of a request appear within a minute?

An API key cannot read usage, by design. An access token of the portal can: of a member of the key's
organisation, or of an operator.
"""

from __future__ import annotations

import asyncio
import time

from scripts.checks import CheckAnswer, DeploymentCheck, fail, ok, skipped
from scripts.doctor.http import json_object
from scripts.smoke.target import SmokeTarget, said

USAGE_SECONDS = 60.0
_PATHS = ("/portal/usage-events/{}", "/portal/admin/requests/{}")
_SIGN_IN = "Sign in to the portal again, and copy the token of its calls."


def usage_check(
    target: SmokeTarget, *, within_seconds: float = USAGE_SECONDS, every_seconds: float = 2.0
) -> DeploymentCheck:
    async def ask() -> CheckAnswer:
        if not target.token:
            return skipped(
                "an API key cannot read usage",
                "Set TOKEN to an access token of a member of the key's organisation, or of an operator.",
            )
        request_id = next((each for each in target.unary_ids if each), "")
        if not request_id:
            return skipped("no request succeeded")
        return await _wait_for(target, request_id, within_seconds, every_seconds)

    return DeploymentCheck(
        "usage",
        "GET /portal/usage-events/<request>: recorded within a minute?",
        ask,
        "See UsageQueueAge in operations.md.",
        within_seconds + 5,
    )


async def _wait_for(target: SmokeTarget, request_id: str, within: float, every: float) -> CheckAnswer:
    headers = {"authorization": f"Bearer {target.token}"}
    started = time.perf_counter()
    found = f"not recorded after {within:g} s"
    while True:
        for path in _PATHS:
            response = await target.get(path.format(request_id), headers)
            if response.status_code == 401:
                return fail(f"{said(response)}: the token is not accepted", _SIGN_IN)
            document = json_object(response)
            receipt = document.get("receipt", document)
            if response.status_code == 200 and isinstance(receipt, dict):
                if receipt.get("state") == "settled":
                    seconds = time.perf_counter() - started
                    return ok(
                        f"{receipt.get('total_tokens')} tokens of {request_id}, after {seconds:.0f} s more"
                    )
                found = f"still {receipt.get('state')} after {within:g} s"
        if time.perf_counter() - started + every > within:
            return fail(
                f"{request_id}: {found}",
                "Alarms UsageQueueAge, UsageIngestErrors, UnsentUsage of operations.md. Is the token of the "
                "key's organisation, or of an operator?",
            )
        await asyncio.sleep(every)
