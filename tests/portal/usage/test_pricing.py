"""Prices by outcome of a request, as docs/billing.md states them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from portal.usage import Outcome
from portal.usage.pricing import CHARGED, AnyOutcome, Price, charged_for, cost, usd

BILLING = Path(__file__).parents[3] / "docs" / "billing.md"


def test_every_outcome_has_a_price() -> None:
    assert set(CHARGED) == {*get_args(Outcome), "abandoned"}


@pytest.mark.parametrize(
    ("outcome", "completion", "expected"),
    [
        ("ok", 0, 10 * 50),
        ("ok", 32, 10 * 50 + 32 * 200),
        ("client_disconnected", 0, 0),
        ("client_disconnected", 3, 10 * 50 + 3 * 200),
        ("failed_before_first_byte", 32, 0),
        ("failed_after_first_byte", 32, 0),
        ("deadline", 0, 0),
        ("deadline", 32, 10 * 50 + 32 * 200),
        ("abandoned", 32, 0),
    ],
)
def test_charge_by_outcome(outcome: AnyOutcome, completion: int, expected: int) -> None:
    assert cost(outcome, 10, completion, Price(50, 200)) == expected
    assert (charged_for(outcome, completion) == "nothing") == (expected == 0)


@pytest.mark.parametrize(
    ("nanousd", "text"),
    [(0, "$0.00"), (1_050_000_000, "$1.05"), (1_234_500_000_000, "$1,234.50"), (-1, "-$0.000000001")],
)
def test_amount_is_formatted_exactly(nanousd: int, text: str) -> None:
    assert usd(nanousd) == text


def test_billing_page_has_the_same_charges() -> None:
    documented = dict(re.findall(r"^\| `(\w+)` \|.*\| ([^|]+) \|$", BILLING.read_text(), re.MULTILINE))
    assert set(documented) == set(CHARGED)
    for outcome, charged in CHARGED.items():
        assert (documented[outcome].strip() == "nothing") == (charged == "nothing"), outcome
