"""The caches of keys and networks: bounded, and without plain text."""

from __future__ import annotations

from functions.gateway.auth.known_keys import VALID_SECONDS, KnownKeys
from functions.gateway.auth.token_buckets import TokenBuckets
from portal.errors import InvalidKey
from portal.keys.presented_key import present_key
from tests.support.gateway.throttling import BOUNDS, GOOD


def test_caches_are_bounded() -> None:
    buckets, known = TokenBuckets(BOUNDS, capacity=100), KnownKeys(capacity=100)
    for number in range(10_000):
        buckets.take(f"address {number}", 0.0)
        known.add_invalid(present_key(str(number)).fingerprint, 0.0, InvalidKey("no"))
        known.add_valid(present_key(f"good {number}").fingerprint, 0.0, GOOD)
    assert buckets.size == 100
    assert known.size == 200


def test_key_is_known_for_a_time_and_only_by_its_hash() -> None:
    known = KnownKeys()
    fingerprint = present_key("ctx_secret").fingerprint
    known.add_valid(fingerprint, 0.0, GOOD)
    known.add_valid(fingerprint, 1.0)
    assert known.principal(fingerprint) == GOOD
    assert known.is_valid(fingerprint, VALID_SECONDS)
    assert not known.is_valid(fingerprint, VALID_SECONDS + 1)
    assert "ctx_secret" not in repr(vars(known))


def test_key_that_its_service_has_deleted_is_remembered_by_its_ids() -> None:
    known = KnownKeys()
    fingerprint = present_key("ctx_secret").fingerprint
    known.add_valid(fingerprint, 0.0, GOOD)
    errors = [InvalidKey("no") for _ in range(3)]
    for number, error in enumerate(errors):
        known.add_invalid(fingerprint, 10.0 * number, error)
    assert [error.key for error in errors] == [GOOD.ids] * 3
    refusal = known.refusal(fingerprint, 21.0)
    assert refusal is not None
    assert refusal.key == GOOD.ids


def test_key_that_was_never_valid_has_no_ids() -> None:
    known, error = KnownKeys(), InvalidKey("no")
    known.add_invalid(present_key("ctx_secret").fingerprint, 0.0, error)
    assert error.key is None
