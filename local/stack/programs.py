"""The programs of the local product, and what each is told. Pure: settings and secrets in, programs out."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass

from local.queue.names import QUEUE, dead_letters_of, queue_url
from local.stack import site
from local.stack.node_packages import NodePackages
from local.stack.processes.ports import HOST
from local.stack.processes.program import Program
from local.stack.settings import LocalSettings
from local.stack.state import Secrets, State
from local.supabase import packages as embedded
from local.supabase.server import EmbeddedSupabase, Keys

SESSIONS = {"oss-20b": [11, 12], "oss-120b": [21, 22], "gemma-4-26b": [31], "qwen-3.5-9b": [41]}
"""The catalogue that the migrations bring: alias → sessions of the simulator, which serves them all."""

DEFAULT_MODEL = "oss-20b"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where everything is, and with what a caller gets in. ``queue_endpoint`` None means AWS."""

    api_url: str
    portal_url: str
    supabase_url: str
    supabase_publishable_key: str
    supabase_secret_key: str
    supabase_jwt_secret: str | None
    router_url: str
    queue_url: str
    dead_letters_url: str
    queue_endpoint: str | None


def addresses(settings: LocalSettings, secrets: Secrets) -> Addresses:
    own_queue = settings.usage_queue_url is None
    queue = settings.usage_queue_url or queue_url(settings.queue_port)
    router = f"http://{HOST}:{settings.router_port}"
    if settings.router_pools_json is not None:
        router = "the routers of PORTAL_ROUTER_POOLS_JSON"
    if settings.supabase_url is not None:
        assert settings.supabase_publishable_key is not None
        assert settings.supabase_secret_key is not None
        url = str(settings.supabase_url).rstrip("/")
        publishable = settings.supabase_publishable_key.get_secret_value()
        secret = settings.supabase_secret_key.get_secret_value()
        given = settings.supabase_jwt_secret
        jwt_secret = None if given is None else given.get_secret_value()
    else:
        url = f"http://{HOST}:{settings.supabase_port}"
        publishable, secret = secrets.supabase_publishable_key, secrets.supabase_secret_key
        jwt_secret = secrets.jwt_secret
    return Addresses(
        api_url=f"http://{HOST}:{settings.api_port}",
        portal_url=f"http://{HOST}:{settings.web_port}",
        supabase_url=url,
        supabase_publishable_key=publishable,
        supabase_secret_key=secret,
        supabase_jwt_secret=jwt_secret,
        router_url=router,
        queue_url=queue,
        dead_letters_url=settings.usage_dead_letters_url or dead_letters_of(queue),
        queue_endpoint=f"http://{HOST}:{settings.queue_port}" if own_queue else None,
    )


def programs(settings: LocalSettings, state: State, secrets: Secrets) -> list[Program]:
    """Return the programs in the order in which they are stopped: who is asked goes after who asks."""
    where = addresses(settings, secrets)
    told = function_environment(settings, secrets, where)
    found = [_site(settings, state, where), _api(settings, told), _usage_worker(where, told, state)]
    if settings.usage_queue_url is None:
        found.append(_queue(settings))
    if settings.router_pools_json is None:
        found.append(_simulator(settings, secrets))
    if settings.supabase_url is None:
        found.append(_supabase(settings, state, embedded_supabase(settings, state, secrets)))
    return found


def node_packages(settings: LocalSettings) -> list[NodePackages]:
    """Return what npm has to have installed for these programs."""
    own_supabase = [embedded.PACKAGES] if settings.supabase_url is None else []
    return [*own_supabase, site.PACKAGES]


def embedded_supabase(settings: LocalSettings, state: State, secrets: Secrets) -> EmbeddedSupabase:
    keys = Keys(secrets.supabase_publishable_key, secrets.supabase_secret_key, secrets.jwt_secret)
    return EmbeddedSupabase(state.supabase, settings.supabase_port, keys)


def function_environment(settings: LocalSettings, secrets: Secrets, where: Addresses) -> dict[str, str]:
    """Return what the functions read; what is already set in the environment stays as it is there."""
    told = {
        "PORTAL_SUPABASE_URL": where.supabase_url,
        "PORTAL_SUPABASE_SECRET_KEY": where.supabase_secret_key,
        "PORTAL_SUPABASE_PUBLISHABLE_KEY": where.supabase_publishable_key,
        "PORTAL_USAGE_QUEUE_URL": where.queue_url,
        "PORTAL_USAGE_DEAD_LETTERS_URL": where.dead_letters_url,
    }
    if where.supabase_jwt_secret is not None:
        told["PORTAL_SUPABASE_JWT_SECRET"] = where.supabase_jwt_secret
    if where.queue_endpoint is not None:
        told["PORTAL_USAGE_QUEUE_ENDPOINT"] = where.queue_endpoint
    if settings.key_pepper is None:
        told["PORTAL_KEY_PEPPER"] = secrets.key_pepper
    if settings.router_pools_json is None:
        told["PORTAL_ROUTER_POOLS_JSON"] = json.dumps(dict.fromkeys(SESSIONS, where.router_url))
        told["PORTAL_ROUTER_MODEL_SESSIONS_JSON"] = json.dumps(SESSIONS)
        told["PORTAL_ROUTER_MODEL_AUTH_KEYS_JSON"] = json.dumps(dict.fromkeys(SESSIONS, secrets.router_key))
        if settings.default_model is None:
            told["PORTAL_DEFAULT_MODEL"] = DEFAULT_MODEL
    return told


def _site(settings: LocalSettings, state: State, where: Addresses) -> Program:
    return Program(
        name="portal web",
        command=site.serving(),
        environment={"PORTAL_WEB_PORT": str(settings.web_port), "PORTAL_STATE_DIR": str(state.folder)},
        folder=site.PACKAGES.folder,
        port=settings.web_port,
        variable="PORTAL_WEB_PORT",
        # Not a page: making the first one waits for the rest of the product, which has the processor now.
        ready_url=f"{where.portal_url}/robots.txt",
    )


def _api(settings: LocalSettings, told: dict[str, str]) -> Program:
    port = settings.api_port
    return Program(
        name="API",
        command=(
            *(sys.executable, "-m", "uvicorn", "local.stack.api:app"),
            *("--host", HOST, "--port", str(port), "--loop", "uvloop", "--http", "httptools"),
            # SDKs keep connections open; closing one at the moment it is used again is an error to them.
            *("--timeout-keep-alive", "75", "--timeout-graceful-shutdown", "5"),
            *("--no-access-log", "--no-server-header", "--log-level", "warning"),
        ),
        environment=told,
        port=port,
        variable="PORTAL_API_PORT",
        ready_url=f"http://{HOST}:{port}/health",
    )


def _usage_worker(where: Addresses, told: dict[str, str], state: State) -> Program:
    local = () if where.queue_endpoint is None else ("--endpoint", where.queue_endpoint)
    return Program(
        name="usage worker",
        command=(
            *(sys.executable, "-m", "local.queue.worker"),
            *("--queue-url", where.queue_url, *local, "--state", str(state.folder)),
        ),
        environment=told,
    )


def _queue(settings: LocalSettings) -> Program:
    port = settings.queue_port
    return Program(
        name="usage queue",
        command=(sys.executable, "-m", "local.queue.server", "--port", str(port)),
        port=port,
        variable="PORTAL_QUEUE_PORT",
        ready_url=f"http://{HOST}:{port}/?Action=GetQueueUrl&QueueName={QUEUE}",
    )


def _simulator(settings: LocalSettings, secrets: Secrets) -> Program:
    port = settings.router_port
    return Program(
        name="router simulator",
        command=(sys.executable, "-m", "local.simulator", "--port", str(port)),
        environment={"LOCAL_ROUTER_KEY": secrets.router_key},
        port=port,
        variable="PORTAL_ROUTER_PORT",
        ready_url=f"http://{HOST}:{port}/api/v1/info",
        ready_headers={"Authorization": f"Bearer {secrets.router_key}"},
    )


def _supabase(settings: LocalSettings, state: State, server: EmbeddedSupabase) -> Program:
    return Program(
        name="Supabase",
        command=server.command,
        environment=server.environment,
        folder=state.supabase,
        prepare=server.migrate,
        port=settings.supabase_port,
        variable="PORTAL_SUPABASE_PORT",
        ready_url=server.ready_url,
        ready_headers=server.ready_headers,
    )
