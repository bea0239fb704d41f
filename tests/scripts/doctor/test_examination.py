"""The whole examination, over every server at once: in order, with faults, and without a secret in it."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from local.simulator.app import Simulator
from local.simulator.behaviour import RouterBehaviour
from scripts.checks import CheckResult
from scripts.checks.printing import as_json, as_lines, exit_code
from scripts.deployment.stacks import deployment_stack
from scripts.doctor.__main__ import examine, main
from scripts.doctor.inputs.loading import load_inputs
from scripts.doctor.inputs.template import read_template
from scripts.doctor.settings import SETTINGS
from scripts.doctor.supabase import FUNCTION_ROLES
from scripts.doctor.supabase.migrations import migration_versions
from tests.support.deployment.asking import FAIL
from tests.support.deployment.aws_account import AwsAccount
from tests.support.deployment.hosted_supabase import (
    ACCESS_TOKEN,
    PUBLISHABLE,
    HostedSupabase,
    hosted_supabase,
    role_token,
)
from tests.support.servers.asgi import serving
from tests.support.unkey.server import Unkey
from tests.support.unkey.store import GATEWAY_PERMISSIONS, PORTAL_PERMISSIONS

ROUTER_KEY, SESSION_KEY = "router-key-0123456789", "session-key-0123456789"
GATEWAY_ROOT, PORTAL_ROOT = "unkey_gateway0123456789", "unkey_portal0123456789"
STACK = deployment_stack("dev")


@dataclass
class World:
    """Every server that a deployment depends on, in order; and the secrets as an operator would put them."""

    aws: AwsAccount
    supabase: HostedSupabase
    supabase_url: str
    unkey: Unkey
    unkey_url: str
    simulator: Simulator
    router_url: str
    secrets: dict[str, dict[str, Any]]

    def values(self) -> list[str]:
        """Return every secret of the world."""
        found = [ROUTER_KEY, SESSION_KEY, GATEWAY_ROOT, PORTAL_ROOT, PUBLISHABLE, ACCESS_TOKEN]
        return found + [part for role in self.tokens for part in role.split(".")[1:]]

    @property
    def tokens(self) -> list[str]:
        return [
            settings["PORTAL_SUPABASE_ROLE_TOKEN"]
            for settings in self.secrets.values()
            if "PORTAL_SUPABASE_ROLE_TOKEN" in settings
        ]

    async def examine(self, folder: Path, *overrides: str) -> list[CheckResult]:
        for name, settings in self.secrets.items():
            (folder / f"{name}.json").write_text(json.dumps(settings))
        given = [f"SupabaseUrl={self.supabase_url}", f"UnkeyBaseUrl={self.unkey_url}", "UnkeyApiId=api_fake"]
        inputs = load_inputs(
            STACK,
            read_template(),
            self.aws.connect,
            overrides=[*given, *overrides],
            secrets_folder=folder,
            access_token=ACCESS_TOKEN,
        )
        return await examine(
            inputs,
            read_template(),
            self.aws.connect,
            built=folder / "architecture",
            management_api=self.supabase_url,
        )


def secrets_of(router_url: str) -> dict[str, dict[str, Any]]:
    """Return the content of every secret of the template, by the roles of the functions that read it."""
    template = read_template()
    contents: dict[str, dict[str, Any]] = {name: {} for name in template.secrets.values()}
    for function, ids in template.secrets_of.items():
        if function in FUNCTION_ROLES:
            contents[template.secrets[ids[0]]] |= {
                "PORTAL_SUPABASE_PUBLISHABLE_KEY": PUBLISHABLE,
                "PORTAL_SUPABASE_ROLE_TOKEN": role_token(FUNCTION_ROLES[function]),
            }
    contents["gateway"]["PORTAL_UNKEY_ROOT_KEY"] = GATEWAY_ROOT
    contents["control-plane"]["PORTAL_UNKEY_ROOT_KEY"] = PORTAL_ROOT
    contents["key-upkeep"]["PORTAL_UNKEY_ROOT_KEY"] = PORTAL_ROOT
    contents["routers"] = {
        "PORTAL_ROUTER_POOLS_JSON": {"oss-20b": [router_url]},
        "PORTAL_ROUTER_MODEL_SESSIONS_JSON": {"oss-20b": [11, 12]},
        "PORTAL_ROUTER_MODEL_AUTH_KEYS_JSON": {"oss-20b": ROUTER_KEY},
        "PORTAL_ROUTER_SESSION_AUTH_KEYS_JSON": {"12": SESSION_KEY},
    }
    return contents


@asynccontextmanager
async def world(aws: AwsAccount) -> AsyncIterator[World]:
    supabase = HostedSupabase(applied=migration_versions(), models=[{"alias": "oss-20b", "state": "active"}])
    unkey, simulator = Unkey(), Simulator(ROUTER_KEY)
    unkey.store.add_root_key(GATEWAY_ROOT, GATEWAY_PERMISSIONS)
    unkey.store.add_root_key(PORTAL_ROOT, PORTAL_PERMISSIONS)
    simulator.behaviour = RouterBehaviour(first_byte_delay_ms=0, token_delay_ms=0)
    async with (
        hosted_supabase(supabase) as supabase_url,
        serving(unkey.app) as unkey_url,
        serving(simulator.app()) as router_url,
    ):
        yield World(
            aws, supabase, supabase_url, unkey, unkey_url, simulator, router_url, secrets_of(router_url)
        )


def failed(results: list[CheckResult]) -> list[str]:
    return [result.name for result in results if result.answer.status is FAIL]


async def test_examination_before_the_stack_exists(tmp_path: Path, aws: AwsAccount) -> None:
    """A session's own key that the simulator does not know fails; its correction passes."""
    async with world(aws) as servers:
        broken = await servers.examine(tmp_path, "DefaultModel=oss-20b")
        servers.secrets["routers"]["PORTAL_ROUTER_SESSION_AUTH_KEYS_JSON"] = {}
        mended = await servers.examine(tmp_path, "DefaultModel=oss-20b")
    allowed = unmerged(broken)
    assert sorted(set(failed(broken)) - allowed) == [f"canary oss-20b, session 12 of {netloc(servers)}"]
    assert set(failed(mended)) <= allowed


def unmerged(results: list[CheckResult]) -> set[str]:
    """Return the checks that cannot pass while two functions of different roles share a secret."""
    template = read_template()
    roles: dict[str, set[str]] = {}
    for function, ids in template.secrets_of.items():
        if function in FUNCTION_ROLES:
            roles.setdefault(ids[0], set()).add(function)
    sharing = {function for functions in roles.values() if len(functions) > 1 for function in functions}
    with_service_key = {name for name, each in SETTINGS.items() if "supabase_secret_key" in each.model_fields}
    return {
        name
        for name in (result.name for result in results)
        if name.rpartition(" of ")[2] in sharing
        or (name.startswith("settings of ") and name.rpartition(" ")[2] in with_service_key)
    }


def netloc(servers: World) -> str:
    return servers.router_url.removeprefix("http://")


async def test_no_secret_occurs_in_a_report_whatever_is_broken(tmp_path: Path, aws: AwsAccount) -> None:
    async with world(aws) as servers:
        in_order = await servers.examine(tmp_path)
        servers.secrets["gateway"]["PORTAL_UNKEY_ROOT_KEY"] = "unkey_unknown0123456789"
        servers.secrets["routers"]["PORTAL_ROUTER_POOLS_JSON"] = {"oss-20b": [f"http://{ROUTER_KEY}@x:1"]}
        servers.supabase.settings["mailer_autoconfirm"] = True
        broken = await servers.examine(tmp_path)
        secrets = servers.values()
    for results in (in_order, broken):
        report = as_json(results) + "\n".join(as_lines(results))
        assert [secret for secret in secrets if secret in report] == []
    assert exit_code(broken) == 1


async def test_nothing_to_be_reached_ends_in_time(tmp_path: Path) -> None:
    nobody = AwsAccount(moto="http://127.0.0.1:9", address="http://127.0.0.1:9")
    servers = World(
        nobody, HostedSupabase(), "http://127.0.0.1:9", Unkey(), "http://127.0.0.1:9", Simulator(), "", {}
    )
    servers.secrets = secrets_of("http://127.0.0.1:9")
    results = await servers.examine(tmp_path)
    assert exit_code(results) == 1
    assert max(result.seconds for result in results) < 6
    assert not [result for result in results if "itself failed" in result.answer.came_back]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere"], "samconfig.toml has no environment 'nowhere'.\n"),
        (["dev", "SupbaseUrl=x"], "SupbaseUrl is no parameter of template.yaml: is SupabaseUrl meant?\n"),
        (["dev", "--secrets", "/nowhere"], "/nowhere is no folder.\n"),
        (["dev", "SupabaseUrl"], "'SupabaseUrl' is not a parameter: write Name=value.\n"),
    ],
)
def test_wrong_arguments_are_one_sentence(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (main(arguments), capsys.readouterr().err) == (2, said)
