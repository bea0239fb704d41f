"""Migrations have unique versions and create the database of the schema files."""

from __future__ import annotations

from collections import Counter

from scripts.database.catalogue import catalogue
from scripts.database.comparison import differences
from scripts.database.postgres import MIGRATION_FILES, Connection, PostgresServer
from scripts.database.schema_files import schema_files

HINT = "run: make migration NAME=..."


def test_versions_of_migrations_are_unique() -> None:
    """Supabase records applied migrations by version, and fails at a second one."""
    versions = Counter(path.name.partition("_")[0] for path in MIGRATION_FILES)
    assert [version for version, count in versions.items() if count > 1] == []


def test_migrations_create_the_database_of_the_schema_files(
    postgres: PostgresServer, admin: Connection
) -> None:
    with postgres.database_from(schema_files()) as name, postgres.connect(name) as declared:
        found = differences(catalogue(admin), catalogue(declared))
    assert [str(difference) for difference in found] == [], HINT
