"""SAM and cfn-lint accept the template, and it has the outputs that scripts read."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.artifacts.sam import run, sam_tool


def test_cfn_lint_reports_nothing() -> None:
    result = run(sam_tool("cfn-lint"), "template.yaml")
    assert result.returncode == 0, result.stdout


@pytest.mark.timeout(240)
def test_sam_validate_reports_nothing() -> None:
    result = run(sam_tool("sam"), "validate", "--lint", "-t", "template.yaml")
    assert result.returncode == 0, result.stdout + result.stderr


def test_outputs_name_api_site_and_distribution(transformed: dict[str, Any]) -> None:
    assert {"ApiUrl", "PortalUrl", "DistributionId", "SiteBucketName"} <= set(transformed["Outputs"])
