"""A template database with all migrations, created once per schema and copied for each new project.

Creating PGlite's files and running the migrations takes about 7 s of processor time, a copy 0.1 s.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from local.supabase.packages import PACKAGES
from local.supabase.project import Project

FOLDER = Path(__file__).parents[2] / ".build" / "embedded-supabase"
_MAX_OTHERS = 3
"""Number of templates of other schemas to store: those of branches and of tests."""


def provide(project: Project) -> bool:
    """Copy the template of the schema to the data folder of ``project``; return whether there is one."""
    template = _template(project)
    if not template.exists():
        return False
    shutil.copytree(template, project.data)
    return True


def store(project: Project) -> None:
    """Store the data of a stopped project, which holds all migrations and nothing else, as the template."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=FOLDER, prefix=".") as folder:
        fresh = Path(shutil.copytree(project.data, Path(folder) / "data"))
        if not _template(project).exists():
            fresh.rename(_template(project))
    others = sorted(FOLDER.glob("[!.]*"), key=lambda path: path.stat().st_mtime)
    for old in others[: -_MAX_OTHERS - 1]:
        shutil.rmtree(old, ignore_errors=True)


def _template(project: Project) -> Path:
    return FOLDER / f"{project.fingerprint()}-{PACKAGES.lock_hash()[:8]}"
