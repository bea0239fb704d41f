"""How long a request may take, and what may run after it: told by the server, in the ASGI scope.

Under uvicorn nothing is told: there is no deadline, and what runs beside requests goes on running.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from portal.web.types import Scope

DEADLINE = "portal.deadline"
AFTER_RESPONSE = "portal.after_response"

Work = Callable[[], Awaitable[None]]


def deadline_of(scope: Scope) -> float | None:
    """Return when the environment will be killed, in ``time.monotonic`` seconds, where there is such a time.

    A request should be over some seconds earlier: one that is not is cancelled, and a stream cut short.
    """
    ends_at: float | None = scope.get("extensions", {}).get(DEADLINE)
    return ends_at


async def finish(scope: Scope, work: Work) -> None:
    """Have ``work`` done after a response that is about to end, before the environment can be frozen.

    By our own runtime after the last byte; here and now under the managed runtime of Lambda, which freezes
    the process when the app returns; elsewhere what ``work`` would wait for goes on by itself.
    """
    if not after_response(scope, work) and _is_frozen_on_return(scope):
        await work()


def _is_frozen_on_return(scope: Scope) -> bool:
    return "aws.context" in scope and DEADLINE not in scope.get("extensions", {})


def after_response(scope: Scope, work: Work) -> bool:
    """Have ``work`` awaited after the last byte, before the environment can be frozen.

    The client does not wait for it, the next request here does. False where processes are not frozen
    between requests: nothing is awaited then, and a background task serves as well.
    """
    register: Callable[[Work], None] | None = scope.get("extensions", {}).get(AFTER_RESPONSE)
    if register is None:
        return False
    register(work)
    return True
