"""The canary: a streamed request for one token, by the gateway's own router client."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from functions.pool_monitor.assessment import CanaryResult
from functions.pool_monitor.probing.failures import outcome_of
from portal.errors import PortalError, RouterPending
from portal.pools import Target
from portal.router import RouterClient, text_in
from portal.router.canary import canary_call

_WITH_REASONING = 64
"""Tokens of the second try: a model that reasons first may return no text for one token."""

TOKENS_TO_END = 16
"""Tokens of a canary for a target whose answers broke off: it is read to its end."""


class Canaries:
    """Sends canaries. ``clock`` returns seconds of the unix epoch."""

    def __init__(self, router: RouterClient, clock: Callable[[], float]) -> None:
        self._router = router
        self._clock = clock

    async def send(self, target: Target, seconds: float, *, to_end: bool = False) -> CanaryResult:
        """Send one to ``target``, within ``seconds``. Leaving the exchange cancels what it still sends."""
        started = self._clock()
        try:
            async with asyncio.timeout(seconds):
                first_text = await self._first_text(target, seconds, to_end=to_end)
        except TimeoutError:
            reason = f"no first text within {seconds:.0f} s"
            return CanaryResult(
                target.id, started, self._clock(), "timed_out", reason=reason, read_to_end=to_end
            )
        except PortalError as error:
            outcome, reason = outcome_of(error)
            return CanaryResult(
                target.id,
                started,
                self._clock(),
                outcome,
                reason=reason,
                retry_after=error.retry_after,
                read_to_end=to_end,
            )
        ttft_ms = (first_text - started) * 1000
        return CanaryResult(target.id, started, self._clock(), "ok", ttft_ms=ttft_ms, read_to_end=to_end)

    async def _first_text(self, target: Target, seconds: float, *, to_end: bool) -> float:
        try:
            return await self._time_of_text(target, TOKENS_TO_END if to_end else 1, seconds, to_end=to_end)
        except RouterPending as error:
            if error.upstream_status is not None:
                raise
            return await self._time_of_text(target, _WITH_REASONING, seconds, to_end=to_end)

    async def _time_of_text(self, target: Target, tokens: int, seconds: float, *, to_end: bool) -> float:
        """Return when the first text arrived, or the end of an answer whose only token was no text."""
        call = canary_call(target, tokens, client_reference="canary", timeout_seconds=seconds)
        arrived: float | None = None
        async with self._router.open(target, call) as exchange:
            async for pieces in exchange.pieces():
                if arrived is None and text_in(pieces):
                    arrived = self._clock()
                    if not to_end:
                        break
        return self._clock() if arrived is None else arrived
