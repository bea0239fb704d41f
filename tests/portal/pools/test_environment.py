"""Parsing of the configured pools, and the error message of each mistake."""

from __future__ import annotations

import pytest

from portal.configuration.json_setting import ConfigurationError
from portal.pools import SessionLimits, Target
from portal.pools.environment import model_features, pool_map

POOLS = "PORTAL_ROUTER_POOLS_JSON"
SESSIONS = "PORTAL_ROUTER_MODEL_SESSIONS_JSON"
MODEL_KEYS = "PORTAL_ROUTER_MODEL_AUTH_KEYS_JSON"
SESSION_KEYS = "PORTAL_ROUTER_SESSION_AUTH_KEYS_JSON"
UNARY = "PORTAL_ROUTER_MODEL_UNARY_JSON"
LIMITS = "PORTAL_ROUTER_SESSION_LIMITS_JSON"
DEFAULT = "PORTAL_DEFAULT_MODEL"

TWO_MODELS = '{"oss-20b": "http://r1:5010", "gemma-4-26b": ["http://r2:5010/", "https://r3"]}'


def test_targets_combine_urls_and_sessions_with_their_keys() -> None:
    pools = pool_map(
        {
            POOLS: TWO_MODELS,
            SESSIONS: '{"oss-20b": 7, "gemma-4-26b": ["8", 9]}',
            MODEL_KEYS: '{"gemma-4-26b": "model-key"}',
            SESSION_KEYS: '{"9": "session-key"}',
            DEFAULT: "gemma-4-26b",
        }
    )
    assert pools.pools["oss-20b"].targets == (Target("http://r1:5010", 7, None, "oss-20b"),)
    assert pools.pools["gemma-4-26b"].targets == (
        Target("http://r2:5010", 8, "model-key", "gemma-4-26b"),
        Target("http://r2:5010", 9, "session-key", "gemma-4-26b"),
        Target("https://r3", 8, "model-key", "gemma-4-26b"),
        Target("https://r3", 9, "session-key", "gemma-4-26b"),
    )
    assert pools.default_model == "gemma-4-26b"
    assert pools.session_limits == SessionLimits()


def test_only_the_pools_are_required() -> None:
    pools = pool_map({POOLS: TWO_MODELS, SESSIONS: " "})
    assert pools.default_model == "oss-20b"
    assert pools.pools["oss-20b"].targets == (Target("http://r1:5010", alias="oss-20b"),)


def test_default_without_a_pool_is_logged_and_stops_nothing(caplog: pytest.LogCaptureFixture) -> None:
    pools = pool_map({POOLS: TWO_MODELS, DEFAULT: "gpt-5"})
    assert pools.default_model is None
    assert set(pools.pools) == {"oss-20b", "gemma-4-26b"}
    (record,) = caplog.records
    assert (record.levelname, record.message) == ("ERROR", "pools.default_model_unknown")
    assert vars(record)["reason"] == f"{DEFAULT} is not a model of {POOLS} (oss-20b, gemma-4-26b)."


def test_session_limit_is_one_number_or_by_session() -> None:
    environment = {POOLS: TWO_MODELS, SESSIONS: '{"oss-20b": [7, 8]}'}
    everywhere = pool_map(environment | {LIMITS: "1"}).session_limits
    assert everywhere.of(Target("http://r1:5010", 7)) == 1
    assert everywhere.of(Target("http://r2:5010")) == 1
    named = pool_map(environment | {LIMITS: '{"7": 2}'}).session_limits
    assert named.of(Target("http://r1:5010", 7)) == 2
    assert named.of(Target("http://r1:5010", 8)) is None


@pytest.mark.parametrize(
    ("variable", "value", "rest"),
    [
        (POOLS, "", ": configure at least one model and its router URL."),
        (POOLS, "{}", ": configure at least one model and its router URL."),
        (POOLS, '{"a": 1,}', " is not JSON: line 1, column 9: "),
        (POOLS, '{\n  "a" "b"\n}', " is not JSON: line 2, column 7: Expecting ':' delimiter."),
        (POOLS, '["http://r1"]', ": expected an object, found a list."),
        (POOLS, '{"a": "http://r", "a": "http://q"}', " at entry 2: duplicate name."),
        (POOLS, '{"a": 5010}', " at a: expected a URL, found a number."),
        (POOLS, '{"a": []}', " at a: the list is empty."),
        (POOLS, '{"a": ["http://r1", null]}', " at a[1]: expected a URL, found null."),
        (
            POOLS,
            '{"a": ["http://r", "http://r/"]}',
            " at a[1]: duplicate of an earlier entry.",
        ),
        (POOLS, '{"a": "r1:5010"}', " at a: expected a URL such as http://host:5010."),
        (POOLS, '{"a": "http://r:99999"}', " at a: not a URL."),
        (POOLS, '{"a": "http://r/%61"}', " at a: the path of a router URL has names of letters"),
        (POOLS, '{"a": "http://r/a@b"}', " at a: the path of a router URL has names of letters"),
        (POOLS, '{"a": "http://münchen.de"}', " at a: the host of a router URL is in ASCII"),
        (POOLS, '{"a": "http://127.1"}', " at a: expected an IP address in its usual form."),
        (POOLS, f'{{"a": "http://r/{"x" * 500}"}}', " at a: a router URL has at most 500 characters."),
        (POOLS, '{"a": "http://r/?x=1"}', " at a: a router URL has no query and no fragment."),
        (POOLS, '{"a": "http://u:s3cret@r"}', " at a: a URL must not contain credentials"),
        (POOLS, '{"a b": "http://r"}', " at entry 1: a model alias is 1 to 64 letters"),
        (
            SESSIONS,
            '{"oss-21b": 7}',
            f" at entry 1: its name is not a model of {POOLS} (oss-20b, gemma-4-26b).",
        ),
        (
            SESSIONS,
            '{"oss-20b": [7, "x"]}',
            " at oss-20b[1]: a session id is a whole number, 0 or more.",
        ),
        (SESSIONS, '{"oss-20b": true}', " at oss-20b: a session id is a whole number, 0 or more."),
        (SESSIONS, '{"oss-20b": 1.5}', " at oss-20b: a session id is a whole number, 0 or more."),
        (
            SESSIONS,
            '{"oss-20b": [7, "7"]}',
            " at oss-20b[1]: duplicate of an earlier entry.",
        ),
        (MODEL_KEYS, '{"oss-20b": ["s3cret"]}', " at oss-20b: expected a key, found a list."),
        (MODEL_KEYS, '{"oss-20b": "s3cret\\r\\nx"}', " at oss-20b: a key is one or more printable ASCII"),
        (MODEL_KEYS, '{"s3cret": "oss-20b"}', " at entry 1: its name is not a model of"),
        (MODEL_KEYS, '{"oss-20b": "s3cret"', " is not JSON: line 1, column "),
        (
            SESSION_KEYS,
            '{"12": "s3cret"}',
            f" at entry 1: no model has this session in {SESSIONS}.",
        ),
        (
            SESSION_KEYS,
            '{"s3cret": "7"}',
            " at entry 1: a session id is a whole number, 0 or more.",
        ),
        (SESSION_KEYS, '{"7": ""}', " at 7: a key is one or more printable ASCII"),
        (UNARY, '{"oss-21b": true}', " at entry 1: its name is not a model of"),
        (UNARY, '{"oss-20b": "true"}', " at oss-20b: expected true or false, found a string."),
        (UNARY, '["oss-20b"]', ""),
        (LIMITS, "0", ": a limit is a whole number, 1 or more."),
        (LIMITS, '{"7": "1"}', " at 7: a limit is a whole number, 1 or more."),
        (LIMITS, '{"8": 1}', f" at entry 1: no model has this session in {SESSIONS}."),
    ],
)
def test_error_names_variable_and_position_but_no_secret(variable: str, value: str, rest: str) -> None:
    environment = {POOLS: TWO_MODELS, SESSIONS: '{"oss-20b": 7}'} | {variable: value}
    with pytest.raises(ConfigurationError) as caught:
        pool_map(environment)
    assert str(caught.value).startswith(f"{variable}{rest}")
    assert "s3cret" not in str(caught.value)
    assert isinstance(caught.value, ValueError)


def test_models_whose_routers_stream_badly_are_named() -> None:
    assert pool_map({POOLS: TWO_MODELS}).unary_models == frozenset()
    unary = '{"oss-20b": true, "gemma-4-26b": false}'
    assert pool_map({POOLS: TWO_MODELS, UNARY: unary}).unary_models == {"oss-20b"}


def test_auth_key_is_not_in_the_repr_of_its_target() -> None:
    pools = pool_map({POOLS: TWO_MODELS, MODEL_KEYS: '{"oss-20b": "s3cret"}'})
    assert pools.pools["oss-20b"].targets[0].auth_key == "s3cret"
    assert "s3cret" not in repr(pools)


def test_features_follow_from_the_wires_alone() -> None:
    wires = '{"oss-20b": "v4", "gemma-4-26b": "v3"}'
    assert model_features(wires) == {"oss-20b": {"tools", "json"}, "gemma-4-26b": frozenset()}
    assert model_features("") == {}


def test_unknown_wire_is_named_by_its_position() -> None:
    with pytest.raises(ConfigurationError) as caught:
        model_features('{"oss-20b": "v5"}')
    assert str(caught.value) == "PORTAL_ROUTER_MODEL_WIRES_JSON at oss-20b: expected one of v3, v4."
