"""Fixtures for tests on a temporary PostgreSQL."""

from tests.support.database.fixtures import admin, committed, database, db, postgres, shared_database

__all__ = ["admin", "committed", "database", "db", "postgres", "shared_database"]
