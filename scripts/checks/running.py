"""Runs checks concurrently, each within its time, and turns whatever they raise into an answer."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import TypeVar

import httpx
from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError

from portal.errors import PortalError
from scripts.checks import CheckAnswer, CheckResult, DeploymentCheck, fail

Returned = TypeVar("Returned")


async def run_checks(checks: Iterable[DeploymentCheck]) -> list[CheckResult]:
    """Return the results in the order of ``checks``, which run at the same time."""
    return await asyncio.gather(*(_run(check) for check in checks))


async def run_in_turn(checks: Iterable[DeploymentCheck]) -> list[CheckResult]:
    """Return the results of ``checks``, which run one after the other: some measure time."""
    return [await _run(check) for check in checks]


async def in_thread(call: Callable[[], Returned]) -> Returned:
    """Return what ``call`` returns. Its thread holds up neither the time limit nor the end of the program."""
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[Returned] = loop.create_future()

    def settle(set_outcome: Callable[[], None]) -> None:
        if not answer.done():
            set_outcome()

    def run() -> None:
        try:
            returned = call()
        except BaseException as error:  # noqa: BLE001 (handed on to the caller)
            raised = error
            outcome = lambda: answer.set_exception(raised)  # noqa: E731
        else:
            outcome = lambda: answer.set_result(returned)  # noqa: E731
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(settle, outcome)

    threading.Thread(target=run, daemon=True).start()
    return await answer


async def _run(check: DeploymentCheck) -> CheckResult:
    started = time.perf_counter()
    answer = await _answer(check)
    return CheckResult(check.name, check.asked, answer, time.perf_counter() - started)


async def _answer(check: DeploymentCheck) -> CheckAnswer:
    try:
        async with asyncio.timeout(check.seconds):
            return await check.ask()
    except TimeoutError:
        return fail(f"no answer within {check.seconds:g} s", check.advice)
    except NoCredentialsError:
        return fail("no AWS credentials", "Sign in as for the AWS CLI (aws configure, or AWS_PROFILE).")
    except ClientError as error:
        return fail(f"{error.response['Error']['Code']}: {error.response['Error']['Message']}", check.advice)
    except (httpx.LocalProtocolError, UnicodeEncodeError):
        return fail(
            "not asked: a key or token has a character that no header can hold",
            "Copy it again; the checks of the secrets name it.",
        )
    except (httpx.HTTPError, BotoCoreError, OSError) as error:
        return fail(f"{type(error).__name__}: {error}", check.advice)
    except PortalError as error:
        return fail(f"{type(error).__name__}: {error}", check.advice)
    except Exception as error:  # noqa: BLE001 (a defect of one check must not hide the answers of the others)
        return fail(f"the check itself failed: {type(error).__name__}", "Report it: this is a defect.")
