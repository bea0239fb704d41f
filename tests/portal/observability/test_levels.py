"""Log levels of this project's loggers and of libraries."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from portal.observability.levels import set_log_level


@pytest.fixture(autouse=True)
def _restored_levels() -> Iterator[None]:
    yield
    for name in ("portal", "functions"):
        logging.getLogger(name).setLevel(logging.NOTSET)


def test_only_this_projects_loggers_are_set() -> None:
    theirs = logging.getLogger("httpx").getEffectiveLevel()
    set_log_level("ERROR")
    assert not logging.getLogger("portal.policy").isEnabledFor(logging.WARNING)
    assert not logging.getLogger("functions.gateway").isEnabledFor(logging.WARNING)
    assert logging.getLogger("httpx").getEffectiveLevel() == theirs
    set_log_level("DEBUG")
    assert logging.getLogger("portal.policy").isEnabledFor(logging.DEBUG)
