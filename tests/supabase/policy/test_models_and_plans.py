"""policy_snapshot: models, pools, plans and entitlements."""

from __future__ import annotations

from portal.policy import PlanPolicy
from scripts.database.postgres import Connection
from tests.support.database.policy import read_snapshot
from tests.support.database.tenant import sign_up


def test_snapshot_has_the_launch_catalogue(db: Connection) -> None:
    found = read_snapshot(db)
    assert {alias: model.pool for alias, model in found.models.items()} == {
        "oss-20b": "oss-20b",
        "oss-120b": "oss-120b",
        "gemma-4-26b": "gemma4",
        "qwen-3.5-9b": "qwen",
    }
    assert next(iter(found.models)) == "oss-20b"
    assert {alias: model.family for alias, model in found.models.items()} == {
        "oss-20b": "gpt-oss",
        "oss-120b": "gpt-oss",
        "gemma-4-26b": "gemma-4",
        "qwen-3.5-9b": "qwen",
    }
    assert all(
        model.display_name and model.description and model.created_at for model in found.models.values()
    )
    assert found.pools.keys() == {"oss-20b", "oss-120b", "gemma4", "qwen"}
    plans = ["free", "pro", "prepaid"]
    assert {name: plan.models for name, plan in found.plans.items()} == dict.fromkeys(plans)


def test_snapshot_says_whose_answers_begin_in_reasoning(db: Connection) -> None:
    assert not any(model.answers_begin_in_reasoning for model in read_snapshot(db).models.values())
    db.execute("update router_pool_models set answers_begin_in_reasoning = true where alias = 'qwen-3.5-9b'")
    found = read_snapshot(db).models
    assert [alias for alias, model in found.items() if model.answers_begin_in_reasoning] == ["qwen-3.5-9b"]
    assert found["qwen-3.5-9b"].answer_format.begins_in_reasoning


def test_snapshot_has_states_of_models_and_pools(db: Connection) -> None:
    db.execute("update router_pool_models set state = 'disabled' where alias = 'oss-120b'")
    db.execute("update router_pools set state = 'draining' where name = 'qwen'")
    found = read_snapshot(db)
    assert found.models["oss-120b"].state == "disabled"
    assert found.pools["qwen"].state == "draining"


def test_snapshot_has_models_of_plans_and_organisations(db: Connection) -> None:
    tenant = sign_up(db)
    db.execute("update plans set models = '{oss-20b,qwen-3.5-9b}' where id = 'free'")
    db.execute(
        "insert into model_access_policies select %s, alias from router_pool_models where pool <> 'qwen'",
        [tenant.organization_id],
    )
    found = read_snapshot(db)
    assert found.plans["free"].models == frozenset({"oss-20b", "qwen-3.5-9b"})
    assert found.organization_models == {str(tenant.organization_id): {"oss-20b", "oss-120b", "gemma-4-26b"}}


def test_snapshot_has_stream_limits_and_quotas_of_plans(db: Connection) -> None:
    assert read_snapshot(db).plans == {
        "free": PlanPolicy(None, 5, None),
        "pro": PlanPolicy(None, 50, None),
        "prepaid": PlanPolicy(None, 50, None),
    }
    db.execute("update plans set concurrent_streams = null, monthly_tokens = 7000000 where id = 'pro'")
    assert read_snapshot(db).plans == {
        "free": PlanPolicy(None, 5, None),
        "pro": PlanPolicy(None, None, 7_000_000),
        "prepaid": PlanPolicy(None, 50, None),
    }
