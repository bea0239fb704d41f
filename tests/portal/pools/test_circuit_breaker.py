"""A target that fails is skipped until a request after its cooldown succeeds."""

from __future__ import annotations

from portal.errors import RouterRefused
from tests.support.router.pools import DOWN, A, B, OneModelRouter


def test_consecutive_failures_open_a_target() -> None:
    pools = OneModelRouter(A, B)
    pools.router.failed(A, DOWN)
    pools.router.failed(A, DOWN)
    pools.router.succeeded(A)
    pools.router.failed(A, DOWN)
    assert {pools.first() for _ in range(4)} == {A, B}
    pools.router.failed(A, DOWN)
    pools.router.failed(A, DOWN)
    assert [pools.candidates() for _ in range(4)] == [(B,)] * 4


def test_refused_request_does_not_count_against_the_target() -> None:
    pools = OneModelRouter(A, B)
    for _ in range(9):
        pools.router.failed(A, RouterRefused("x", upstream_status=400))
    assert {pools.first() for _ in range(4)} == {A, B}


def test_canary_after_the_cooldown_falls_back_to_a_closed_target() -> None:
    pools = OneModelRouter(A, B)
    pools.break_down(A)
    pools.clock.now += 15
    assert pools.candidates() == (A, B)
    assert pools.candidates() == (B,)
    pools.router.succeeded(A)
    assert {pools.first() for _ in range(4)} == {A, B}


def test_failed_canary_starts_another_cooldown() -> None:
    pools = OneModelRouter(A, B)
    pools.break_down(A)
    pools.clock.now += 15
    assert pools.first() == A
    pools.router.failed(A, DOWN)
    pools.clock.now += 14
    assert {pools.first() for _ in range(4)} == {B}
    pools.clock.now += 1
    assert pools.first() == A


def test_canary_without_outcome_allows_another_canary() -> None:
    pools = OneModelRouter(A, B)
    pools.break_down(A)
    pools.clock.now += 15
    assert pools.first() == A
    pools.clock.now += 15
    assert pools.first() == A


def test_all_open_tries_the_target_whose_cooldown_ends_first() -> None:
    pools = OneModelRouter(A, B)
    pools.break_down(A)
    pools.clock.now += 1
    pools.break_down(B)
    assert pools.candidates() == (A,)
    assert pools.candidates() == (B,)
