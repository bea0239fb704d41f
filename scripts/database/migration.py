"""Write a migration from what differs between ``supabase/migrations`` and ``supabase/schemas``.

Run: ``make migration NAME=add_x``. Makes a database from each, prints what differs, and writes a new file
with a first draft of the statements. The draft is tried at once, and what it leaves to be done is printed.
"""

from __future__ import annotations

import argparse
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from scripts.database.catalogue import Catalogue, catalogue
from scripts.database.comparison import Difference, differences
from scripts.database.definitions import Definitions
from scripts.database.draft import draft
from scripts.database.schema_files import SUPABASE, schema_files
from tests.database.server import PostgresServer, started


class NothingDiffers(RuntimeError):
    """Migrations and schemas make the same database: there is nothing to write."""


@dataclass(frozen=True, slots=True)
class Written:
    """A new migration, what differed before it, and what would still differ after it."""

    path: Path
    found: list[Difference]
    left: list[Difference]


def write_migration(
    server: PostgresServer, name: str, supabase: Path = SUPABASE, now: datetime | None = None
) -> Written:
    """Write the file. Raises NothingDiffers."""
    migrations = sorted((supabase / "migrations").glob("*.sql"))
    declared = _catalogue_of(server, schema_files(supabase))
    found = differences(_catalogue_of(server, migrations), declared)
    if not found:
        raise NothingDiffers(
            "supabase/migrations and supabase/schemas make the same database: nothing to write."
        )
    path = supabase / "migrations" / f"{_version(migrations, now or datetime.now(UTC))}_{name}.sql"
    path.write_text(draft(found, Definitions(schema_files(supabase))))
    try:
        left = differences(_catalogue_of(server, [*migrations, path]), declared)
        to_do = [str(difference) for difference in left]
    except psycopg.Error as error:
        left, to_do = found, [f"this does not run yet: {error.diag.message_primary}"]
    with path.open("a") as file:
        file.writelines(f"-- By hand: {line}\n" for text in to_do for line in text.splitlines())
    return Written(path, found, left)


def _catalogue_of(server: PostgresServer, files: list[Path]) -> Catalogue:
    with server.made_by(files) as name, server.connect(name) as connection:
        return catalogue(connection)


def _version(migrations: list[Path], now: datetime) -> str:
    """Return a version that is later than every other: versions are applied in their order."""
    newest = max((int(path.name.partition("_")[0]) for path in migrations), default=0)
    return str(max(int(now.strftime("%Y%m%d%H%M%S")), newest + 1))


def _name(text: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9_]*", text):
        raise argparse.ArgumentTypeError("a migration is named like add_key_labels: make migration NAME=...")
    return text


def main() -> None:
    parser = argparse.ArgumentParser(prog="make migration", description=__doc__)
    parser.add_argument("name", type=_name, help="what it does, in lower case: add_key_labels")
    name: str = parser.parse_args().name
    with started() as server:
        try:
            written = write_migration(server, name)
        except NothingDiffers as nothing:
            raise SystemExit(str(nothing)) from None
    print(*written.found, sep="\n")
    print(f"\nWritten: {written.path.relative_to(SUPABASE.parent)}. It is a draft: read it.")
    if written.left:
        print("With it, migrations still do not make the database of supabase/schemas:")
        print(*written.left, sep="\n")


if __name__ == "__main__":
    main()
