"""`make dev`: the whole product on this machine, until Ctrl-C."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import time

import httpx

from local.cli.banner import banner
from local.stack.demo.account import EMAIL, DemoAccount
from local.stack.preflight import check_project, check_settings
from local.stack.processes.supervisor import Say, Supervisor, check_ports
from local.stack.programs import (
    DEFAULT_MODEL,
    Addresses,
    addresses,
    function_environment,
    node_packages,
    programs,
)
from local.stack.settings import LocalSettings
from local.stack.state import Access, Secrets, State

_ANSWER_SECONDS = 10.0


async def dev(settings: LocalSettings, state: State, say: Say) -> None:
    """Serve until SIGINT, SIGTERM or SIGHUP; a second one does not wait for anything.

    Raises NotReady, PortInUse, ProgramFailed, AccountFailed and what the embedded Supabase raises.
    """
    secrets = state.secrets()
    check_settings(os.environ, function_environment(settings, secrets, addresses(settings, secrets)))
    if settings.supabase_url is not None and settings.supabase_secret_key is not None:
        url = str(settings.supabase_url).rstrip("/")
        await check_project(url, settings.supabase_secret_key.get_secret_value())
    parts = programs(settings, state, secrets)
    check_ports(parts)
    supervisor = Supervisor(parts, state, say)
    stop = asyncio.Event()

    def asked_to_stop() -> None:
        if stop.is_set():
            supervisor.kill()
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, asked_to_stop)
    serving = asyncio.create_task(_serve(supervisor, settings, state, secrets, say))
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if not serving.done():
        say("\nStopping.")
        serving.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await serving


async def _serve(
    supervisor: Supervisor, settings: LocalSettings, state: State, secrets: Secrets, say: Say
) -> None:
    where = addresses(settings, secrets)
    for packages in node_packages(settings):
        if not packages.is_installed():
            say(f"Installing {packages.name} with npm. This is done once.")
            await asyncio.to_thread(packages.install)
    say(f"Starting. Logs are in {state.folder / 'logs'}.")
    began = time.monotonic()
    async with (
        # Settings of a proxy are for the world outside, not for this machine.
        httpx.AsyncClient(timeout=_ANSWER_SECONDS, trust_env=settings.supabase_url is not None) as client,
        supervisor.started(client),
    ):
        access = await _access(DemoAccount(client, where, secrets.password), where, state)
        say(banner(access, model=settings.default_model or DEFAULT_MODEL, seconds=time.monotonic() - began))
        await supervisor.watch()


async def _access(account: DemoAccount, where: Addresses, state: State) -> Access:
    """Return how to get in: the key of an earlier run while it works, else a new one."""
    known = state.access()
    key = known.api_key if known and await account.works(known.api_key) else await account.open()
    access = Access(
        api_url=where.api_url,
        portal_url=where.portal_url,
        supabase_url=where.supabase_url,
        supabase_publishable_key=where.supabase_publishable_key,
        router_url=where.router_url,
        queue_url=where.queue_url,
        email=EMAIL,
        password=account.password,
        api_key=key,
    )
    state.save_access(access)
    return access
