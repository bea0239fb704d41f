"""Names at Unkey: decoding returns what was encoded, and no customer can write one."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.keys.secret import new_secret
from portal.keys.unkey.key_format import is_possible
from portal.keys.unkey.names import (
    FIRST_GUESS,
    KEY_LIMITS,
    limit_name,
    model_permission,
    model_permissions,
    model_query,
    permitted_models,
    read_limit_name,
)
from portal.limits import Limit
from tests.support.unkey.permissions import holds
from tests.support.unkey.store import new_secret as unkey_secret

aliases = st.text(min_size=1, max_size=12)


@pytest.mark.parametrize(
    "limit",
    [
        Limit("requests per minute", "key", 20, 60),
        Limit("requests per minute", "organization", 20, 60),
        Limit("requests per 5 hours", "organization", 100, 18_000),
        Limit("requests per week", "organization", 1_000, 604_800),
    ],
)
def test_limits_of_plans_have_known_names(limit: Limit) -> None:
    name = limit_name(limit)
    assert name in {*KEY_LIMITS, *FIRST_GUESS}
    assert read_limit_name(name) == (limit.name, limit.scope)


def test_limits_of_key_and_organisation_have_different_names() -> None:
    of_key = limit_name(Limit("requests per minute", "key", 1, 60))
    of_organization = limit_name(Limit("requests per minute", "organization", 1, 60))
    assert of_key != of_organization


@pytest.mark.parametrize("name", ["tokens-per-day", "Requests", "requests  per day", "", "ü", "a_b"])
def test_name_that_cannot_be_decoded_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="lower-case words"):
        limit_name(Limit(name, "key", 1, 60))


def test_limit_set_by_hand_keeps_its_name() -> None:
    assert read_limit_name("burst") == ("burst", "key")


@given(aliases)
def test_any_alias_is_encoded_as_a_valid_permission(alias: str) -> None:
    permission = model_permission(alias)
    assert re.fullmatch(r"[a-zA-Z0-9_:\-.*]+", permission)
    assert permitted_models([permission]) == frozenset({alias})


@given(aliases, aliases)
def test_only_a_key_for_the_model_satisfies_the_query(requested: str, held: str) -> None:
    query = model_query(requested)
    assert holds(query, model_permissions(None))
    assert holds(query, model_permissions({held})) == (requested == held)
    assert not holds(query, [])


def test_alias_cannot_inject_a_query() -> None:
    query = model_query("x OR model:oss-20b")
    assert not holds(query, ["model:oss-20b", "model:x"])
    assert not holds(model_query("*"), ["model:oss-20b"])
    assert permitted_models([model_permission("*")]) == frozenset({"*"})


@pytest.mark.parametrize("alias", ["", "a" * 123, "ü" * 21])
def test_alias_that_does_not_fit_is_refused(alias: str) -> None:
    with pytest.raises(ValueError, match="alias"):
        model_permission(alias)


def test_other_permissions_permit_no_model() -> None:
    assert permitted_models(["documents.read"]) == frozenset()
    assert permitted_models(["documents.read", "model:*", "model:a"]) is None


@pytest.mark.parametrize("size", [16, 24, 32])
def test_key_of_unkey_is_well_formed(size: int) -> None:
    for _ in range(200):
        secret, _start = unkey_secret("ctx", size)
        assert is_possible(secret)


@pytest.mark.parametrize(
    "secret",
    [
        "",
        "ctx_",
        "ctx_short",
        "sk_" + "a" * 32,
        "ctx_" + "a" * 65,
        "ctx_" + "a" * 500,
        "ctx_" + "0" * 32,
        "ctx_" + "l" * 32,
        "ctx_" + "ä" * 32,
        " ctx_" + "a" * 32,
        "ctx_" + "a" * 32 + "\n",
        "CTX_" + "a" * 32,
    ],
)
def test_malformed_key_cannot_be_valid(secret: str) -> None:
    assert not is_possible(secret)


def test_few_keys_of_the_local_issuer_look_like_unkeys() -> None:
    """Base62 has characters that base58 lacks, so most local keys are refused without a call."""
    assert sum(is_possible(new_secret()) for _ in range(200)) < 100
