"""The portal shows of each model what the gateway accepts."""

from __future__ import annotations

import pytest

from scripts.checks import CheckStatus
from scripts.doctor.routers.shown_features import shown_features_check
from tests.support.deployment.asking import FAIL, OK, answer_of


@pytest.mark.parametrize(
    ("gateway", "control_plane", "status", "came_back"),
    [
        ("", "", OK, "agree"),
        ('{"oss-20b": "v4", "gemma-4-26b": "v3"}', '{"oss-20b": "v4"}', OK, "agree"),
        ('{"oss-20b": "v4"}', "", FAIL, "differ for oss-20b"),
        ("", '{"oss-20b": "v4"}', FAIL, "differ for oss-20b"),
        ("", '{"oss-20b": "v5"}', FAIL, "at oss-20b: expected one of v3, v4"),
    ],
)
async def test_wires_of_both_secrets_are_compared(
    gateway: str, control_plane: str, status: CheckStatus, came_back: str
) -> None:
    answer = await answer_of([shown_features_check(gateway, control_plane)], "capabilities shown")
    assert answer.status is status
    assert came_back in answer.came_back
