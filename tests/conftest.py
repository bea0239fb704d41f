"""Fixtures, options and scheduling of all tests."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from tests.support.suite.scheduling import make_scheduler, slow_first

pytest_plugins = ("tests.support.database.supabase", "tests.support.product.stack")

THOROUGH_EXAMPLES = 500
"""Examples of a property with ``--slow``; Hypothesis's default is 100."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--slow",
        action="store_true",
        help="run only tests marked slow, and properties, with more examples than usual",
    )


def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> None:
    """Configure Hypothesis before a module that uses it is imported.

    Not when this file is imported: importing Hypothesis takes longer than most test files run.
    """
    if b"hypothesis" in module_path.read_bytes():
        from hypothesis import settings

        # No deadline: a property must not fail because the machine is busy.
        settings.register_profile("portal", deadline=None)
        settings.register_profile("thorough", deadline=None, max_examples=THOROUGH_EXAMPLES)
        settings.load_profile("thorough" if parent.config.getoption("--slow") else "portal")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--slow"):
        left_out = [item for item in items if not _is_slow(item)]
        items[:] = [item for item in items if _is_slow(item)]
        config.hook.pytest_deselected(items=left_out)
    if "PYTEST_XDIST_WORKER" in os.environ:
        slow_first(items)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    return make_scheduler(config, log) if config.getvalue("dist") == "loadfile" else None


def _is_slow(item: pytest.Item) -> bool:
    is_property = getattr(getattr(item, "obj", None), "is_hypothesis_test", False)
    return is_property or item.get_closest_marker("slow") is not None
