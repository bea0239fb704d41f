"""`make dev`: the whole product on this machine, until Ctrl-C."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import time

import httpx

from local.processes.supervisor import Report, Supervisor, check_ports
from local.stack.addresses import Addresses, addresses
from local.stack.banner import banner
from local.stack.child_processes import child_processes, node_packages
from local.stack.demo.account import EMAIL, DemoAccount
from local.stack.function_environment import DEFAULT_MODEL, function_environment
from local.stack.preflight import check_project, check_settings
from local.stack.role_tokens import role_tokens
from local.stack.settings import LocalSettings
from local.stack.state import ProductAccess, Secrets, State

_RESPONSE_SECONDS = 10.0


async def dev(settings: LocalSettings, state: State, report: Report) -> None:
    """Run the product until SIGINT, SIGTERM or SIGHUP; a second signal kills the child processes.

    Raises NotReady, NoRoleTokens, PortInUse, ProcessFailed, AccountFailed, and what the embedded Supabase
    raises.
    """
    secrets = state.secrets()
    check_settings(os.environ, function_environment(settings, secrets, addresses(settings, secrets)))
    if settings.supabase_url is not None:
        servers = addresses(settings, secrets)
        tokens = role_tokens(settings, secrets)
        await check_project(servers.supabase_url, servers.supabase_publishable_key, tokens)
    specs = child_processes(settings, state, secrets)
    check_ports(specs)
    supervisor = Supervisor(specs, state.logs, report)
    stop = asyncio.Event()

    def request_stop() -> None:
        if stop.is_set():
            supervisor.kill()
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, request_stop)
    serving = asyncio.create_task(_serve(supervisor, settings, state, secrets, report))
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if not serving.done():
        report("\nStopping.")
        serving.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await serving


async def _serve(
    supervisor: Supervisor, settings: LocalSettings, state: State, secrets: Secrets, report: Report
) -> None:
    servers = addresses(settings, secrets)
    for packages in node_packages(settings):
        if not packages.is_installed():
            report(f"Installing {packages.name} with npm. This is done once.")
            await asyncio.to_thread(packages.install)
    report(f"Starting. Logs are in {state.logs}.")
    started = time.monotonic()
    async with (
        # Proxy settings apply to a hosted project, not to this machine.
        httpx.AsyncClient(timeout=_RESPONSE_SECONDS, trust_env=settings.supabase_url is not None) as client,
        supervisor.running(client),
    ):
        access = await _access(DemoAccount(client, servers, secrets.password), servers, state)
        seconds = time.monotonic() - started
        report(banner(access, model=settings.default_model or DEFAULT_MODEL, seconds=seconds))
        await supervisor.watch(client)


async def _access(account: DemoAccount, servers: Addresses, state: State) -> ProductAccess:
    """Return the access to the product, with the API key of an earlier run if it is still valid."""
    stored = state.access()
    if stored is not None and await account.accepts(stored.api_key):
        api_key = stored.api_key
    else:
        api_key = await account.create_api_key()
    access = ProductAccess(
        api_url=servers.api_url,
        portal_url=servers.portal_url,
        supabase_url=servers.supabase_url,
        supabase_publishable_key=servers.supabase_publishable_key,
        router_url=servers.router_url,
        router_urls=servers.router_urls,
        queue_url=servers.queue.url,
        email=EMAIL,
        password=account.password,
        api_key=api_key,
    )
    state.save_access(access)
    return access
