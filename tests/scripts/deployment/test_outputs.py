"""The outputs of a stack, as a shell or a program reads them."""

from __future__ import annotations

import json
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.deployment.outputs import for_shell, print_outputs
from scripts.deployment.stacks import DeploymentStack
from tests.support.servers.cloudformation import CloudFormationStack

STACK = DeploymentStack("portal", "us-east-1", ())
OUTPUTS = {"ApiUrl": "https://abc.execute-api.us-east-1.amazonaws.com/dev", "Secrets": "a b"}


@pytest.fixture
def stack() -> CloudFormationStack:
    return CloudFormationStack("portal", {}, outputs=OUTPUTS)


def test_shell_gets_variables(stack: CloudFormationStack, capsys: pytest.CaptureFixture[str]) -> None:
    print_outputs(STACK, lambda service: stack.client(), as_json=False)
    script = f'{capsys.readouterr().out}printf "%s|%s" "$ApiUrl" "$Secrets"'
    result = subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=True)
    assert result.stdout == f"{OUTPUTS['ApiUrl']}|{OUTPUTS['Secrets']}"


def test_program_gets_json(stack: CloudFormationStack, capsys: pytest.CaptureFixture[str]) -> None:
    print_outputs(STACK, lambda service: stack.client(), as_json=True)
    assert json.loads(capsys.readouterr().out) == OUTPUTS


@given(st.text(st.characters(blacklist_characters="\0", blacklist_categories=["Cs"]), max_size=30))
def test_no_value_is_run_by_the_shell(value: str) -> None:
    """What stands outside of quotes has no characters that a shell interprets."""
    line = for_shell({"Name": value}).removeprefix("Name=")
    assert line.endswith("\n")
    unquoted = line[:-1].replace("'\"'\"'", "")
    if unquoted.startswith("'"):
        assert unquoted.endswith("'")
        assert "'" not in unquoted[1:-1]
    else:
        assert all(each.isalnum() or each in "@%_-+=:,./" for each in unquoted)
