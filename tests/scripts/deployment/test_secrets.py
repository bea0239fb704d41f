"""Putting a stack's secrets from files."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scripts.deployment.secrets import UnusableSecretFile, put_secrets
from scripts.deployment.stacks import DeploymentStack
from tests.support.servers.cloudformation import CloudFormationStack

STACK = DeploymentStack("portal", "us-east-1", ())
PLAIN = "sk_very_secret"
Connect = Callable[[str], Any]


@pytest.fixture
def clients(aws: Connect) -> Connect:
    secrets = aws("secretsmanager")
    created = [
        secrets.create_secret(Name=f"portal/{name}", SecretString="{}")["ARN"]
        for name in ("gateway", "routers")
    ]
    stack = CloudFormationStack("portal", {}, outputs={"Secrets": " ".join(created)})
    return lambda service: stack.client() if service == "cloudformation" else aws(service)


def value(clients: Connect, name: str) -> Any:
    return json.loads(clients("secretsmanager").get_secret_value(SecretId=f"portal/{name}")["SecretString"])


def test_files_are_put_and_the_others_stay(
    clients: Connect, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "gateway.json").write_text(json.dumps({"PORTAL_UNKEY_ROOT_KEY": PLAIN}))
    put_secrets(STACK, clients, folder=tmp_path)
    assert value(clients, "gateway") == {"PORTAL_UNKEY_ROOT_KEY": PLAIN}
    assert value(clients, "routers") == {}
    assert capsys.readouterr().out == "Put 1 secrets of portal. Left: routers.\n"


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("router.json", "{}"),
        ("gateway.json", "{"),
        ("gateway.json", f'["{PLAIN}"]'),
        ("gateway.json", f'"{PLAIN}"'),
        ("gateway.txt", "{}"),
    ],
)
def test_unusable_file_changes_nothing_and_is_named(
    clients: Connect, tmp_path: Path, file: str, content: str
) -> None:
    (tmp_path / "routers.json").write_text("{}") if file != "gateway.txt" else None
    (tmp_path / file).write_text(content)
    with pytest.raises(UnusableSecretFile) as raised:
        put_secrets(STACK, clients, folder=tmp_path)
    assert PLAIN not in str(raised.value)
    assert str(tmp_path) in str(raised.value)
    assert value(clients, "gateway") == {}
