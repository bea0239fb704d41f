"""Which alarms have a test that makes their fault: a test of the template finds those without one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

TestT = TypeVar("TestT", bound=Callable[..., object])

tested_alarms: dict[str, set[str]] = {}
"""Alarm → names of its tests."""


def makes_fault_of(*names: str) -> Callable[[TestT], TestT]:
    """Say that the test makes the fault of the alarms ``names``, and looks at them with and without it."""

    def register(test: TestT) -> TestT:
        for name in names:
            tested_alarms.setdefault(name, set()).add(test.__name__)
        return test

    return register
