"""One token of a session, by the gateway's own router client."""

from __future__ import annotations

import asyncio
import time

from portal.errors import (
    RouterFailure,
    RouterPending,
    RouterTimedOut,
    RouterUnreachable,
)
from portal.pools import Target
from portal.router import RouterClient, text_in
from portal.router.aiohttp_client import AiohttpRouterClient
from portal.router.bounds import RouterBounds
from portal.router.canary import canary_call
from scripts.checks import CheckAnswer, fail, ok

CANARY_SECONDS = 15.0
"""For a model that must wake up. A router that cannot be reached ends it after three seconds."""

_WITH_REASONING = 256
"""Tokens of the second try: a model that reasons first returns no text for one token."""


def canary_client(seconds: float = CANARY_SECONDS) -> RouterClient:
    """Return the gateway's router client. ``seconds`` bound the first byte and every pause."""
    bounds = RouterBounds(connect_seconds=min(3.0, seconds), first_byte_seconds=seconds, idle_seconds=seconds)
    return AiohttpRouterClient(bounds)


async def send_canary(
    router: RouterClient, target: Target, turn: asyncio.Lock, *, stream: bool = True
) -> CheckAnswer:
    """Return whether ``target`` answers, as a ``stream`` or at once. ``turn`` is held during the call."""
    async with turn:
        started = time.perf_counter()
        try:
            async with asyncio.timeout(CANARY_SECONDS):
                await _first_text_of(router, target, stream=stream)
        except TimeoutError:
            return _failed(RouterTimedOut("no text"), target)
        except RouterFailure as error:
            return _failed(error, target)
        return ok(f"the first text after {(time.perf_counter() - started) * 1000:.0f} ms")


async def _first_text_of(router: RouterClient, target: Target, *, stream: bool) -> None:
    try:
        await _first_text(router, target, 1, stream=stream)
    except RouterPending:
        await _first_text(router, target, _WITH_REASONING, stream=stream)


async def _first_text(router: RouterClient, target: Target, max_tokens: int, *, stream: bool) -> None:
    """Return when the first text has arrived; leaving the exchange cancels the rest. Raises RouterFailure."""
    call = canary_call(
        target, max_tokens, client_reference="doctor", timeout_seconds=CANARY_SECONDS, stream=stream
    )
    async with router.open(target, call) as exchange:
        async for pieces in exchange.pieces():
            if text_in(pieces):
                return
    raise RouterPending("The model returned no text.")


def _failed(error: RouterFailure, target: Target) -> CheckAnswer:
    status = error.upstream_status
    if status in {401, 403}:
        held = "the key is refused" if target.auth_key else "it asks for a key, and the maps hold none"
        return fail(
            f"HTTP {status}: {held}", "Correct the key of this session or model in the routers' secret."
        )
    if status == 404:
        return fail(
            "HTTP 404: the router does not know the session, or not /api/v3/completions",
            "Compare the session id with the router's sessions; a proxy before it must pass on /api/v3.",
        )
    if isinstance(error, RouterUnreachable):
        return fail("the router cannot be reached", "Is it up, and may this machine reach it?")
    if isinstance(error, RouterTimedOut):
        return fail(f"no text within {CANARY_SECONDS:g} s", "Look at the router's miners and its queue.")
    if isinstance(error, RouterPending):
        return fail(
            f"a success without text, for 1 and for {_WITH_REASONING} tokens", "Look at the session's miners."
        )
    said = f"HTTP {status}" if status else type(error).__name__
    return fail(f"{said}: {error.message}", "Look at the router's log.")
