"""``python -m scripts.backup take FOLDER``, ``… restore FOLDER``, of the database in ``DATABASE_URL``."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from scripts.backup import BackupFailed
from scripts.backup.dump import take_backup
from scripts.backup.restore import restore_backup


def main(argv: Sequence[str], environ: Mapping[str, str]) -> int:
    parser = argparse.ArgumentParser(prog="make backup, make restore", description=__doc__)
    parser.add_argument("action", choices=("take", "restore"))
    parser.add_argument("folder", nargs="?", default="")
    options = parser.parse_args(argv)
    database = environ.get("DATABASE_URL", "")
    if not database or not options.folder:
        print(
            "Name the database and the folder: DATABASE_URL=postgresql://… make backup TO=backups, "
            "or … make restore FROM=backups/2026-11-30T190000Z. Use the direct connection, not the pooler.",
            file=sys.stderr,
        )
        return 1
    named = Path(options.folder).expanduser()  # not every shell does it after TO=
    try:
        if options.action == "take":
            folder = take_backup(database, named)
            print(
                f"{folder} holds the backup, with personal data and hashes of passwords: "
                "keep it encrypted, and elsewhere."
            )
        else:
            manifest = restore_backup(database, named)
            rows = sum(each.rows for each in manifest.tables.values())
            print(
                f"Restored {rows:,} rows of {len(manifest.tables)} tables, as of {manifest.taken_at}. "
                "Now docs/operations.md, Backups, from step 4 on."
            )
    except BackupFailed as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
