"""How much of a pool may be taken out: never more than half for being slow or flaky."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WantedShare:
    """What one target of a pool would get. ``proven``: probes proved it dead, which needs no budget."""

    target_id: str
    weight: float
    share: float
    proven: bool
    severity: float


def shares_within_budget(pool: Sequence[WantedShare]) -> dict[str, float]:
    """Return target id → share. Of the pool's weight, and of its targets, half is left to those not dead.

    What probes prove dead is taken out in any case and counts first. The rest of the budget goes to the worst
    of the others; who gets none keeps its whole share, as the only target of a pool does.
    """
    # In one order, so that sums of floats are the same whatever the order of the pool.
    counted = sorted((each for each in pool if each.weight > 0), key=lambda each: each.target_id)
    weight_left = sum(each.weight for each in counted) / 2
    targets_left = len(counted) / 2 if len(counted) > 1 else 0.0
    shares = {each.target_id: each.share for each in pool}
    for each in counted:
        if each.proven:
            weight_left -= each.weight * (1 - each.share)
            targets_left -= 1 - each.share
    for each in sorted(counted, key=lambda one: (-one.severity, one.target_id)):
        if each.proven or each.share >= 1:
            continue
        taken = max(0.0, min(1 - each.share, weight_left / each.weight, targets_left))
        weight_left -= taken * each.weight
        targets_left -= taken
        shares[each.target_id] = 1 - taken
    return shares
