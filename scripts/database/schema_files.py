"""The files of ``supabase/schemas`` in the order in which they make a database.

The order is declared once, for the Supabase CLI and for us: ``[db.migrations] schema_paths`` in
``supabase/config.toml``. Patterns mean what they mean to the CLI: each pattern's files sorted by path, a file
that two patterns match taken at the first, and a pattern that matches nothing an error.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

SUPABASE = Path(__file__).resolve().parents[2] / "supabase"


class SchemaFilesWrong(RuntimeError):
    """The declared order and the files do not fit together. The message says where."""


def schema_files(supabase: Path = SUPABASE) -> list[Path]:
    """Return every schema file in load order. Raises SchemaFilesWrong."""
    config = tomllib.loads((supabase / "config.toml").read_text())
    ordered: dict[Path, None] = {}
    for pattern in config["db"]["migrations"]["schema_paths"]:
        found = sorted(supabase.glob(pattern.removeprefix("./")), key=Path.as_posix)
        if not found:
            raise SchemaFilesWrong(f"supabase/config.toml: schema_paths: no file matches {pattern}")
        ordered.update(dict.fromkeys(found))
    forgotten = set((supabase / "schemas").rglob("*.sql")) - ordered.keys()
    if forgotten:
        raise SchemaFilesWrong(f"{min(forgotten)} matches no pattern of schema_paths in supabase/config.toml")
    return list(ordered)
