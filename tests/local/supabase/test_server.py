"""The embedded server keeps its data, applies new migrations, and reports failures."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from local.supabase.project import MIGRATIONS, MigrationChanged, Project
from local.supabase.server import EmbeddedSupabase, Keys, SupabaseFailed

pytestmark = pytest.mark.timeout(300)  # one test starts three servers


@pytest.fixture
def keys() -> Keys:
    return Keys("sb_publishable_x", "sb_secret_y", secrets.token_urlsafe(40))


@pytest.fixture
def migrations(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MIGRATIONS, tmp_path / "migrations"))


def rows(server: EmbeddedSupabase, path: str) -> Any:
    response = httpx.get(
        f"{server.url}/rest/v1/{path}", headers=server.ready_headers, timeout=30, trust_env=False
    )
    return response.json()


def test_data_survives_a_kill_and_new_migrations_are_applied(
    tmp_path: Path, keys: Keys, migrations: Path, unused_tcp_port_factory: Callable[[], int]
) -> None:
    server = EmbeddedSupabase(tmp_path / "state", unused_tcp_port_factory(), keys, migrations)
    server.start()
    server.ready(60)
    pools = f"{server.url}/rest/v1/router_pools"
    created = httpx.post(
        pools, headers=server.ready_headers, json={"name": "mine"}, timeout=30, trust_env=False
    )
    created.raise_for_status()
    keyless = httpx.get(pools, timeout=30, trust_env=False)
    assert keyless.status_code == httpx.codes.UNAUTHORIZED
    assert server.pid is not None
    os.killpg(server.pid, signal.SIGKILL)
    server.stop()

    (migrations / "20990101000000_more.sql").write_text(
        "create table public.more (id integer primary key);"
        " grant select on table public.more to service_role; insert into public.more values (7);"
    )
    again = EmbeddedSupabase(tmp_path / "state", unused_tcp_port_factory(), keys, migrations)
    again.start()
    try:
        again.ready(60)
        assert rows(again, "router_pools?name=eq.mine&select=name") == [{"name": "mine"}]
        assert rows(again, "more") == [{"id": 7}]
    finally:
        again.stop()
        again.stop()  # has no effect

    (migrations / "20990101000001_broken.sql").write_text("insert into public.nowhere values (1);")
    with pytest.raises(SupabaseFailed, match="nowhere"):
        again.start()
    assert again.pid is None


def test_changed_or_missing_migration_is_an_error(tmp_path: Path, migrations: Path) -> None:
    project = Project(tmp_path / "state", migrations)
    project.prepare(1)
    assert project.has_pending_migrations()
    project.record_applied()
    assert not project.has_pending_migrations()
    first = min(migrations.glob("*.sql"))
    text = first.read_text()
    first.write_text(text + "-- more")
    with pytest.raises(MigrationChanged, match=first.name):
        project.has_pending_migrations()
    first.unlink()
    with pytest.raises(MigrationChanged, match="make dev-reset"):
        project.has_pending_migrations()


def test_incomplete_data_of_an_interrupted_first_start_is_replaced(
    tmp_path: Path, keys: Keys, unused_tcp_port: int
) -> None:
    incomplete = tmp_path / "state" / "data" / "base"
    incomplete.mkdir(parents=True)
    (incomplete / "1").write_text("part of a table")
    server = EmbeddedSupabase(tmp_path / "state", unused_tcp_port, keys)
    server.start()
    try:
        server.ready(60)
        assert rows(server, "plans?id=eq.free&select=id") == [{"id": "free"}]
    finally:
        server.stop()


def test_server_that_exits_by_itself_is_an_error(tmp_path: Path, keys: Keys) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        server = EmbeddedSupabase(tmp_path / "state", other.getsockname()[1], keys)
        server.start()
        try:
            with pytest.raises(SupabaseFailed, match="ended by itself"):
                server.ready(60)
        finally:
            server.stop()
