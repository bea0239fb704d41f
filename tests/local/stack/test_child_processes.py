"""The child processes, their environment, and the settings that replace them."""

from __future__ import annotations

import json
from pathlib import Path

import jwt
import pytest
from pydantic import SecretStr, ValidationError

from local.processes.child_process import ProcessSpec
from local.queue.names import SHARED_TABLE
from local.stack.addresses import addresses
from local.stack.child_processes import child_processes
from local.stack.function_environment import SESSIONS
from local.stack.role_tokens import NoRoleTokens
from local.stack.settings import LocalSettings, SettingMissing
from local.stack.state import Secrets, State
from portal.database.roles import DatabaseRole
from portal.pools.environment import pool_map

SECRETS = Secrets()
PROJECT = {
    "supabase_url": "https://project.example",
    "supabase_secret_key": SecretStr("sb_secret_real"),
    "supabase_publishable_key": SecretStr("sb_publishable_real"),
}


@pytest.fixture
def project(tmp_path: Path) -> dict[str, object]:
    """The settings of a Supabase project that replaces the embedded one."""
    tokens = tmp_path / "tokens.json"
    tokens.write_text(json.dumps(dict.fromkeys(map(str, DatabaseRole), "a token")))
    return {**PROJECT, "supabase_role_tokens": tokens}


def specs_by_name(tmp_path: Path, **values: object) -> dict[str, ProcessSpec]:
    settings = LocalSettings(**values)  # type: ignore[arg-type]
    return {spec.name: spec for spec in child_processes(settings, State(tmp_path), SECRETS)}


def test_all_processes_start_and_callers_stop_first(tmp_path: Path) -> None:
    names = list(specs_by_name(tmp_path))
    assert names == [
        "portal web",
        "API",
        "pool monitor",
        "usage worker",
        "usage queue",
        "router simulator",
        "Supabase",
    ]


def test_api_gets_all_addresses(tmp_path: Path) -> None:
    environment = specs_by_name(tmp_path, supabase_port=54999, queue_port=8999, router_port=8998)[
        "API"
    ].environment
    assert environment["PORTAL_SUPABASE_URL"] == "http://127.0.0.1:54999"
    assert environment["PORTAL_USAGE_QUEUE_ENDPOINT"] == "http://127.0.0.1:8999"
    assert environment["PORTAL_USAGE_QUEUE_URL"].startswith("http://127.0.0.1:8999/")
    assert environment["PORTAL_SHARED_TABLE"] == SHARED_TABLE
    assert environment["PORTAL_SHARED_TABLE_ENDPOINT"] == "http://127.0.0.1:8999"
    assert environment["PORTAL_KEY_PEPPER"] == SECRETS.key_pepper
    pools = pool_map({name: value for name, value in environment.items() if name.startswith("PORTAL_")})
    for alias, sessions in SESSIONS.items():
        targets = pools.pools[alias].targets
        assert [target.session_id for target in targets] == sessions
        assert {target.url for target in targets} == {"http://127.0.0.1:8998"}
        assert {target.auth_key for target in targets} == {SECRETS.router_key}


def test_api_trusts_no_forwarding_headers_and_bounds_connections(tmp_path: Path) -> None:
    command = " ".join(specs_by_name(tmp_path)["API"].command)
    assert "--no-proxy-headers" in command
    assert "--ws none" in command
    assert "--http local.stack.http_protocol:BoundedHttpProtocol" in command
    assert "--no-access-log" in command


def test_functions_get_tokens_of_their_roles_and_no_secret_key(tmp_path: Path) -> None:
    specs = specs_by_name(tmp_path)
    for name in ("API", "pool monitor", "usage worker"):
        environment = specs[name].environment
        tokens = json.loads(environment["LOCAL_ROLE_TOKENS"])
        assert tokens.keys() == {str(role) for role in DatabaseRole}
        for role, token in tokens.items():
            claims = jwt.decode(token, SECRETS.jwt_secret, algorithms=["HS256"])
            assert claims["role"] == role
        assert not any(SECRETS.supabase_secret_key in value for value in environment.values())


def test_project_replaces_embedded_supabase(tmp_path: Path, project: dict[str, object]) -> None:
    specs = specs_by_name(tmp_path, **project)
    assert "Supabase" not in specs
    environment = specs["API"].environment
    assert environment["PORTAL_SUPABASE_URL"] == "https://project.example"
    assert environment["PORTAL_SUPABASE_PUBLISHABLE_KEY"] == "sb_publishable_real"
    assert json.loads(environment["LOCAL_ROLE_TOKENS"])["portal_gateway"] == "a token"
    assert "sb_secret_real" not in environment.values()
    assert "PORTAL_SUPABASE_JWT_SECRET" not in environment
    assert (
        "PORTAL_SUPABASE_JWT_SECRET"
        in specs_by_name(tmp_path, **project, supabase_jwt_secret=SecretStr("x"))["API"].environment
    )


@pytest.mark.parametrize("missing", ["supabase_secret_key", "supabase_publishable_key"])
def test_project_without_keys_is_rejected(tmp_path: Path, missing: str) -> None:
    with pytest.raises(SettingMissing, match=f"PORTAL_{missing.upper()} must be set too"):
        specs_by_name(tmp_path, **PROJECT | {missing: None})


def test_project_without_tokens_is_rejected(tmp_path: Path) -> None:
    with pytest.raises(NoRoleTokens, match="PORTAL_SUPABASE_ROLE_TOKENS must be set too"):
        specs_by_name(tmp_path, **PROJECT)


@pytest.mark.parametrize("content", [None, "", "[]", '{"portal_gateway": 5}'])
def test_file_that_holds_no_tokens_is_named(tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "tokens.json"
    if content is not None:
        file.write_text(content)
    with pytest.raises(NoRoleTokens, match=f"{file} is no file that"):
        specs_by_name(tmp_path, **PROJECT, supabase_role_tokens=file)


def test_routers_replace_simulator(tmp_path: Path) -> None:
    specs = specs_by_name(tmp_path, router_pools_json=SecretStr('{"oss-20b": "http://router:5010"}'))
    assert "router simulator" not in specs
    assert not any("ROUTER" in name for name in specs["API"].environment)


def test_sqs_queue_replaces_local_queue(tmp_path: Path) -> None:
    url = "https://sqs.eu-west-1.amazonaws.com/1/usage"
    dead_letters_url = f"{url}-dead-letters"
    specs = specs_by_name(tmp_path, usage_queue_url=url, usage_dead_letters_url=dead_letters_url)
    assert specs["usage worker"].environment["PORTAL_USAGE_DEAD_LETTERS_URL"] == dead_letters_url
    assert "usage queue" in specs, "it has the shared table"
    assert "--endpoint" not in specs["usage worker"].command
    assert "PORTAL_USAGE_QUEUE_ENDPOINT" not in specs["API"].environment
    settings = LocalSettings(usage_queue_url=url, usage_dead_letters_url=dead_letters_url)
    assert addresses(settings, SECRETS).queue.url == url


def test_table_of_aws_replaces_the_local_one(tmp_path: Path) -> None:
    specs = specs_by_name(tmp_path, shared_table="portal-SharedState-1")
    assert "usage queue" in specs
    assert not any(name.startswith("PORTAL_SHARED_TABLE") for name in specs["API"].environment)
    url = "https://sqs.eu-west-1.amazonaws.com/1/usage"
    queue = {"usage_queue_url": url, "usage_dead_letters_url": f"{url}-dead-letters"}
    assert "usage queue" not in specs_by_name(tmp_path, shared_table="portal-SharedState-1", **queue)


def test_sqs_queue_without_dead_letters_is_rejected() -> None:
    with pytest.raises(ValidationError, match="PORTAL_USAGE_DEAD_LETTERS_URL must be set too"):
        LocalSettings(usage_queue_url="https://sqs.eu-west-1.amazonaws.com/1/usage")


def test_equal_ports_are_rejected() -> None:
    with pytest.raises(ValidationError, match="PORTAL_API_PORT and PORTAL_ROUTER_PORT are both 8000"):
        LocalSettings(api_port=8000, router_port=8000)


def test_several_routers_are_processes_of_their_own_with_limited_sessions(tmp_path: Path) -> None:
    specs = specs_by_name(tmp_path, routers=3, router_port=9000)
    routers = [specs[name] for name in specs if name.startswith("router simulator")]
    assert [router.port for router in routers] == [9000, 9010, 9020]
    environment = specs["API"].environment
    pools = pool_map({name: value for name, value in environment.items() if name.startswith("PORTAL_")})
    targets = pools.pools["oss-20b"].targets
    assert {target.url for target in targets} == {f"http://127.0.0.1:{router.port}" for router in routers}
    assert {target.session_id for target in targets} == {11, 12, 111, 112, 211, 212}
    assert len(targets) == 18
    assert {pools.session_limits.of(target) for target in targets} == {1}
    known = {int(session) for session in routers[1].environment["LOCAL_ROUTER_SESSIONS"].split(",")}
    assert known == {target.session_id for pool in pools.pools.values() for target in pool.targets}


def test_ports_of_further_routers_must_be_free_of_other_processes() -> None:
    with pytest.raises(ValidationError, match="PORTAL_WEB_PORT and PORTAL_ROUTER_PORT are both 9010"):
        LocalSettings(routers=2, router_port=9000, web_port=9010)
    with pytest.raises(ValidationError, match="too high for 3 routers"):
        LocalSettings(routers=3, router_port=65530)
