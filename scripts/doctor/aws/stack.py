"""The stack itself: can it be deployed, has a deleted one left something behind, does the build fit?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError

from scripts.checks import CheckAnswer, DeploymentCheck, fail, ok, skipped, warn
from scripts.checks.running import in_thread
from scripts.doctor.inputs import ExaminedStack
from scripts.doctor.inputs.loading import Connect


def status_check(name: str, deployed: ExaminedStack) -> DeploymentCheck:
    async def ask() -> CheckAnswer:
        status = deployed.status
        if deployed.failure:
            return fail(deployed.failure, "Sign in as for the AWS CLI; see the check of the credentials.")
        if status is None:
            return ok("there is none yet: this is its first deployment")
        if status in {"ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "DELETE_FAILED", "REVIEW_IN_PROGRESS"}:
            return fail(
                f"{status}: it cannot be deployed again",
                f"aws cloudformation delete-stack --stack-name {name}",
            )
        if status.endswith("_IN_PROGRESS"):
            return warn(status, "Wait until it has ended.")
        if status == "UPDATE_ROLLBACK_FAILED":
            return fail(status, f"aws cloudformation continue-update-rollback --stack-name {name}")
        return ok(status)

    return DeploymentCheck("aws stack", f"cloudformation describe-stacks {name}", ask)


def leftovers_check(
    connect: Connect, name: str, secrets: Iterable[str], deployed: ExaminedStack
) -> DeploymentCheck:
    """Whether an earlier stack of the name has left what the first deployment creates under a fixed name."""
    names = [f"{name}/{secret}" for secret in secrets]

    async def ask() -> CheckAnswer:
        if deployed.status or deployed.failure:
            return skipped("the stack is there" if deployed.status else "the stack could not be asked")
        found = await in_thread(lambda: _existing(connect, names, name))
        if found:
            return fail(
                f"left by an earlier stack: {', '.join(found)}",
                "Their names are taken, so the deployment fails. Save what you need, then delete them "
                "(secrets with --force-delete-without-recovery): operations.md, Rollback.",
            )
        return ok("nothing is in the way")

    return DeploymentCheck(
        "aws leftovers",
        "secrets, queues and log groups with the stack's names",
        ask,
        "Check the permissions.",
    )


def _existing(connect: Connect, secrets: Iterable[str], stack: str) -> list[str]:
    manager, sqs, logs = connect("secretsmanager"), connect("sqs"), connect("logs")
    found = [
        f"secret {secret}"
        for secret in secrets
        if _exists(
            lambda secret=secret: manager.describe_secret(SecretId=secret), "ResourceNotFoundException"
        )
    ]
    found += [
        f"queue {queue}"
        for queue in (f"{stack}-usage", f"{stack}-usage-dead")
        if _exists(
            lambda queue=queue: sqs.get_queue_url(QueueName=queue), "QueueDoesNotExist", "NonExistentQueue"
        )
    ]
    groups = logs.describe_log_groups(logGroupNamePrefix=f"/cortensor-portal/{stack}/")["logGroups"]
    return found + [f"log group {group['logGroupName']}" for group in groups]


def _exists(call: Any, *missing: str) -> bool:
    try:
        call()
    except ClientError as error:
        if error.response["Error"]["Code"].endswith(missing):
            return False
        raise
    return True


def build_check(built: Path, named: Mapping[str, str]) -> DeploymentCheck:
    """``built`` is the file in which ``make build`` notes the processor."""

    architecture = built.read_text().strip() if built.exists() else ""

    async def ask() -> CheckAnswer:
        if not architecture:
            return skipped("nothing is built yet", "make build")
        wanted = named.get("Architecture")
        if wanted and wanted != architecture:
            return fail(
                f"built for {architecture}, and PARAMETERS ask for {wanted}",
                f"make build ARCHITECTURE={wanted}",
            )
        return ok(f"built for {architecture}, which make deploy passes on")

    return DeploymentCheck("build", "the processor of the build, and of the parameters", ask)
