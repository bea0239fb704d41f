"""Take a backup: one consistent state of all tables, while the database serves."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

from scripts.backup import BackupFailed
from scripts.backup.contents import applied_migrations, auth_tables, contents, portal_tables, sequences
from scripts.backup.manifest import DATA, Manifest, sha256
from scripts.backup.tools import connect, run


def take_backup(database: str, into: Path) -> Path:
    """Return the new folder of a backup in ``into``, which only its owner can read. Raises BackupFailed.

    A backup that fails leaves nothing: its folder has its name only once it is whole.
    """
    into.mkdir(parents=True, exist_ok=True)
    with connect(database) as connection, connection.transaction():
        connection.execute("set transaction isolation level repeatable read, read only")
        row = connection.execute("select pg_export_snapshot(), now()").fetchone()
        assert row is not None
        snapshot, taken_at = str(row[0]), row[1]
        assert isinstance(taken_at, datetime)
        tables = portal_tables(connection)
        if not tables:
            raise BackupFailed("The database has none of the portal's tables: is DATABASE_URL the right one?")
        folder = into / taken_at.astimezone(UTC).strftime("%Y-%m-%dT%H%M%SZ")
        scratch = folder.with_name(f".{folder.name}.part")
        scratch.mkdir(mode=0o700)
        try:
            chosen = [f"--table-and-children={name}" for name in tables]
            numbers = sequences(connection)
            chosen += [f"--table={name}" for name in (*auth_tables(connection), *numbers)]
            data = scratch / DATA
            data.touch(mode=0o600)
            run("pg_dump", [*_OPTIONS, f"--snapshot={snapshot}", f"--file={data}", *chosen], database)
            Manifest(
                taken_at=taken_at.astimezone(UTC).isoformat(),
                server_version=connection.info.server_version,
                migrations=applied_migrations(connection),
                tables=contents(connection),
                sequences=numbers,
                sha256=sha256(data),
            ).write(scratch)
            scratch.rename(folder)
        except BaseException:
            shutil.rmtree(scratch, ignore_errors=True)
            raise
    return folder


_OPTIONS = (
    "--data-only",
    "--format=plain",
    "--compress=gzip",
    "--no-password",
    "--load-via-partition-root",  # a new database has other partitions
    "--encoding=UTF8",
    "--lock-wait-timeout=30s",
)
