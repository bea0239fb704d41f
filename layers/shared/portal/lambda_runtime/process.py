"""The life of the environment: import, [snapshot and restore], startup, events, shutdown."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import MutableMapping

from portal.lambda_runtime import snapstart
from portal.lambda_runtime.environment import RuntimeEnvironment
from portal.lambda_runtime.faults import Fault
from portal.lambda_runtime.handler import HandlerNotLoaded, load
from portal.lambda_runtime.invocation.invocations import Invocations
from portal.lambda_runtime.lifespan import StartupFailed, lifespan
from portal.lambda_runtime.runtime_api import RuntimeApi, RuntimeApiRefused
from portal.lambda_runtime.workers import Workers

log = logging.getLogger(__name__)

FAILED = 1
FAILED_BEFORE_SNAPSHOT = 64
FAILED_AFTER_RESTORE = 65
"""The stock runtime's exit codes."""


def run(environment: RuntimeEnvironment, environ: MutableMapping[str, str]) -> int:
    """Return the exit code: 0 after SIGTERM or SIGINT, otherwise what went wrong has been reported."""
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    try:
        return _run(loop, environment, environ)
    finally:
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()


def _run(
    loop: asyncio.AbstractEventLoop, environment: RuntimeEnvironment, environ: MutableMapping[str, str]
) -> int:
    api = RuntimeApi(environment.api)
    try:
        handler = load(environment.handler)
    except HandlerNotLoaded as error:
        log.exception("runtime.init_failed")
        loop.run_until_complete(api.init_failed(error.fault))
        return FAILED
    if environment.snap_start:
        code = loop.run_until_complete(_through_snapshot(api))
        if code:
            return code
    try:
        with lifespan(handler) as state:
            invocations = Invocations(api, handler, state, environment)
            workers = Workers(api, invocations, environment.concurrency, environ)
            return loop.run_until_complete(_serve(workers))
    except StartupFailed as error:
        log.exception("runtime.startup_failed")
        if environment.snap_start:
            loop.run_until_complete(api.restore_failed(Fault.caught("Runtime.AfterRestoreError", error)))
            return FAILED_AFTER_RESTORE
        loop.run_until_complete(api.init_failed(Fault.caught("Runtime.StartupFailed", error)))
        return FAILED


async def _through_snapshot(api: RuntimeApi) -> int:
    hooks = snapstart.registry()
    try:
        snapstart.before_snapshot(hooks)
        await api.restore_next()
    except Exception as error:
        log.exception("runtime.before_snapshot_failed")
        await api.init_failed(Fault.caught("Runtime.BeforeSnapshotError", error))
        return FAILED_BEFORE_SNAPSHOT
    try:
        snapstart.after_restore(hooks)
    except Exception as error:
        log.exception("runtime.after_restore_failed")
        await api.restore_failed(Fault.caught("Runtime.AfterRestoreError", error))
        return FAILED_AFTER_RESTORE
    return 0


async def _serve(workers: Workers) -> int:
    stop = asyncio.Event()
    for wanted in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(wanted, stop.set)
    try:
        await workers.serve(stop)
    except (OSError, RuntimeApiRefused):
        log.exception("runtime.no_more_events")
        return FAILED
    return 0
