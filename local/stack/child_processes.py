"""The child processes of the local product. Pure: settings and secrets in, process specifications out."""

from __future__ import annotations

import sys
from pathlib import Path

from local.processes.child_process import ProcessSpec
from local.processes.node_packages import NodePackages
from local.processes.ports import HOST
from local.queue.names import QUEUE
from local.stack import site
from local.stack.addresses import Addresses, addresses
from local.stack.function_environment import function_environment, pool_sessions
from local.stack.settings import LocalSettings
from local.stack.state import Secrets, State
from local.supabase import packages as embedded
from local.supabase.server import EmbeddedSupabase, Keys


def child_processes(settings: LocalSettings, state: State, secrets: Secrets) -> list[ProcessSpec]:
    """Return the processes in the order in which they are stopped: callers before what they call."""
    servers = addresses(settings, secrets)
    environment = function_environment(settings, secrets, servers)
    api = _api(settings, environment)
    specs = [
        _site(settings, state, servers),
        api,
        _pool_monitor(environment),
        _usage_worker(servers, environment, state.logs / f"{api.log_name}.log"),
    ]
    if settings.usage_queue_url is None or settings.shared_table is None:
        specs.append(_queue(settings, state))
    if settings.router_pools_json is None:
        specs.extend(_simulators(settings, secrets))
    if settings.supabase_url is None:
        specs.append(_supabase(settings, state, embedded_supabase(settings, state, secrets)))
    return specs


def node_packages(settings: LocalSettings) -> list[NodePackages]:
    """Return the Node packages that the processes need."""
    supabase = [embedded.PACKAGES] if settings.supabase_url is None else []
    return [*supabase, site.PACKAGES]


def embedded_supabase(settings: LocalSettings, state: State, secrets: Secrets) -> EmbeddedSupabase:
    keys = Keys(secrets.supabase_publishable_key, secrets.supabase_secret_key, secrets.jwt_secret)
    return EmbeddedSupabase(state.supabase, settings.supabase_port, keys)


def _site(settings: LocalSettings, state: State, servers: Addresses) -> ProcessSpec:
    return ProcessSpec(
        name="portal web",
        command=site.dev_server_command(),
        environment={"PORTAL_WEB_PORT": str(settings.web_port), "PORTAL_STATE_DIR": str(state.folder)},
        folder=site.PACKAGES.folder,
        port=settings.web_port,
        port_variable="PORTAL_WEB_PORT",
        # Not a page: Vite compiles the first page on request, and the other processes need the processor now.
        ready_url=f"{servers.portal_url}/robots.txt",
    )


def _api(settings: LocalSettings, environment: dict[str, str]) -> ProcessSpec:
    port = settings.api_port
    return ProcessSpec(
        name="API",
        command=(
            *(sys.executable, "-m", "uvicorn", "local.stack.api:app"),
            *("--host", HOST, "--port", str(port), "--loop", "uvloop", "--ws", "none"),
            *("--http", "local.stack.http_protocol:BoundedHttpProtocol"),
            # Any client can write forwarding headers; the address is the connection's.
            "--no-proxy-headers",
            # SDKs keep connections open, and fail if one is closed just when they reuse it.
            *("--timeout-keep-alive", "75", "--timeout-graceful-shutdown", "5"),
            *("--no-access-log", "--no-server-header", "--log-level", "warning"),
        ),
        environment=environment,
        port=port,
        port_variable="PORTAL_API_PORT",
        # Not /health, which is 503 while all routers are down: that is no reason not to start.
        ready_url=f"http://{HOST}:{port}/portal/status",
    )


def _pool_monitor(environment: dict[str, str]) -> ProcessSpec:
    return ProcessSpec(
        name="pool monitor",
        command=(sys.executable, "-m", "local.monitor"),
        environment=environment,
        ready_log="pool_monitor.started",
    )


def _usage_worker(servers: Addresses, environment: dict[str, str], api_log: Path) -> ProcessSpec:
    endpoint = () if servers.queue.endpoint is None else ("--endpoint", servers.queue.endpoint)
    return ProcessSpec(
        name="usage worker",
        command=(
            *(sys.executable, "-m", "local.queue.worker"),
            *("--queue-url", servers.queue.url, *endpoint, "--api-log", str(api_log)),
        ),
        environment=environment,
    )


def _queue(settings: LocalSettings, state: State) -> ProcessSpec:
    port = settings.queue_port
    return ProcessSpec(
        name="usage queue",
        command=(
            *(sys.executable, "-m", "local.queue.server", "--port", str(port)),
            *("--journal", str(state.folder / "usage-queue.jsonl")),
        ),
        port=port,
        port_variable="PORTAL_QUEUE_PORT",
        ready_url=f"http://{HOST}:{port}/?Action=GetQueueUrl&QueueName={QUEUE}",
    )


def _simulators(settings: LocalSettings, secrets: Secrets) -> list[ProcessSpec]:
    sessions = sorted(session for ids in pool_sessions(settings.routers).values() for session in ids)
    environment = {
        "LOCAL_ROUTER_KEY": secrets.router_key,
        "LOCAL_ROUTER_SESSIONS": ",".join(map(str, sessions)),
    }
    return [
        ProcessSpec(
            name="router simulator" if number == 1 else f"router simulator {number}",
            command=(sys.executable, "-m", "local.simulator", "--port", str(port)),
            environment=environment,
            port=port,
            port_variable="PORTAL_ROUTER_PORT",
            ready_url=f"http://{HOST}:{port}/api/v1/info",
            ready_headers={"Authorization": f"Bearer {secrets.router_key}"},
        )
        for number, port in enumerate(settings.router_ports, start=1)
    ]


def _supabase(settings: LocalSettings, state: State, server: EmbeddedSupabase) -> ProcessSpec:
    return ProcessSpec(
        name="Supabase",
        command=server.command,
        environment=server.environment,
        folder=state.supabase,
        prepare=server.migrate,
        port=settings.supabase_port,
        port_variable="PORTAL_SUPABASE_PORT",
        ready_url=server.ready_url,
        ready_headers=server.ready_headers,
    )
