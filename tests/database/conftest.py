from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.database.server import Connection, PostgresServer, started


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    with started() as server:
        yield server


@pytest.fixture(scope="session")
def shared_database(postgres: PostgresServer) -> Iterator[str]:
    """Name of a migrated database in which nobody commits."""
    with postgres.database() as name:
        yield name


@pytest.fixture
def db(postgres: PostgresServer, shared_database: str) -> Iterator[Connection]:
    """A clean database as the service role sees it: one transaction, undone at the end of the test."""
    with postgres.connect(shared_database) as connection, connection.transaction(force_rollback=True):
        connection.execute("set local role service_role")
        yield connection


@pytest.fixture
def database(postgres: PostgresServer) -> Iterator[str]:
    """Name of a database of this test's own, for those that need several connections."""
    with postgres.database() as name:
        yield name


@pytest.fixture
def committed(postgres: PostgresServer, database: str) -> Iterator[Connection]:
    """The test's own database as the service role sees it, each statement a transaction."""
    with postgres.connect(database) as connection:
        connection.execute("set role service_role")
        yield connection


@pytest.fixture(scope="module")
def admin(postgres: PostgresServer, shared_database: str) -> Iterator[Connection]:
    """The clean database as a superuser sees it, undone at the end of the module."""
    with postgres.connect(shared_database) as connection, connection.transaction(force_rollback=True):
        yield connection
