"""Settings from secrets: precedence, rejected secrets, and that no secret is quoted in an error."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping

import boto3
import pytest
from moto import mock_aws

from portal.configuration import read_secrets
from portal.configuration.json_setting import ConfigurationError
from portal.configuration.secrets_manager import SecretsManager


class MemorySecretStore:
    """``SecretStore`` over a mapping."""

    def __init__(self, contents: Mapping[str, object]) -> None:
        self._contents = contents
        self.reads: list[str] = []

    def read(self, secret_id: str) -> object:
        self.reads.append(secret_id)
        return self._contents[secret_id]


def test_settings_of_secrets_are_added() -> None:
    pools = {"oss-20b": ["http://router-1:5010"]}
    store = MemorySecretStore({"one": {"PORTAL_KEY_PEPPER": "p"}, "two": {"PORTAL_ROUTER_POOLS_JSON": pools}})
    environ = {"PORTAL_SECRET_IDS": "one, two"}
    read_secrets(environ, store)
    assert environ["PORTAL_KEY_PEPPER"] == "p"
    assert json.loads(environ["PORTAL_ROUTER_POOLS_JSON"]) == pools
    assert store.reads == ["one", "two"]


def test_setting_can_exceed_four_kilobytes() -> None:
    pools = {f"model-{number}": f"http://router-{number}.internal:5010" for number in range(500)}
    environ = {"PORTAL_SECRET_IDS": "one"}
    read_secrets(environ, MemorySecretStore({"one": {"PORTAL_ROUTER_POOLS_JSON": pools}}))
    assert len(environ["PORTAL_ROUTER_POOLS_JSON"]) > 4096


def test_environment_takes_precedence_unless_empty() -> None:
    environ = {"PORTAL_SECRET_IDS": "one", "PORTAL_KEY_PEPPER": "set", "PORTAL_DEFAULT_MODEL": ""}
    read_secrets(
        environ, MemorySecretStore({"one": {"PORTAL_KEY_PEPPER": "other", "PORTAL_DEFAULT_MODEL": "oss-20b"}})
    )
    assert environ["PORTAL_KEY_PEPPER"] == "set"
    assert environ["PORTAL_DEFAULT_MODEL"] == "oss-20b"


def test_nothing_is_imported_without_secret_ids() -> None:
    source = (
        "import os, sys; from portal.configuration import read_secrets; read_secrets(os.environ); "
        "print('boto3' in sys.modules, 'aws_lambda_powertools' in sys.modules)"
    )
    environment = {"PATH": "", "PYTHONPATH": "layers/shared"}
    printed = subprocess.check_output([sys.executable, "-c", source], env=environment, text=True)
    assert printed.split() == ["False", "False"]


@pytest.mark.parametrize("content", [["a"], "text", {"PATH": "/tmp"}])
def test_secret_that_is_not_a_settings_object_is_rejected(content: object) -> None:
    with pytest.raises(ConfigurationError, match="The secret one "):
        read_secrets({"PORTAL_SECRET_IDS": "one"}, MemorySecretStore({"one": content}))


@pytest.fixture
def aws(monkeypatch: pytest.MonkeyPatch) -> None:
    """AWS credentials in the environment, as Lambda sets them."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_DEFAULT_REGION"):
        monkeypatch.setenv(name, "eu-central-1")


@pytest.mark.usefixtures("aws")
def test_secrets_manager_reads_and_never_quotes_secrets() -> None:
    with mock_aws():
        client = boto3.client("secretsmanager")
        client.create_secret(Name="good", SecretString='{"PORTAL_KEY_PEPPER": "p"}')
        client.create_secret(Name="bad", SecretString="not-json-but-secret")
        store = SecretsManager()
        assert store.read("good") == {"PORTAL_KEY_PEPPER": "p"}
        with pytest.raises(ConfigurationError, match="The secret bad is not JSON") as refusal:
            store.read("bad")
        assert "not-json-but-secret" not in f"{refusal.value} {refusal.value.__cause__}"
        with pytest.raises(ConfigurationError, match="The secret none cannot be read"):
            store.read("none")
