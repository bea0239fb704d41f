"""What each ending costs: the database, the pure function and the page for customers say the same."""

from __future__ import annotations

import itertools
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

import pytest

from portal.usage import Outcome
from portal.usage.pricing import CHARGED, AnyOutcome, Price, charged_for, cost, usd
from tests.database.events import NOON, both
from tests.database.server import Connection
from tests.database.tenant import record, sign_up

BILLING = Path(__file__).parents[2] / "docs" / "billing.md"


def test_every_ending_has_a_price() -> None:
    assert set(CHARGED) == {*get_args(Outcome), "abandoned"}


@pytest.mark.parametrize("ending", CHARGED)
def test_the_database_and_the_function_agree(db: Connection, ending: AnyOutcome) -> None:
    for prompt, completion, price in itertools.product(
        (0, 1, 2**31 - 1), (0, 1, 2**31 - 1), (Price(50, 200), Price(0, 1), Price(0, 0))
    ):
        row = db.execute(
            "select private.price_of_ending(%s, %s, %s, %s, %s)",
            [ending, prompt, completion, price.input, price.output],
        ).fetchone()
        assert row == (cost(ending, prompt, completion, price),)


@pytest.mark.parametrize(
    ("ending", "completion", "expected"),
    [
        ("ok", 0, 10 * 50),
        ("ok", 32, 10 * 50 + 32 * 200),
        ("cancelled", 0, 0),
        ("cancelled", 3, 10 * 50 + 3 * 200),
        ("failed_before_first_byte", 32, 0),
        ("failed_after_first_byte", 32, 0),
        ("deadline", 32, 0),
        ("abandoned", 32, 0),
    ],
)
def test_what_is_charged(ending: AnyOutcome, completion: int, expected: int) -> None:
    assert cost(ending, 10, completion, Price(50, 200)) == expected
    assert (charged_for(ending, completion) == "nothing") == (expected == 0)


@pytest.mark.parametrize(
    ("nanousd", "text"),
    [(0, "$0.00"), (1_050_000_000, "$1.05"), (1_234_500_000_000, "$1,234.50"), (-1, "-$0.000000001")],
)
def test_amounts_are_written_exactly(nanousd: int, text: str) -> None:
    assert usd(nanousd) == text


def test_customers_are_told_the_same() -> None:
    told = dict(re.findall(r"^\| `(\w+)` \|.*\| ([^|]+) \|$", BILLING.read_text(), re.MULTILINE))
    assert set(told) == set(CHARGED)
    for ending, charged in CHARGED.items():
        assert (told[ending].strip() == "nothing") == (charged == "nothing"), ending


def test_customers_are_told_the_prices(db: Connection) -> None:
    told = re.findall(
        r"^\| `([\w.-]+)` \| ([\d.]+) \| ([\d.]+) \| ([\d-]+) \|$", BILLING.read_text(), re.MULTILINE
    )
    rows = db.execute(
        "select model, input_nanousd_per_token, output_nanousd_per_token,"
        " (effective_from at time zone 'UTC')::date::text from model_prices"
    )
    assert {(m, round(float(i) * 1000), round(float(o) * 1000), d) for m, i, o, d in told} == set(rows)


def test_every_model_of_the_catalogue_has_a_price(db: Connection) -> None:
    unpriced = db.execute(
        "select alias from router_pool_models m"
        " where not exists (select from model_prices p where p.model = m.alias)"
    )
    assert unpriced.fetchall() == []


def test_the_free_plan_costs_nothing_at_the_launch_prices(db: Connection) -> None:
    at = datetime(2026, 12, 1, tzinfo=UTC)
    record(db, both(sign_up(db), at=at))
    db.execute("insert into plans (id, display_name, charging) values ('payg', 'Pay as you go', 'prepaid')")
    payer = sign_up(db, plan="payg")
    db.execute(
        "update plan_subscriptions set started_at = %s where plan = 'payg' and organization_id = %s",
        [NOON, payer.organization_id],
    )
    record(db, both(payer, at=at))
    costs = db.execute("select cost_nanousd from usage_events order by 1").fetchall()
    assert costs == [(0,), (10 * 50 + 32 * 200,)]
