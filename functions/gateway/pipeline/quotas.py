"""What an organisation has used up: a month's tokens, or its prepaid credit."""

from __future__ import annotations

from datetime import datetime, timedelta

from portal.errors import QuotaExhausted
from portal.keys import Principal
from portal.limits import Window
from portal.policy import ExhaustedCredit
from portal.usage.pricing import usd


def tokens_spent(principal: Principal, limit: int | None, now: datetime) -> QuotaExhausted:
    """Return the error of a month's tokens; ``limit`` None: the plan's number is not known here."""
    began_at = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    resets_at = (began_at + timedelta(days=32)).replace(day=1)
    seconds = int((resets_at - began_at).total_seconds())
    at = resets_at.timestamp()
    month = Window(
        "tokens per month", "organization", limit or 0, 0, at, seconds, exceeded=True, unit="tokens"
    )
    spent = "the tokens per month" if limit is None else f"all of the {limit:,} tokens per month"
    return QuotaExhausted(
        f"Quota used up: {spent} of your organisation are used. "
        f"It resets at {resets_at:%Y-%m-%d} 00:00:00 UTC. "
        "Wait until then, or choose a larger plan on the billing page of the portal.",
        window=month,
        windows=principal.windows if limit is None else (month, *principal.windows),
        hint="The usage page of the portal shows every limit and when it resets.",
    )


def credit_spent(principal: Principal, credit: ExhaustedCredit) -> QuotaExhausted:
    """Return the error of a balance of which nothing is left."""
    held = f", of which {usd(credit.held)} is held for requests under way" if credit.held else ""
    return QuotaExhausted(
        f"Credit used up: the balance of your organisation is {usd(credit.balance)}{held}. "
        "Add credit on the billing page of the portal.",
        windows=principal.windows,
        hint="Requests are let in again seconds after credit was added, or requests under way have ended.",
    )
