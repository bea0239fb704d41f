"""Read units of the table at 1,000 environments, from the code's constants.

moto enforces no limit, so this is computed. DynamoDB gives one partition key 3,000 read units a second; an
eventually consistent read takes half a unit for every 4 KB begun (docs/protocols/dynamodb.md).
"""

from __future__ import annotations

import math
import random

from portal.policy.cache import REFRESH_SECONDS, RETRY_SECONDS
from portal.policy.published.body import canonical, compress
from portal.policy.published.changes import change_between
from portal.policy.published.head import MAX_HEAD_BYTES
from portal.policy.published.publisher import CHANGE_BYTES

ENVIRONMENTS = 1_000
UNITS_OF_A_KEY = 3_000
PUBLICATION_SECONDS = 1.0
SLOW_READ_SECONDS = 0.4
"""Of the database by the publisher, and its writes."""


def units(size: int) -> float:
    return 0.5 * math.ceil(size / 4096)


def reads_per_second(oldest_seconds: float) -> float:
    """How often environments that always serve read a head whose age is up to ``oldest_seconds``."""
    return ENVIRONMENTS / max(REFRESH_SECONDS - oldest_seconds, RETRY_SECONDS)


def test_heads_stay_far_below_the_limit_of_a_key() -> None:
    usual = reads_per_second(PUBLICATION_SECONDS + SLOW_READ_SECONDS) * units(MAX_HEAD_BYTES)
    assert usual <= UNITS_OF_A_KEY / 3
    always_almost_too_old = reads_per_second(REFRESH_SECONDS) * units(MAX_HEAD_BYTES)
    assert always_almost_too_old <= UNITS_OF_A_KEY / 3


def test_changes_stay_below_it_though_every_publication_has_one() -> None:
    """Each environment reads each change once. As whole bodies, those of a large policy would not do."""
    publications = ENVIRONMENTS / PUBLICATION_SECONDS
    assert publications * units(CHANGE_BYTES) <= UNITS_OF_A_KEY / 3
    chance = random.Random(1)
    keys = sorted(f"{chance.getrandbits(128):032x}" for _ in range(5_000))
    credit = [{"organization_id": key, "balance_nanousd": 0, "held_nanousd": 7} for key in keys[:200]]
    before = {"blocked_keys": keys, "out_of_credit": credit}
    held = [{**entry, "held_nanousd": 8} for entry in credit[:20]]
    after = {"blocked_keys": keys[3:], "out_of_credit": [*held, *credit[20:]]}
    whole = len(compress(canonical(after)))
    assert publications * units(whole) > UNITS_OF_A_KEY, "5,000 entries, where LargePolicy begins"
    change = len(compress(canonical(change_between(before, after))))
    assert change < CHANGE_BYTES / 2, "of a second, so a base serves for several"
    assert publications * units(change) <= UNITS_OF_A_KEY / 3
