"""URLs of the servers of the local product, and the keys to call them."""

from __future__ import annotations

from dataclasses import dataclass

from local.processes.ports import HOST
from local.queue.names import SHARED_TABLE, dead_letter_queue, queue_url
from local.stack.settings import LocalSettings
from local.stack.state import Secrets


@dataclass(frozen=True, slots=True)
class QueueAddresses:
    """URLs of the usage queue and its dead letters. ``endpoint`` None means AWS."""

    url: str
    dead_letters_url: str
    endpoint: str | None


@dataclass(frozen=True, slots=True)
class TableAddress:
    """Name of the shared table. ``endpoint`` None means AWS."""

    name: str
    endpoint: str | None


@dataclass(frozen=True, slots=True)
class Addresses:
    """URLs and keys of the parts. ``router_urls`` are those of the simulators; ``router_url`` is the first of
    them, or says which routers replace them.
    """

    api_url: str
    portal_url: str
    supabase_url: str
    supabase_publishable_key: str
    supabase_secret_key: str
    supabase_jwt_secret: str | None
    router_url: str
    router_urls: tuple[str, ...]
    queue: QueueAddresses
    shared_table: TableAddress


def shared_table_address(settings: LocalSettings) -> TableAddress:
    """Return the table that ``settings`` name, else the one that is started here."""
    if settings.shared_table is not None:
        return TableAddress(settings.shared_table, None)
    return TableAddress(SHARED_TABLE, f"http://{HOST}:{settings.queue_port}")


def queue_addresses(settings: LocalSettings) -> QueueAddresses:
    """Return the addresses of the queue that ``settings`` name, else of the one that is started here."""
    url = settings.usage_queue_url or queue_url(settings.queue_port)
    return QueueAddresses(
        url=url,
        dead_letters_url=settings.usage_dead_letters_url or dead_letter_queue(url),
        endpoint=f"http://{HOST}:{settings.queue_port}" if settings.usage_queue_url is None else None,
    )


def addresses(settings: LocalSettings, secrets: Secrets) -> Addresses:
    """Return the addresses of the servers that ``settings`` name, and of those that are started here.

    Raises SettingMissing.
    """
    routers = tuple(f"http://{HOST}:{port}" for port in settings.router_ports)
    router = routers[0]
    if settings.router_pools_json is not None:
        router, routers = "the routers of PORTAL_ROUTER_POOLS_JSON", ()
    if settings.supabase_url is not None:
        supabase_url = settings.project_url
        secret_key = settings.project_key("supabase_secret_key")
        publishable_key = settings.project_key("supabase_publishable_key")
        configured = settings.supabase_jwt_secret
        jwt_secret = None if configured is None else configured.get_secret_value()
    else:
        supabase_url = f"http://{HOST}:{settings.supabase_port}"
        publishable_key, secret_key = secrets.supabase_publishable_key, secrets.supabase_secret_key
        jwt_secret = secrets.jwt_secret
    return Addresses(
        api_url=f"http://{HOST}:{settings.api_port}",
        portal_url=f"http://{HOST}:{settings.web_port}",
        supabase_url=supabase_url,
        supabase_publishable_key=publishable_key,
        supabase_secret_key=secret_key,
        supabase_jwt_secret=jwt_secret,
        router_url=router,
        router_urls=routers,
        queue=queue_addresses(settings),
        shared_table=shared_table_address(settings),
    )
