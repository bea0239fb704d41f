"""The component tests of the site, in a separate file because test workers are assigned whole files."""

from __future__ import annotations

import pytest

from tests.support.product.site_packages import Npx


@pytest.mark.timeout(400)
def test_component_tests_pass(npx: Npx) -> None:
    npx.run("vitest/vitest.mjs", "run", "--reporter=dot", "--silent=passed-only")
