"""Parameters are those that make deploy would use; a stack that cannot be asked stops nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.deployment.stacks import deployment_stack
from scripts.doctor.inputs.loading import load_inputs, merged, read_stack
from scripts.doctor.inputs.template import read_template
from tests.support.deployment.aws_account import AwsAccount

STACK = deployment_stack("dev")


def test_a_parameter_keeps_its_value_in_the_stack_unless_it_is_named() -> None:
    defaults = {"Stage": "dev", "SupabaseUrl": None, "DefaultModel": "oss-20b", "Hidden": "x"}
    deployed = {"SupabaseUrl": "https://old", "DefaultModel": "gemma", "Stage": "prod", "Hidden": "****"}
    found = merged(defaults, deployed, {"Stage": "dev"}, {"SupabaseUrl": "https://new"})
    assert found == {"Stage": "dev", "SupabaseUrl": "https://new", "DefaultModel": "gemma", "Hidden": "x"}


def test_a_stack_is_read_absent_or_unreadable(aws: AwsAccount) -> None:
    absent = read_stack(STACK.name, aws.connect)
    assert (absent.status, absent.failure) == (None, "")
    aws.stack = {
        "status": "CREATE_COMPLETE",
        "parameters": {"SupabaseUrl": "https://a"},
        "outputs": {"PortalUrl": "https://p"},
    }
    found = read_stack(STACK.name, aws.connect)
    assert (found.status, found.parameters["SupabaseUrl"], found.outputs["PortalUrl"]) == (
        "CREATE_COMPLETE",
        "https://a",
        "https://p",
    )
    unreadable = read_stack(
        STACK.name, lambda service: AwsAccount(address="http://127.0.0.1:9").connect(service)
    )
    assert unreadable.failure == "EndpointConnectionError"


def test_inputs_come_from_files_before_the_stack_exists(tmp_path: Path, aws: AwsAccount) -> None:
    (tmp_path / "gateway.json").write_text('{"PORTAL_UNKEY_ROOT_KEY": "unkey_1"}')
    inputs = load_inputs(
        STACK, read_template(), aws.connect, overrides=["SupabaseUrl=https://a.co/"], secrets_folder=tmp_path
    )
    assert inputs.supabase_url == "https://a.co"
    assert inputs.setting("GatewayFunction", "PORTAL_UNKEY_ROOT_KEY") == "unkey_1"
    assert inputs.setting("ControlPlaneFunction", "PORTAL_UNKEY_ROOT_KEY") == ""
    assert inputs.secrets["routers"].failure
    assert "unkey_1" not in repr(inputs)


def test_inputs_come_from_the_stack_afterwards(aws: AwsAccount) -> None:
    aws.stack = {"status": "CREATE_COMPLETE", "parameters": {"SupabaseUrl": "https://a.co"}}
    aws.connect("secretsmanager").create_secret(
        Name=f"{STACK.name}/gateway", SecretString='{"PORTAL_UNKEY_ROOT_KEY": "unkey_2"}'
    )
    inputs = load_inputs(STACK, read_template(), aws.connect)
    assert inputs.supabase_url == "https://a.co"
    assert inputs.setting("GatewayFunction", "PORTAL_UNKEY_ROOT_KEY") == "unkey_2"


@pytest.mark.parametrize("override", ["SupabaseUrl", "=x", ""])
def test_a_parameter_without_a_value_is_refused(aws: AwsAccount, override: str) -> None:
    with pytest.raises(ValueError, match="write Name=value"):
        load_inputs(STACK, read_template(), aws.connect, overrides=[override])
