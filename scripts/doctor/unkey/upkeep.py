"""The key upkeep's root key: it administers the same keys as the control plane, by another secret."""

from __future__ import annotations

from scripts.checks import CheckAnswer, DeploymentCheck, fail, ok, skipped

_PUT = "Put the control plane's root key into the secret key-upkeep, too (docs/limits.md)."


def upkeep_key_check(control_plane_key: str, upkeep_key: str) -> DeploymentCheck:
    """Return the check that both have one root key, whose permissions another check tries."""

    async def ask() -> CheckAnswer:
        if not upkeep_key:
            return fail("the key upkeep's secret has no root key: its function does not start", _PUT)
        if not control_plane_key:
            return skipped("the control plane's secret has no root key", "See unkey api.")
        if upkeep_key != control_plane_key:
            return fail("it is another root key than the control plane's, which alone is tried", _PUT)
        return ok("it is the control plane's")

    return DeploymentCheck("unkey root key of the key upkeep", "is it that of the control plane?", ask)
