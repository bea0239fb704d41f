"""Runs the process: import, [snapshot and restore], startup, events, shutdown."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import MutableMapping

from portal.lambda_runtime.environment import RuntimeEnvironment
from portal.lambda_runtime.invocation.handling import InvocationHandler
from portal.lambda_runtime.process import snapstart
from portal.lambda_runtime.process.handler import HandlerLoadError, load
from portal.lambda_runtime.process.lifespan import StartupFailed, lifespan
from portal.lambda_runtime.process.workers import EventWorkers
from portal.lambda_runtime.runtime_api.client import RuntimeApi, RuntimeApiError
from portal.lambda_runtime.runtime_api.error_report import ErrorReport

log = logging.getLogger(__name__)

FAILED = 1
FAILED_BEFORE_SNAPSHOT = 64
FAILED_AFTER_RESTORE = 65
"""Exit codes of the managed runtime."""


def run(environment: RuntimeEnvironment, environ: MutableMapping[str, str]) -> int:
    """Return the exit code: 0 after SIGTERM or SIGINT, else that of a failure that has been reported."""
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
    except HandlerLoadError as error:
        log.exception("runtime.init_failed")
        loop.run_until_complete(api.report_init_error(error.report))
        return FAILED
    if environment.snap_start:
        code = loop.run_until_complete(_snapshot_and_restore(api))
        if code:
            return code
    try:
        with lifespan(handler) as state:
            invocations = InvocationHandler(api, handler, state, environment)
            workers = EventWorkers(api, invocations, environment.concurrency, environ)
            return loop.run_until_complete(_run_until_signal(workers))
    except StartupFailed as error:
        log.exception("runtime.startup_failed")
        if environment.snap_start:
            report = ErrorReport.from_exception("Runtime.AfterRestoreError", error)
            loop.run_until_complete(api.report_restore_error(report))
            return FAILED_AFTER_RESTORE
        report = ErrorReport.from_exception("Runtime.StartupFailed", error)
        loop.run_until_complete(api.report_init_error(report))
        return FAILED


async def _snapshot_and_restore(api: RuntimeApi) -> int:
    hooks = snapstart.hook_registry()
    try:
        snapstart.run_before_snapshot(hooks)
        await api.restore_next()
    except Exception as error:
        log.exception("runtime.before_snapshot_failed")
        await api.report_init_error(ErrorReport.from_exception("Runtime.BeforeSnapshotError", error))
        return FAILED_BEFORE_SNAPSHOT
    try:
        snapstart.run_after_restore(hooks)
    except Exception as error:
        log.exception("runtime.after_restore_failed")
        await api.report_restore_error(ErrorReport.from_exception("Runtime.AfterRestoreError", error))
        return FAILED_AFTER_RESTORE
    return 0


async def _run_until_signal(workers: EventWorkers) -> int:
    stop = asyncio.Event()
    for signal_number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(signal_number, stop.set)
    try:
        await workers.run(stop)
    except (OSError, RuntimeApiError):
        log.exception("runtime.polling_failed")
        return FAILED
    return 0
