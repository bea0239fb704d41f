"""Restore a backup into a new project that has the same migrations and no accounts."""

from __future__ import annotations

import gzip
import shutil
import tempfile
from pathlib import Path

from psycopg import sql

from scripts.backup import BackupFailed
from scripts.backup.contents import (
    AUTH_TABLES,
    Connection,
    applied_migrations,
    auth_tables,
    contents,
    differences,
    identifier,
    portal_tables,
    sequences,
)
from scripts.backup.manifest import DATA, Manifest, read_manifest
from scripts.backup.tools import connect, run


def restore_backup(database: str, folder: Path) -> Manifest:
    """Put the rows of a backup into a new database, and compare every table afterwards. Raises BackupFailed.

    All in one transaction: a restore that fails leaves the database as it was. Triggers and foreign keys rest
    meanwhile (``session_replication_role``), as rows that were valid together are put back together.
    """
    manifest = read_manifest(folder)
    with connect(database) as connection:
        _require_new(connection, manifest)
        emptied = sql.SQL("truncate table {}").format(
            sql.SQL(", ").join(map(identifier, portal_tables(connection)))
        )
        with tempfile.TemporaryFile() as script:
            with gzip.open(folder / DATA) as data:
                shutil.copyfileobj(data, script)
            script.seek(0)
            commands = ("set session_replication_role = replica", emptied.as_string(connection))
            options = [
                "--no-psqlrc",
                "--quiet",
                "--no-password",
                "--single-transaction",
                "--set=ON_ERROR_STOP=1",
            ]
            options += [f"--command={command}" for command in commands]
            run("psql", [*options, "--file=-"], database, stdin=script)
        found = differences(manifest.tables, contents(connection))
        now = sequences(connection)
        found += [
            f"{name} is behind" for name, least in manifest.sequences.items() if now.get(name, 0) < least
        ]
        if found:
            raise BackupFailed(f"The restored database is not the one of the backup: {'; '.join(found)}.")
        connection.execute("analyze")
    return manifest


def _require_new(connection: Connection, manifest: Manifest) -> None:
    tables = {*portal_tables(connection), *auth_tables(connection)}
    applied = applied_migrations(connection)
    if None not in (applied, manifest.migrations) and applied != manifest.migrations:
        raise BackupFailed(
            "The database has other migrations than the backup: check out the release that the backup was "
            f"made with, apply its migrations (up to {(manifest.migrations or ['none'])[-1]}), restore, and "
            "then upgrade."
        )
    missing = sorted(manifest.tables.keys() - tables)
    if missing:
        raise BackupFailed(f"The database lacks {', '.join(missing)}: apply supabase/migrations first.")
    new = sorted(tables - manifest.tables.keys() - set(AUTH_TABLES))
    if new:
        raise BackupFailed(
            f"The backup lacks {', '.join(new)}: restore with the release of the backup, then upgrade."
        )
    for name in ("public.users", "public.organizations", "public.usage_events", *auth_tables(connection)):
        row = connection.execute(
            sql.SQL("select exists (select from {})").format(identifier(name))
        ).fetchone()
        if row is not None and row[0]:
            raise BackupFailed(f"The database is in use: {name} has rows. Restore into a new project.")
