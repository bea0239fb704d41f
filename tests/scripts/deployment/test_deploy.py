"""What SAM CLI is told: every parameter once, a new DeploymentId, and the concurrency that was decided."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from typing import Any

import pytest

from scripts.deployment.deploy import deploy
from scripts.deployment.stacks import ROOT, DeploymentStack
from tests.support.servers.boto_client import answering_client
from tests.support.servers.cloudformation import CloudFormationStack

STACK = DeploymentStack("portal", "us-east-1", ("Stage=prod", "ThrottleRate=50"))


class FakeSam:
    """SAM CLI, which ends with ``exit_code``."""

    def __init__(self, exit_code: int = 0) -> None:
        self._exit_code = exit_code
        self.arguments: list[str] = []

    def __call__(self, arguments: Sequence[str]) -> int:
        self.arguments = list(arguments)
        return self._exit_code

    @property
    def parameters(self) -> dict[str, str]:
        pairs = self.arguments[self.arguments.index("--parameter-overrides") + 1 :]
        named = dict(pair.split("=", 1) for pair in pairs)
        assert len(named) == len(pairs)
        return named


def run(sam: FakeSam, overrides: Sequence[str] = (), *, deployed: dict[str, str] | None = None) -> int:
    settings = {"AccountLimit": {"ConcurrentExecutions": 1000, "UnreservedConcurrentExecutions": 1000}}
    functions = answering_client("lambda", {"GetAccountSettings": lambda: settings})
    name = "portal" if deployed is not None else "another"
    cloudformation = CloudFormationStack(name, {}, deployed or {}).client()
    role = {"cloudwatchRoleArn": "arn:aws:iam::123456789012:role/another-stack"}
    clients: dict[str, Any] = {
        "lambda": functions,
        "cloudformation": cloudformation,
        "apigateway": answering_client("apigateway", {"GetAccount": lambda: role}),
        "iam": answering_client("iam", {"GetRole": lambda **names: {"Role": names}}),
    }
    return deploy(
        STACK, clients.__getitem__, environment="prod", overrides=overrides, architecture="arm64", run=sam
    )


def test_first_deployment_has_an_id_and_fits_into_the_account(capsys: pytest.CaptureFixture[str]) -> None:
    sam = FakeSam()
    assert run(sam, ["SupabaseUrl=https://abc.supabase.co", "ThrottleRate=9"]) == 0
    parameters = sam.parameters
    assert int(parameters.pop("DeploymentId")) > 1_700_000_000
    assert parameters == {
        "AutomaticIngestConcurrency": "10",
        "AutomaticGatewayConcurrency": "700",
        "ManageApiGatewayLogging": "false",
        "Stage": "prod",
        "ThrottleRate": "9",
        "SupabaseUrl": "https://abc.supabase.co",
        "Architecture": "arm64",
    }
    assert sam.arguments[:2] == ["deploy", "--template-file"]
    assert sam.arguments[sam.arguments.index("--config-env") + 1] == "prod"
    assert "limit in us-east-1 is 1000" in capsys.readouterr().out


def test_each_deployment_has_a_later_id() -> None:
    first, second = FakeSam(), FakeSam()
    run(first, deployed={"DeploymentId": "0000000000"})
    run(second, deployed={"DeploymentId": first.parameters["DeploymentId"]})
    assert second.parameters["DeploymentId"] > first.parameters["DeploymentId"]


def test_exit_code_is_that_of_sam() -> None:
    assert run(FakeSam(3)) == 3


def test_what_is_no_parameter_deploys_nothing() -> None:
    sam = FakeSam()
    with pytest.raises(ValueError, match="'SupabaseUrl' is not a parameter"):
        run(sam, ["SupabaseUrl"])
    assert sam.arguments == []


@pytest.mark.parametrize("module", ["deploy_web", "outputs", "rotate", "rollback", "prune"])
@pytest.mark.parametrize("arguments", [[], ["nowhere", "9"]])
def test_wrong_environment_is_one_sentence(module: str, arguments: list[str]) -> None:
    known = {"outputs": 1, "rotate": 1}
    argv = [sys.executable, "-m", f"scripts.deployment.{module}", *arguments[: known.get(module, 2)]]
    result = subprocess.run(argv, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 1
    expected = "samconfig.toml has no environment 'nowhere'.\n" if arguments else "Name the environment"
    assert result.stderr.startswith(expected)
    assert len(result.stderr.splitlines()) == 1
