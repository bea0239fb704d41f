"""Files that only their owner may read, outside of the repository."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from local.cli.database_tokens.failure import DatabaseTokensFailed
from local.paths import ROOT


def require_outside_repository(file: Path) -> None:
    """Raise DatabaseTokensFailed for a file that could be committed."""
    if ROOT in file.resolve().parents:
        raise DatabaseTokensFailed(f"{file} is inside this repository: keep it outside.")


def write_private(file: Path, text: str) -> None:
    """Write ``text`` to ``file`` with mode 0600, in place of what is there. Raises DatabaseTokensFailed."""
    fresh = file.with_name(f".{file.name}.new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh.unlink(missing_ok=True)
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as handle:
            handle.write(f"{text}\n")
        fresh.replace(file)
    except OSError as error:
        with contextlib.suppress(OSError):
            fresh.unlink()
        raise DatabaseTokensFailed(f"{file} cannot be written: {error.strerror}.") from None
