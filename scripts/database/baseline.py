"""Write the one migration that makes a whole database, from the schema files in load order.

Run: ``make baseline``. Only until the first deployment: a project that has applied a migration does not
apply it again.
"""

from __future__ import annotations

from pathlib import Path

from scripts.database.schema_files import SUPABASE, schema_files

BASELINE = "20261130000000_baseline.sql"
_HEAD = """\
-- The whole database as it is first deployed: the files of supabase/schemas in load order, made by
-- `make baseline`. Change supabase/schemas, then run `make migration NAME=...`.
"""


def baseline(supabase: Path = SUPABASE) -> str:
    """Return the text of the migration."""
    return _HEAD + "".join(
        f"\n-- {path.relative_to(supabase).as_posix()}\n\n{path.read_text()}"
        for path in schema_files(supabase)
    )


if __name__ == "__main__":
    (SUPABASE / "migrations" / BASELINE).write_text(baseline())
