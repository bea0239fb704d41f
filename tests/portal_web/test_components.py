"""The components of the portal's site: in a file of their own, since a worker takes files whole."""

from __future__ import annotations

import pytest

from tests.portal_web.conftest import Npx


@pytest.mark.timeout(400)
def test_components(npx: Npx) -> None:
    npx.run("vitest/vitest.mjs", "run", "--reporter=dot", "--silent=passed-only")
