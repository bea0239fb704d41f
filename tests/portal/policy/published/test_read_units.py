"""Read units of the table at 1,000 environments, from the code's constants.

moto enforces no limit, so this is computed. DynamoDB gives one partition key 3,000 read units a second; an
eventually consistent read takes half a unit for every 4 KB begun (docs/protocols/dynamodb.md).
"""

from __future__ import annotations

import math
import random

from portal.policy.cache import REFRESH_SECONDS, RETRY_SECONDS
from portal.policy.published.body import canonical, compress
from portal.policy.published.head import MAX_HEAD_BYTES

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


def test_bodies_that_change_all_the_time_stay_below_it_too() -> None:
    """Every environment reads every body, within the time until the head is read again."""
    chance = random.Random(1)
    models = [{"alias": f"model-{number}", "description": "A model. " * 20} for number in range(30)]
    keys = [f"{chance.getrandbits(128):032x}" for _ in range(1_000)]
    body = len(compress(canonical({"models": models, "blocked_keys": keys})))
    assert 10_000 < body < 24_000, "a thousand organisations and keys"
    assert reads_per_second(PUBLICATION_SECONDS) * units(body) < UNITS_OF_A_KEY
