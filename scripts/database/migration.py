"""Write a migration from the differences between ``supabase/migrations`` and ``supabase/schemas``.

Run: ``make migration NAME=add_x``. Creates a database from each, prints the differences, and writes a new
file with a first draft of the statements. Applies the draft, and prints the differences that remain.
"""

from __future__ import annotations

import argparse
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from scripts.database.catalogue import Catalogue, catalogue
from scripts.database.comparison import CatalogueDifference, differences
from scripts.database.compatibility import with_warnings
from scripts.database.definitions import Definitions
from scripts.database.draft import draft
from scripts.database.postgres import PostgresServer, running_postgres
from scripts.database.schema_files import SUPABASE, schema_files


class NoDifferences(RuntimeError):
    """Migrations and schemas create the same database: nothing to write."""


@dataclass(frozen=True, slots=True)
class WrittenMigration:
    """A new migration, the differences before it, and the differences that remain after it."""

    path: Path
    found: list[CatalogueDifference]
    remaining: list[CatalogueDifference]


def write_migration(
    server: PostgresServer, name: str, supabase: Path = SUPABASE, now: datetime | None = None
) -> WrittenMigration:
    """Write the file. Raises NoDifferences."""
    migrations = sorted((supabase / "migrations").glob("*.sql"))
    declared = _catalogue_of(server, schema_files(supabase))
    found = differences(_catalogue_of(server, migrations), declared)
    if not found:
        raise NoDifferences(
            "supabase/migrations and supabase/schemas create the same database: nothing to write."
        )
    path = supabase / "migrations" / f"{_version(migrations, now or datetime.now(UTC))}_{name}.sql"
    path.write_text(with_warnings(draft(found, Definitions(schema_files(supabase)))))
    try:
        remaining = differences(_catalogue_of(server, [*migrations, path]), declared)
        to_do = [str(difference) for difference in remaining]
    except psycopg.Error as error:
        remaining, to_do = found, [f"this draft fails: {error.diag.message_primary}"]
    with path.open("a") as file:
        file.writelines(f"-- By hand: {line}\n" for text in to_do for line in text.splitlines())
    return WrittenMigration(path, found, remaining)


def _catalogue_of(server: PostgresServer, files: list[Path]) -> Catalogue:
    with server.database_from(files) as name, server.connect(name) as connection:
        return catalogue(connection)


def _version(migrations: list[Path], now: datetime) -> str:
    """Return a version later than all others: migrations are applied in the order of their versions."""
    newest = max((int(path.name.partition("_")[0]) for path in migrations), default=0)
    return str(max(int(now.strftime("%Y%m%d%H%M%S")), newest + 1))


def _name(text: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9_]*", text):
        raise argparse.ArgumentTypeError("name a migration like add_key_labels: make migration NAME=...")
    return text


def main() -> None:
    parser = argparse.ArgumentParser(prog="make migration", description=__doc__)
    parser.add_argument("name", type=_name, help="name in lower case, such as add_key_labels")
    name: str = parser.parse_args().name
    with running_postgres() as server:
        try:
            written = write_migration(server, name)
        except NoDifferences as nothing:
            raise SystemExit(str(nothing)) from None
    print(*written.found, sep="\n")
    print(f"\nWritten: {written.path.relative_to(SUPABASE.parent)}. It is a draft: read it.")
    if written.remaining:
        print("After it, migrations and supabase/schemas still differ:")
        print(*written.remaining, sep="\n")


if __name__ == "__main__":
    main()
