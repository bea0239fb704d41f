"""The database prices requests as ``portal.usage.pricing`` does."""

from __future__ import annotations

import itertools

import pytest

from portal.usage.pricing import CHARGED, AnyOutcome, Price, cost
from scripts.database.postgres import Connection


@pytest.mark.parametrize("outcome", CHARGED)
def test_database_and_portal_compute_the_same_price(db: Connection, outcome: AnyOutcome) -> None:
    for prompt, completion, price in itertools.product(
        (0, 1, 2**31 - 1), (0, 1, 2**31 - 1), (Price(50, 200), Price(0, 1), Price(0, 0))
    ):
        row = db.execute(
            "select private.price_of_outcome(%s, %s, %s, %s, %s)",
            [outcome, prompt, completion, price.input, price.output],
        ).fetchone()
        assert row == (cost(outcome, prompt, completion, price),)
