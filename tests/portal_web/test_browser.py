"""The portal's site in a real browser, against the running product."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.product.site_packages import Npx, specs

pytestmark = pytest.mark.timeout(400)


def test_browser_tests_are_found() -> None:
    assert {
        "accessibility",
        "account",
        "admin",
        "clerk",
        "journey",
        "keyboard",
        "samples",
        "session",
        "states",
        "team",
    } <= {spec.name.removesuffix(".spec.ts") for spec in specs()}


@pytest.mark.parametrize("spec", specs(), ids=lambda spec: spec.name.removesuffix(".spec.ts"))
def test_browser_tests_pass(site: Npx, spec: Path) -> None:
    site.run("@playwright/test/cli.js", "test", f"/{spec.name}", "--reporter=line")
