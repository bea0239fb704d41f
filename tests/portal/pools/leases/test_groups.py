"""Which sessions share a group, and whose limit counts."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from portal.policy import ModelPolicy, PolicySnapshot, PoolPolicy, TargetPolicy
from portal.pools import Pool, PoolMap, SessionLimits, Target
from portal.pools.leases.groups import limits_of, session_groups, session_token
from portal.pools.leases.limits import CurrentLimits
from portal.pools.target_ids import router_id


def pool_map(sessions: dict[str, list[int | None]], limits: SessionLimits | None = None) -> PoolMap:
    pools = {
        alias: Pool(alias, tuple(Target(f"http://{alias}", session, alias=alias) for session in ids))
        for alias, ids in sessions.items()
    }
    return PoolMap(pools, None, limits or SessionLimits())


def test_aliases_that_share_sessions_are_one_group() -> None:
    groups = session_groups(pool_map({"d": [3, 4], "b": [1, 2], "c": [2, 3], "a": [9]}))
    assert {alias: group.name for alias, group in groups.items()} == {"a": "a", "b": "b", "c": "b", "d": "b"}
    assert {target.session_id for target in groups["d"].targets} == {1, 2, 3, 4}


@given(
    st.dictionaries(
        st.sampled_from("abcdefgh"), st.lists(st.integers(0, 12), min_size=1, max_size=3, unique=True)
    )
)
def test_no_session_is_in_two_groups(sessions: dict[str, list[int | None]]) -> None:
    groups = {group.name: group for group in session_groups(pool_map(sessions)).values()}
    tokens = [{session_token(target) for target in group.targets} for group in groups.values()]
    assert sum(map(len, tokens)) == len({token for some in tokens for token in some})


def test_router_without_a_session_counts_as_one_however_it_is_spelled() -> None:
    assert session_token(Target("http://A:80/")) == session_token(Target("http://a")) == router_id("http://a")
    assert session_token(Target("http://a", 7)) == session_token(Target("http://b", 7)) == "7"


def test_operators_limit_overrides_and_the_smallest_of_a_session_counts() -> None:
    one, other = Target("http://a", 1, alias="m"), Target("http://b", 1, alias="m")
    pools = PoolMap({"m": Pool("m", (one, other))}, None, SessionLimits(default=4))

    def limits(**by_operators: int) -> dict[str, int]:
        targets = {
            {"one": one, "other": other}[name].id: TargetPolicy(session_limit=limit)
            for name, limit in by_operators.items()
        }
        snapshot = PolicySnapshot(
            models={"m": ModelPolicy("m", "public")},
            pools={"public": PoolPolicy("public", targets=targets)},
            made_at=datetime.fromtimestamp(5, UTC),
        )
        result = limits_of(session_groups(pools)["m"], pools.session_limits, snapshot)
        assert (result.group, result.as_of) == ("m", 5_000_000)
        return dict(result.by_session)

    assert limits() == {"1": 4}
    assert limits(one=2) == {"1": 2}
    assert limits(one=7) == {"1": 4}
    assert limits(one=7, other=6) == {"1": 6}


def test_operators_limit_a_session_that_had_no_limit() -> None:
    target = Target("http://a", 1, alias="m")
    current = CurrentLimits(PoolMap({"m": Pool("m", (target,))}, None))
    assert current.of(target) is None
    policies = {target.id: TargetPolicy(session_limit=2)}
    current.update(PolicySnapshot(pools={"m": PoolPolicy("m", targets=policies)}))
    session = current.of(target)
    assert session is not None
    assert (session.token, session.limit, session.group.group) == ("1", 2, "m")
    current.update(PolicySnapshot())
    assert current.of(target) is None
