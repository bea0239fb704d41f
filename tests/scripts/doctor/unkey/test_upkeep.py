"""The key upkeep has a root key, and it is the control plane's."""

from __future__ import annotations

import pytest

from scripts.checks import CheckStatus
from scripts.doctor.unkey.upkeep import upkeep_key_check
from tests.support.deployment.asking import FAIL, OK, SKIPPED, outcome


@pytest.mark.parametrize(
    ("control_plane", "upkeep", "status", "came_back"),
    [
        ("unkey_a", "unkey_a", OK, "it is the control plane's"),
        ("unkey_a", "", FAIL, "its function does not start"),
        ("", "", FAIL, "its function does not start"),
        ("", "unkey_b", SKIPPED, "the control plane's secret has no root key"),
        ("unkey_a", "unkey_b", FAIL, "another root key"),
    ],
)
async def test_root_key_of_the_upkeep(
    control_plane: str, upkeep: str, status: CheckStatus, came_back: str
) -> None:
    found, said = await outcome(upkeep_key_check(control_plane, upkeep))
    assert (found, came_back in said) == (status, True)
    assert not [key for key in (control_plane, upkeep) if key and key in said]
