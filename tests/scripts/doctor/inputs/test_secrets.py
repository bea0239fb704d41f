"""Secrets from files and from Secrets Manager: what they hold, and no text of a faulty one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scripts.doctor.inputs import SecretContent
from scripts.doctor.inputs.secrets import SecretFiles, StackSecrets, read_contents, settings_of
from tests.support.deployment.aws_account import AwsAccount

FAULTS = [
    ('{"PORTAL_UNKEY_ROOT_KEY": "unkey_3Zsecret', "it is not JSON: line 1, column"),
    ('["unkey_3Zsecret"]', "not a JSON object"),
    ('{"unkey_3Zsecret": "PORTAL_UNKEY_ROOT_KEY"}', "it holds a name that is no setting"),
    ('{"unkey_root_key": "unkey_3Zsecret"}', "it holds a name that is no setting"),
]
MAPS = {"PORTAL_ROUTER_POOLS_JSON": {"oss-20b": ["http://x:1"]}, "PORTAL_UNKEY_ROOT_KEY": "unkey_1"}


def from_file(folder: Path, text: str) -> SecretContent:
    (folder / "gateway.json").write_text(text)
    return read_contents(["gateway"], SecretFiles(folder))["gateway"]


def from_stack(aws: AwsAccount, text: str) -> SecretContent:
    manager = aws.connect("secretsmanager")
    manager.create_secret(Name="stack/gateway", SecretString=text)
    return read_contents(["gateway"], StackSecrets("stack", manager))["gateway"]


def test_settings_are_texts_and_nested_maps_become_json(tmp_path: Path, aws: AwsAccount) -> None:
    for content in (from_file(tmp_path, json.dumps(MAPS)), from_stack(aws, json.dumps(MAPS))):
        assert content.failure == ""
        assert json.loads(content.settings["PORTAL_ROUTER_POOLS_JSON"]) == {"oss-20b": ["http://x:1"]}
        assert content.settings["PORTAL_UNKEY_ROOT_KEY"] == "unkey_1"
        assert "unkey_1" not in repr(content)


@pytest.mark.parametrize(("text", "failure"), FAULTS)
def test_a_faulty_file_is_described_and_not_quoted(tmp_path: Path, text: str, failure: str) -> None:
    content = from_file(tmp_path, text)
    assert failure in content.failure
    assert "3Zsecret" not in content.failure
    assert content.settings == {}


@pytest.mark.parametrize(("text", "failure"), FAULTS)
def test_a_faulty_secret_is_described_and_not_quoted(aws: AwsAccount, text: str, failure: str) -> None:
    content = from_stack(aws, text)
    assert failure in content.failure
    assert "3Zsecret" not in content.failure


def test_what_is_missing_says_where(tmp_path: Path, aws: AwsAccount) -> None:
    file = read_contents(["usage"], SecretFiles(tmp_path))["usage"]
    stack = read_contents(["usage"], StackSecrets("stack", aws.connect("secretsmanager")))["usage"]
    assert (file.origin, file.failure) == (f"file {tmp_path / 'usage.json'}", "there is no such file")
    assert (stack.origin, stack.failure) == ("secret stack/usage", "ResourceNotFoundException")


def test_the_first_secret_with_a_setting_wins() -> None:
    contents = {
        "a": SecretContent("a", "", {"PORTAL_X": "1"}),
        "b": SecretContent("b", "", {"PORTAL_X": "2", "PORTAL_Y": "3"}),
    }
    assert settings_of(["a", "b"], contents) == {"PORTAL_X": "1", "PORTAL_Y": "3"}
