"""A change is exact for any two documents, and small where little has changed."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.policy.published.body import canonical, compress
from portal.policy.published.changes import apply_change, change_between

SCALARS = st.none() | st.booleans() | st.integers(-2, 2) | st.sampled_from(["a", "b", ""]) | st.floats(-1, 1)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.sampled_from("xy"), inner)
)
DOCUMENTS = st.dictionaries(st.sampled_from("abcd"), VALUES)


@given(DOCUMENTS, DOCUMENTS)
def test_change_yields_exactly_the_later_document(before: dict[str, Any], after: dict[str, Any]) -> None:
    change = json.loads(canonical(change_between(before, after)))
    assert canonical(apply_change(before, change)) == canonical(after)


@given(st.lists(st.integers(0, 30), unique=True), st.lists(st.integers(0, 30), unique=True))
def test_lists_that_keep_their_order_are_edited(before: list[int], after: list[int]) -> None:
    change = change_between({"ids": sorted(before)}, {"ids": sorted(after)})
    assert change["set"] == {}
    assert apply_change({"ids": sorted(before)}, change) == {"ids": sorted(after)}


def test_change_of_a_few_in_a_long_list_is_small() -> None:
    chance = random.Random(1)
    keys = sorted(f"{chance.getrandbits(128):032x}" for _ in range(10_000))
    fewer = sorted({*keys[:4_000], *keys[4_003:], "0123", "4567"})
    change = compress(canonical(change_between({"blocked_keys": keys}, {"blocked_keys": fewer})))
    assert len(change) < 300


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"set": {}, "removed": [], "lists": {"missing": {"out": [], "in": []}}},
        {"set": {}, "removed": [], "lists": {"a": {"out": [], "in": [[7, 1]]}}},
        {"set": {}, "removed": [], "lists": {"a": {"in": []}}},
        {"set": {}, "removed": [], "lists": []},
        {"set": 3, "removed": [], "lists": {}},
    ],
)
def test_change_of_another_document_is_refused(change: Any) -> None:
    with pytest.raises(ValueError, match="change"):
        apply_change({"a": [1]}, change)
