"""Send a call again on a new connection, if the first connection fails or stays silent."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

Answer = TypeVar("Answer")


async def first_answer(
    send: Callable[[], Coroutine[Any, Any, Answer]],
    reconnect: Callable[[], object],
    *,
    silent_seconds: float,
    lost: tuple[type[Exception], ...],
    discard: Callable[[Answer], Awaitable[object]] | None = None,
) -> Answer:
    """Return the first answer of at most two calls of ``send``, which may therefore take effect twice.

    The second starts if the first raises one of ``lost`` or has not returned after ``silent_seconds``;
    ``reconnect`` is called before it and drops idle connections. If both fail, the second one's exception is
    raised. ``discard`` releases an answer that nobody receives.
    """
    calls = [asyncio.create_task(send())]
    answered: asyncio.Task[Answer] | None = None
    try:
        await asyncio.wait(calls, timeout=silent_seconds)
        if not calls[0].done() or isinstance(_failure(calls[0]), lost):
            reconnect()
            calls.append(asyncio.create_task(send()))
        pending = set(calls)
        while answered is None and pending:
            done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
            answered = next((call for call in done if _failure(call) is None), None)
        return (answered or calls[-1]).result()
    finally:
        await _abandon([call for call in calls if call is not answered], discard)


def _failure(call: asyncio.Task[Any]) -> BaseException | None:
    return asyncio.CancelledError() if call.cancelled() else call.exception()


async def _abandon(
    calls: list[asyncio.Task[Answer]], discard: Callable[[Answer], Awaitable[object]] | None
) -> None:
    for call in calls:
        call.cancel()
    for result in await asyncio.gather(*calls, return_exceptions=True):
        if discard is not None and not isinstance(result, BaseException):
            await discard(result)
