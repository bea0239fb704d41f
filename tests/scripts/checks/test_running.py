"""Checks run at the same time, within their time, and none of them takes the others down."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

import httpx
import pytest
from botocore.exceptions import ClientError, NoCredentialsError

from portal.errors import RouterUnreachable
from scripts.checks import CheckAnswer, CheckStatus, DeploymentCheck, ok
from scripts.checks.running import in_thread, run_checks, run_in_turn


def raising(error: Exception, seconds: float = 5.0) -> DeploymentCheck:
    async def ask() -> CheckAnswer:
        raise error

    return DeploymentCheck("it", "something", ask, "Do this.", seconds)


def waiting(seconds: float, bound: float = 5.0) -> DeploymentCheck:
    async def ask() -> CheckAnswer:
        await asyncio.sleep(seconds)
        return ok("done")

    return DeploymentCheck("it", "something", ask, "Do this.", bound)


@pytest.mark.parametrize(
    ("error", "came_back"),
    [
        (httpx.ConnectError("refused"), "ConnectError: refused"),
        (OSError("no route"), "OSError: no route"),
        (NoCredentialsError(), "no AWS credentials"),
        (
            ClientError({"Error": {"Code": "AccessDenied", "Message": "not you"}}, "Get"),
            "AccessDenied: not you",
        ),
        (
            RouterUnreachable("The model cannot be reached."),
            "RouterUnreachable: The model cannot be reached.",
        ),
        (KeyError("a secret"), "the check itself failed: KeyError"),
    ],
)
async def test_an_exception_is_a_failed_check(error: Exception, came_back: str) -> None:
    (result,) = await run_checks([raising(error)])
    assert (result.answer.status, result.answer.came_back) == (CheckStatus.FAIL, came_back)
    assert result.answer.advice


async def test_a_check_ends_in_its_time_and_says_what_to_do() -> None:
    (result,) = await run_checks([waiting(60, bound=0.05)])
    assert (result.answer.status, result.answer.came_back) == (CheckStatus.FAIL, "no answer within 0.05 s")
    assert result.answer.advice == "Do this."
    assert result.seconds < 2


async def test_checks_run_at_the_same_time_and_keep_their_order() -> None:
    started = time.perf_counter()
    results = await run_checks([waiting(0.2), raising(OSError("x")), *(waiting(0.2) for _ in range(8))])
    assert time.perf_counter() - started < 1
    assert [result.answer.status for result in results[:3]] == [
        CheckStatus.OK,
        CheckStatus.FAIL,
        CheckStatus.OK,
    ]


async def test_checks_in_turn_do_not_overlap() -> None:
    running, most = 0, 0

    async def ask() -> CheckAnswer:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.001)
        running -= 1
        return ok("done")

    await run_in_turn([DeploymentCheck(str(number), "it", ask) for number in range(5)])
    assert most == 1


async def test_a_thread_returns_and_raises() -> None:
    assert await in_thread(lambda: 3) == 3
    with pytest.raises(KeyError):
        await in_thread(_raise)


async def test_a_thread_that_hangs_holds_nobody_up(request: pytest.FixtureRequest) -> None:
    import threading

    release = threading.Event()
    request.addfinalizer(release.set)

    async def ask() -> CheckAnswer:
        await in_thread(release.wait)
        return ok("done")

    (result,) = await run_checks([DeploymentCheck("aws", "something", ask, seconds=0.05)])
    assert result.answer.status is CheckStatus.FAIL


def _raise() -> Callable[[], None]:
    raise KeyError("x")
