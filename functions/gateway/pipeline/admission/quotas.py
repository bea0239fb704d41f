"""Errors for an exhausted quota: a month's tokens, or the prepaid credit."""

from __future__ import annotations

from datetime import datetime, timedelta

from portal.errors import QuotaExhausted
from portal.keys import Principal
from portal.limits import Window
from portal.policy import ExhaustedCredit
from portal.usage.pricing import usd


def tokens_exhausted(principal: Principal, limit: int | None, now: datetime) -> QuotaExhausted:
    """Return the error for a month's tokens. ``limit`` None: the snapshot has no number for the plan."""
    started_at = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    resets_at = (started_at + timedelta(days=32)).replace(day=1)
    seconds = int((resets_at - started_at).total_seconds())
    at = resets_at.timestamp()
    month = Window(
        "tokens per month", "organization", limit or 0, 0, at, seconds, exceeded=True, unit="tokens"
    )
    used = "the tokens per month" if limit is None else f"all of the {limit:,} tokens per month"
    return QuotaExhausted(
        f"Quota used up: {used} of your organisation are used. "
        f"It resets at {resets_at:%Y-%m-%d} 00:00:00 UTC. "
        "Wait until then, or choose a larger plan on the billing page of the portal.",
        window=month,
        windows=principal.windows if limit is None else (month, *principal.windows),
        hint="The usage page of the portal shows every limit and when it resets.",
    )


def credit_exhausted(principal: Principal, credit: ExhaustedCredit) -> QuotaExhausted:
    """Return the error for a balance that is used up or held."""
    held = credit.held_nanousd
    of_which_held = f", of which {usd(held)} is held for running requests" if held else ""
    return QuotaExhausted(
        f"Credit used up: the balance of your organisation is {usd(credit.balance_nanousd)}{of_which_held}. "
        "Add credit on the billing page of the portal.",
        windows=principal.windows,
        hint="Requests are admitted again a few seconds after you add credit or running requests end.",
    )
