from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from portal.observability.levels import log_from


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    yield
    for name in ("portal", "functions"):
        logging.getLogger(name).setLevel(logging.NOTSET)


def test_only_our_own_code_is_told_the_level() -> None:
    theirs = logging.getLogger("httpx").getEffectiveLevel()
    log_from("ERROR")
    assert not logging.getLogger("portal.policy").isEnabledFor(logging.WARNING)
    assert not logging.getLogger("functions.gateway").isEnabledFor(logging.WARNING)
    assert logging.getLogger("httpx").getEffectiveLevel() == theirs
    log_from("DEBUG")
    assert logging.getLogger("portal.policy").isEnabledFor(logging.DEBUG)
