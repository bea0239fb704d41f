"""Amazon SES, where the project sends by it: out of the sandbox, and allowed to send as the sender."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any

from scripts.checks import CheckAnswer, DeploymentCheck, fail, ok, skipped
from scripts.checks.running import in_thread
from scripts.doctor.inputs.loading import Connect

_SES_HOST = re.compile(r"email-smtp\.([a-z0-9-]+)\.amazonaws\.com")

MailServer = Callable[[], Awaitable[Mapping[str, Any] | None]]
"""Returns ``smtp_host`` and ``smtp_admin_email`` of the project, or None if nobody knows them."""


def ses_check(connect: Connect, mail_server: MailServer) -> DeploymentCheck:
    async def ask() -> CheckAnswer:
        server = await mail_server()
        if server is None:
            return skipped("the project's mail server is not known", "See the check of the project's mail.")
        host = _SES_HOST.fullmatch(str(server.get("smtp_host") or ""))
        if host is None:
            return skipped("the project does not send by SES")
        region = host[1]
        client = connect("sesv2", region)
        account = await in_thread(client.get_account)
        if not account.get("SendingEnabled"):
            return fail(
                f"SES in {region} does not send", "SES, Account dashboard: see why sending is paused."
            )
        if not account.get("ProductionAccessEnabled"):
            return fail(
                f"SES in {region} is in the sandbox: it sends only to addresses that are verified there",
                "SES, Account dashboard: request production access; it takes about a day.",
            )
        sender = str(server.get("smtp_admin_email") or "")
        identities = (sender, sender.rpartition("@")[2])
        for identity in identities:
            if await in_thread(partial(_is_verified, client, identity)):
                return ok(f"SES in {region} may send to anybody, as {identity}")
        return fail(
            f"SES in {region} may not send as {sender}", "SES, Identities: verify the sender's domain."
        )

    return DeploymentCheck(
        "aws ses",
        "sesv2 get-account and get-email-identity",
        ask,
        "Check the region of SES and the permissions.",
    )


def _is_verified(client: Any, identity: str) -> bool:
    try:
        found = client.get_email_identity(EmailIdentity=identity)
    except client.exceptions.NotFoundException:
        return False
    return bool(found.get("VerifiedForSendingStatus"))
