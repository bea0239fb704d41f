"""The files of ``supabase/schemas`` in load order.

The order is ``[db.migrations] schema_paths`` in ``supabase/config.toml``, which the Supabase CLI reads too.
Patterns work as in the CLI: files of one pattern are sorted by path, a file that matches several patterns is
loaded at the first, and a pattern without files is an error.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

SUPABASE = Path(__file__).resolve().parents[2] / "supabase"


class SchemaPathsError(RuntimeError):
    """``schema_paths`` and the files do not match. The message names the file or pattern."""


def schema_files(supabase: Path = SUPABASE) -> list[Path]:
    """Return every schema file in load order. Raises SchemaPathsError."""
    config = tomllib.loads((supabase / "config.toml").read_text())
    ordered: dict[Path, None] = {}
    for pattern in config["db"]["migrations"]["schema_paths"]:
        files = sorted(supabase.glob(pattern.removeprefix("./")), key=Path.as_posix)
        if not files:
            raise SchemaPathsError(f"supabase/config.toml: schema_paths: no file matches {pattern}")
        ordered.update(dict.fromkeys(files))
    unmatched = set((supabase / "schemas").rglob("*.sql")) - ordered.keys()
    if unmatched:
        raise SchemaPathsError(f"{min(unmatched)} matches no pattern of schema_paths in supabase/config.toml")
    return list(ordered)
