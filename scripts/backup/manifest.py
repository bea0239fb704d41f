"""The manifest of a backup: when and of what it was made, and what a restore has to arrive at."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from scripts.backup import BackupFailed
from scripts.backup.contents import TableContent

DATA = "data.sql.gz"
MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """``taken_at`` is the database's time, after which nothing is in the backup. ``sha256`` is of the data.

    ``sequences`` are their last values, below which no new number may be.
    """

    taken_at: str
    server_version: int
    migrations: list[str] | None
    tables: dict[str, TableContent]
    sequences: dict[str, int]
    sha256: str

    def write(self, folder: Path) -> None:
        file = folder / MANIFEST
        file.touch(mode=0o600)
        file.write_text(json.dumps(asdict(self), indent=1, sort_keys=True))


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of a backup whose data is whole. Raises BackupFailed."""
    try:
        read = json.loads((folder / MANIFEST).read_text())
        tables = {name: TableContent(**each) for name, each in read.pop("tables").items()}
        manifest = Manifest(tables=tables, **read)
    except FileNotFoundError:
        raise BackupFailed(
            f"{folder} holds no backup: FROM names the folder that make backup made."
        ) from None
    except (ValueError, TypeError, KeyError) as error:
        raise BackupFailed(f"The manifest of {folder} is damaged: {error}.") from None
    if not (folder / DATA).exists() or sha256(folder / DATA) != manifest.sha256:
        raise BackupFailed(f"The data of {folder} is missing or not what was written: take another backup.")
    return manifest


def sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
