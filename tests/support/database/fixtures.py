"""Fixtures for tests on a temporary PostgreSQL. The ``conftest`` of a folder that needs them imports them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from scripts.database.postgres import Connection, PostgresServer, running_postgres


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """The server."""
    with running_postgres() as server:
        yield server


@pytest.fixture(scope="session")
def shared_database(postgres: PostgresServer) -> Iterator[str]:
    """Name of a migrated database in which no test commits."""
    with postgres.database() as name:
        yield name


@pytest.fixture
def db(postgres: PostgresServer, shared_database: str) -> Iterator[Connection]:
    """A migrated database as the service role: one transaction, rolled back after the test."""
    with postgres.connect(shared_database) as connection, connection.transaction(force_rollback=True):
        connection.execute("set local role service_role")
        yield connection


@pytest.fixture
def database(postgres: PostgresServer) -> Iterator[str]:
    """Name of a migrated database for one test, for tests that need several connections."""
    with postgres.database() as name:
        yield name


@pytest.fixture
def committed(postgres: PostgresServer, database: str) -> Iterator[Connection]:
    """The test's own database as the service role. Each statement commits."""
    with postgres.connect(database) as connection:
        connection.execute("set role service_role")
        yield connection


@pytest.fixture(scope="module")
def admin(postgres: PostgresServer, shared_database: str) -> Iterator[Connection]:
    """The migrated database as superuser, rolled back after the module."""
    with postgres.connect(shared_database) as connection, connection.transaction(force_rollback=True):
        yield connection
