"""The paths and modules that the documentation names exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = (
    *("README.md", "CONTRIBUTING.md"),
    *(str(page.relative_to(ROOT)) for page in (ROOT / "docs").glob("*.md")),
    *(str(page.relative_to(ROOT)) for page in (ROOT / "docs" / "decisions").glob("*.md")),
    "docs/protocols/README.md",  # the other protocol pages also name files of the projects that they describe
)
TOP = (
    *("functions/", "layers/", "local/", "portal-web/", "supabase/"),
    *("tests/", "scripts/", "benchmarks/", "docs/", "portal/"),
)
UNTRACKED = ("portal-web/screenshots", "portal-web/dist")
"""Written by commands."""

_MODULE = re.compile(r"(?:portal|functions|local|scripts|benchmarks|tests)(?:\.[A-Za-z_]\w*)+")


def named_paths(text: str) -> list[str]:
    """Return the paths in code spans, without those that have a placeholder or pattern.

    ``portal/…`` is short for ``layers/shared/portal/…``; the portal's routes begin with a slash.
    """
    spans = re.findall(r"`([^`\s]+)`", text)
    paths = [span.rstrip("/").partition("::")[0] for span in spans if span.startswith(TOP)]
    return [path for path in paths if not re.search(r"[<>*…{}$]", path) and not path.startswith(UNTRACKED)]


def named_modules(text: str) -> list[str]:
    """Return the modules in code spans: dotted names, and those after ``python -m``."""
    spans = re.findall(r"`([^`\n]+)`", text)
    commands = [match[1] for span in spans if (match := re.search(r"python -m (\S+)", span))]
    return [span for span in (*spans, *commands) if _MODULE.fullmatch(span)]


def _exists(path: str) -> bool:
    return (ROOT / path).exists() or (ROOT / "layers" / "shared" / path).exists()


def _is_module(name: str) -> bool:
    """Whether ``name`` is a module or folder, or a name that its parent module contains."""
    path = name.replace(".", "/")
    if _exists(path) or _exists(f"{path}.py"):
        return True
    parent, _, attribute = name.rpartition(".")
    folder = parent.replace(".", "/")
    sources = (
        ROOT / root / place
        for root in ("", "layers/shared")
        for place in (f"{folder}.py", f"{folder}/__init__.py")
    )
    return any(source.is_file() and re.search(rf"\b{attribute}\b", source.read_text()) for source in sources)


@pytest.mark.parametrize("page", PAGES)
def test_paths_in_documentation_exist(page: str) -> None:
    text = (ROOT / page).read_text()
    assert [path for path in named_paths(text) if not _exists(path)] == []
    assert [name for name in named_modules(text) if not _is_module(name)] == []


def test_missing_names_are_found() -> None:
    text = "`docs/nowhere.md`, `tests/<name>/x.py`, `portal.nowhere`, `python -m local.none.main dev`"
    assert named_paths(text) == ["docs/nowhere.md"]
    assert named_modules(text) == ["portal.nowhere", "local.none.main"]
    assert not any(map(_is_module, named_modules(text)))
