"""The paths that the documentation names exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = (
    *("README.md", "CONTRIBUTING.md"),
    *(str(page.relative_to(ROOT)) for page in (ROOT / "docs").glob("*.md")),
    "docs/protocols/README.md",  # the other protocol pages also name files of the projects that they describe
)
TOP = (
    *("functions/", "layers/", "local/", "portal-web/", "supabase/"),
    *("tests/", "scripts/", "benchmarks/", "docs/", "portal/"),
)
NOT_KEPT = ("portal-web/screenshots", "portal-web/dist")
"""Written by commands and not tracked."""


def named_paths(text: str) -> list[str]:
    """Return the paths in code spans, without those that have a placeholder or pattern.

    ``portal/…`` is short for ``layers/shared/portal/…``; the portal's routes begin with a slash.
    """
    spans = re.findall(r"`([^`\s]+)`", text)
    paths = [span.rstrip("/").partition("::")[0] for span in spans if span.startswith(TOP)]
    return [path for path in paths if not re.search(r"[<>*…{}$]", path) and not path.startswith(NOT_KEPT)]


@pytest.mark.parametrize("page", PAGES)
def test_paths_in_documentation_exist(page: str) -> None:
    missing = [path for path in named_paths((ROOT / page).read_text()) if not _exists(path)]
    assert missing == []


def _exists(path: str) -> bool:
    return (ROOT / path).exists() or (ROOT / "layers" / "shared" / path).exists()


def test_missing_path_is_found() -> None:
    assert named_paths("`docs/nowhere.md` and `tests/<name>/x.py` and `make dev`") == ["docs/nowhere.md"]
