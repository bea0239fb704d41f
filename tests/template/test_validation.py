"""SAM and cfn-lint accept the template, and it has the outputs that scripts read."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.support.artifacts.sam import ROOT, run, sam_tool


def test_cfn_lint_reports_nothing() -> None:
    """Neither errors nor warnings nor advice, after SAM's transform, which cfn-lint applies."""
    result = run(
        sam_tool("cfn-lint"),
        "--include-checks",
        "I",
        "--non-zero-exit-code",
        "informational",
        "--",
        "template.yaml",
    )
    assert (result.returncode, result.stdout) == (0, "")


def test_cfn_lint_is_the_locked_one() -> None:
    """Its own line in sam.in keeps it from ageing with SAM CLI's."""
    locked = re.search(r"^cfn-lint==(\S+)", (ROOT / "requirements" / "sam.txt").read_text(), re.MULTILINE)
    assert locked is not None
    assert run(sam_tool("cfn-lint"), "--version").stdout.split()[-1] == locked[1]
    assert "\ncfn-lint>=" in (ROOT / "requirements" / "sam.in").read_text()


@pytest.mark.timeout(240)
def test_sam_validate_reports_nothing() -> None:
    result = run(sam_tool("sam"), "validate", "--lint", "-t", "template.yaml")
    assert result.returncode == 0, result.stdout + result.stderr


def test_outputs_name_api_site_and_distribution(transformed: dict[str, Any]) -> None:
    assert {"ApiUrl", "PortalUrl", "DistributionId", "SiteBucketName"} <= set(transformed["Outputs"])
