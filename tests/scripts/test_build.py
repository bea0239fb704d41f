"""The build's requirements."""

from __future__ import annotations

import pytest

from scripts.build import OLDEST_SAM, sam_version


@pytest.mark.parametrize(
    ("output", "new_enough"),
    [
        ("SAM CLI, version 1.145.0\n", True),
        ("SAM CLI, version 1.170.0\n", True),
        ("SAM CLI, version 2.0.0\n", True),
        ("SAM CLI, version 1.144.9\n", False),
        ("", False),
    ],
)
def test_sam_version_is_compared(output: str, new_enough: bool) -> None:
    assert (sam_version(output) >= OLDEST_SAM) is new_enough
