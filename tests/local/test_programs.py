"""Each server can be replaced by a real one with one setting, and everything else is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from local.stack.processes.program import Program
from local.stack.programs import SESSIONS, addresses, programs
from local.stack.settings import LocalSettings
from local.stack.state import Secrets, State
from portal.pools.environment import pool_map

SECRETS = Secrets()
PROJECT = {
    "supabase_url": "https://project.example",
    "supabase_secret_key": SecretStr("sb_secret_real"),
    "supabase_publishable_key": SecretStr("sb_publishable_real"),
}


def made(tmp_path: Path, **chosen: object) -> dict[str, Program]:
    settings = LocalSettings(**chosen)  # type: ignore[arg-type]
    return {program.name: program for program in programs(settings, State(tmp_path), SECRETS)}


def test_alone_everything_is_started_and_the_callers_are_stopped_first(tmp_path: Path) -> None:
    names = list(made(tmp_path))
    assert names == ["portal web", "API", "usage worker", "usage queue", "router simulator", "Supabase"]


def test_the_api_is_told_where_everything_is(tmp_path: Path) -> None:
    told = made(tmp_path, supabase_port=54999, queue_port=8999, router_port=8998)["API"].environment
    assert told["PORTAL_SUPABASE_URL"] == "http://127.0.0.1:54999"
    assert told["PORTAL_USAGE_QUEUE_ENDPOINT"] == "http://127.0.0.1:8999"
    assert told["PORTAL_USAGE_QUEUE_URL"].startswith("http://127.0.0.1:8999/")
    assert told["PORTAL_KEY_PEPPER"] == SECRETS.key_pepper
    pools = pool_map({name: value for name, value in told.items() if name.startswith("PORTAL_")})
    for alias, sessions in SESSIONS.items():
        targets = pools.pools[alias].targets
        assert [target.session_id for target in targets] == sessions
        assert {target.url for target in targets} == {"http://127.0.0.1:8998"}
        assert {target.auth_key for target in targets} == {SECRETS.router_key}


def test_a_project_replaces_the_embedded_supabase(tmp_path: Path) -> None:
    parts = made(tmp_path, **PROJECT)
    assert "Supabase" not in parts
    told = parts["API"].environment
    assert told["PORTAL_SUPABASE_URL"] == "https://project.example"
    assert told["PORTAL_SUPABASE_SECRET_KEY"] == "sb_secret_real"
    assert "PORTAL_SUPABASE_JWT_SECRET" not in told
    assert (
        "PORTAL_SUPABASE_JWT_SECRET"
        in made(tmp_path, **PROJECT, supabase_jwt_secret=SecretStr("x"))["API"].environment
    )


def test_a_project_without_its_keys_is_told() -> None:
    with pytest.raises(ValidationError, match="PORTAL_SUPABASE_SECRET_KEY must be set too"):
        LocalSettings(supabase_url=PROJECT["supabase_url"])


def test_routers_replace_the_simulator(tmp_path: Path) -> None:
    parts = made(tmp_path, router_pools_json=SecretStr('{"oss-20b": "http://router:5010"}'))
    assert "router simulator" not in parts
    assert not any("ROUTER" in name for name in parts["API"].environment)


def test_a_queue_of_aws_replaces_the_local_one(tmp_path: Path) -> None:
    url = "https://sqs.eu-west-1.amazonaws.com/1/usage"
    dead = f"{url}-dead-letters"
    parts = made(tmp_path, usage_queue_url=url, usage_dead_letters_url=dead)
    assert parts["usage worker"].environment["PORTAL_USAGE_DEAD_LETTERS_URL"] == dead
    assert "usage queue" not in parts
    assert "--endpoint" not in parts["usage worker"].command
    assert "PORTAL_USAGE_QUEUE_ENDPOINT" not in parts["API"].environment
    settings = LocalSettings(usage_queue_url=url, usage_dead_letters_url=dead)
    assert addresses(settings, SECRETS).queue_url == url


def test_a_queue_of_aws_comes_with_its_dead_letters() -> None:
    with pytest.raises(ValidationError, match="PORTAL_USAGE_DEAD_LETTERS_URL must be set too"):
        LocalSettings(usage_queue_url="https://sqs.eu-west-1.amazonaws.com/1/usage")


def test_one_port_cannot_serve_two() -> None:
    with pytest.raises(ValidationError, match="PORTAL_API_PORT and PORTAL_ROUTER_PORT are both 8000"):
        LocalSettings(api_port=8000, router_port=8000)
