"""How xdist distributes the tests: a file to one worker, slow files first, the shared product to one worker.

The whole product takes many processes. If the tests that share it were spread, every worker would start it.
"""

from __future__ import annotations

from typing import Any

import pytest

PRODUCT_FILES = (
    "tests/portal_web/test_browser.py",
    "tests/e2e/test_admin.py",
    "tests/e2e/test_journey.py",
    "tests/e2e/test_docs.py",
    "tests/e2e/test_smoke.py",
    "tests/local/stack/test_stack.py",
    "tests/local/stack/test_readme.py",
)
"""Files that use the fixture ``stack``."""

SLOW_PATHS = (
    *PRODUCT_FILES,
    "tests/artifact/",
    "tests/sdk/",
    "tests/clients/",
    "tests/functions/control_plane/http/test_openapi_conformance.py",
    "tests/portal_web/test_components.py",
    "tests/e2e/test_accounting_under_faults.py",
    "tests/supabase/",
    "tests/portal/keys/unkey/test_local_product.py",
    "tests/portal/lambda_runtime/",
    "tests/functions/control_plane/",
    "tests/functions/gateway/",
)
"""Beginnings of the paths of slow files, slowest first: what starts last should be short."""


def scope(nodeid: str) -> str:
    """Return the group of tests that runs on one worker: a file, or all files of the shared product."""
    file = nodeid.partition("::")[0]
    return "product" if file in PRODUCT_FILES else file


def slow_first(items: list[pytest.Item]) -> None:
    """Sort ``items`` in place by ``SLOW_PATHS``; the others keep their order."""
    items.sort(key=lambda item: _rank(item.nodeid))


def _rank(nodeid: str) -> int:
    matches = (rank for rank, path in enumerate(SLOW_PATHS) if nodeid.startswith(path))
    return next(matches, len(SLOW_PATHS))


def make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Return xdist's scheduler of ``--dist loadfile``, with ``scope`` instead of the file."""
    from xdist.scheduler import LoadFileScheduling  # type: ignore[import-untyped]

    scheduler = LoadFileScheduling(config, log)
    scheduler._split_scope = scope
    return scheduler
