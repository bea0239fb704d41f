"""A database with every migration, made once for each schema and copied after that: seconds become a blink.

Making PGlite's files and running the migrations costs about 7 s of processor time, a copy 0.1 s.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from local.supabase.packages import PACKAGES
from local.supabase.project import Project

FOLDER = Path(__file__).parents[2] / ".build" / "embedded-supabase"
_KEPT = 3
"""Templates of other schemas that stay: branches, and the schemas of tests."""


def provide(project: Project) -> bool:
    """Copy the template of the schema to where the project's data will be; return whether there is one."""
    template = _template(project)
    if not template.exists():
        return False
    shutil.copytree(template, project.data)
    return True


def keep(project: Project) -> None:
    """Make the data of a stopped project that has seen every migration, and nothing else, the template."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=FOLDER, prefix=".") as folder:
        fresh = Path(shutil.copytree(project.data, Path(folder) / "data"))
        if not _template(project).exists():
            fresh.rename(_template(project))
    others = sorted(FOLDER.glob("[!.]*"), key=lambda path: path.stat().st_mtime)
    for old in others[: -_KEPT - 1]:
        shutil.rmtree(old, ignore_errors=True)


def _template(project: Project) -> Path:
    return FOLDER / f"{project.fingerprint()}-{PACKAGES.lock_hash()[:8]}"
