"""The deadline of a request and work after its response: extensions that servers put into the ASGI scope.

Under uvicorn there are none: no deadline, and background tasks continue between requests.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from portal.web.types import Scope

DEADLINE = "portal.deadline"
AFTER_RESPONSE = "portal.after_response"

Work = Callable[[], Awaitable[None]]


def deadline_of(scope: Scope) -> float | None:
    """Return when the environment is killed, in ``time.monotonic`` seconds; None without a deadline.

    A request should end some seconds earlier: the runtime cancels it then, and a stream is cut short.
    """
    ends_at: float | None = scope.get("extensions", {}).get(DEADLINE)
    return ends_at


async def complete_before_freeze(scope: Scope, work: Work) -> None:
    """Run ``work`` at the end of a response, before the environment can be frozen.

    The streaming runtime runs it after the last byte. Lambda's managed runtime freezes the process when the
    app returns, so there it runs at once. On other servers it does not run: the background task that
    ``work`` would wait for continues anyway.
    """
    if not run_after_response(scope, work) and _is_frozen_on_return(scope):
        await work()


def _is_frozen_on_return(scope: Scope) -> bool:
    return "aws.context" in scope and DEADLINE not in scope.get("extensions", {})


def run_after_response(scope: Scope, work: Work) -> bool:
    """Register ``work`` to run after the last byte, before the environment can be frozen.

    The client does not wait for it; the environment's next request does. Return False without registering
    where processes are not frozen between requests: a background task does there.
    """
    register: Callable[[Work], None] | None = scope.get("extensions", {}).get(AFTER_RESPONSE)
    if register is None:
        return False
    register(work)
    return True
