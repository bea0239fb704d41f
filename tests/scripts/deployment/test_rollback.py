"""A rollback serves the versions of an earlier deployment, and the stack knows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from scripts.deployment.pinned_template import is_pinned, recorded_versions
from scripts.deployment.rollback import CannotRollBack, roll_back
from scripts.deployment.stack_update import UpdateFailed
from scripts.deployment.versions import stack_resources
from tests.support.servers.boto_client import answering_client, refusal
from tests.support.servers.lambda_functions import VersionedStack

FIRST, SECOND, THIRD = "1796064651", "1796064652", "1796064653"
NOW = 1_796_070_000.0
BOTH = ("Gateway", "Ingest")


@pytest.fixture
def deployed(aws: Callable[[str], Any]) -> VersionedStack:
    """Three deployments of two functions."""
    stack = VersionedStack(aws)
    for deployment in (FIRST, SECOND, THIRD):
        stack.deploy(deployment, BOTH)
    return stack


def run(deployed: VersionedStack, wanted: str | None = None) -> None:
    roll_back("portal", wanted, deployed.clients, NOW)


def believed(deployed: VersionedStack) -> dict[str, str]:
    """Return what the stack believes to serve."""
    versions = stack_resources("portal", "AWS::Lambda::Version", deployed.stack.client())
    return recorded_versions(deployed.stack.template, versions)


def test_every_deployment_is_a_version(deployed: VersionedStack) -> None:
    assert deployed.served() == believed(deployed) == {"Gateway": "3", "Ingest": "3"}


def test_rollback_serves_the_deployment_before(deployed: VersionedStack) -> None:
    run(deployed)
    assert deployed.served() == believed(deployed) == {"Gateway": "2", "Ingest": "2"}
    run(deployed)
    assert deployed.served() == believed(deployed) == {"Gateway": "1", "Ingest": "1"}
    with pytest.raises(CannotRollBack, match="There is no earlier deployment"):
        run(deployed)
    assert deployed.served() == {"Gateway": "1", "Ingest": "1"}


def test_rollback_serves_the_named_deployment_also_a_newer_one(deployed: VersionedStack) -> None:
    run(deployed, FIRST)
    assert deployed.served() == believed(deployed) == {"Gateway": "1", "Ingest": "1"}
    run(deployed, THIRD)
    assert deployed.served() == believed(deployed) == {"Gateway": "3", "Ingest": "3"}


def test_unknown_deployment_is_refused_with_the_known_ones(deployed: VersionedStack) -> None:
    with pytest.raises(CannotRollBack) as refused:
        run(deployed, "1796064699")
    assert all(f"{each}  2026-11-30" in str(refused.value) for each in (FIRST, SECOND, THIRD))
    assert deployed.served() == {"Gateway": "3", "Ingest": "3"}


def test_alarms_watch_the_version_that_is_served(deployed: VersionedStack) -> None:
    run(deployed)
    alarm = deployed.stack.template["Resources"]["GatewayVersionErrors"]["Properties"]
    assert alarm["Dimensions"] == [
        {"Name": "ExecutedVersion", "Value": {"Fn::FindInMap": ["PinnedVersions", "Gateway", "Version"]}}
    ]
    assert deployed.stack.template["Mappings"]["PinnedVersions"]["Gateway"] == {"Version": "2"}
    # The traffic has moved: CodeDeploy must not move it again.
    assert "UpdatePolicy" not in deployed.stack.template["Resources"]["GatewayAliaslive"]


def test_deployment_after_a_rollback_is_served_and_no_longer_pinned(deployed: VersionedStack) -> None:
    run(deployed, FIRST)
    assert is_pinned("portal", deployed.stack.client())
    deployed.deploy("1796064654", BOTH)
    assert not is_pinned("portal", deployed.stack.client())
    assert deployed.served() == {"Gateway": "4", "Ingest": "4"}
    run(deployed)
    assert deployed.served() == {"Gateway": "3", "Ingest": "3"}


def test_function_that_did_not_exist_then_keeps_its_version(
    deployed: VersionedStack, capsys: pytest.CaptureFixture[str]
) -> None:
    deployed.deploy("1796064654", (*BOTH, "Probe"))
    run(deployed)
    assert deployed.served() == believed(deployed) == {"Gateway": "3", "Ingest": "3", "Probe": "1"}
    assert "Probe: version 1 (as before)" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("capacity", "becomes", "deployments"),
    [("managed", "standby", 1), ("standby", "standby", 0), ("ondemand", "ondemand", 0)],
)
def test_requests_leave_the_instances_which_keep_no_earlier_version(
    deployed: VersionedStack, capacity: str, becomes: str, deployments: int
) -> None:
    deployed.deploy("1796064654", (*BOTH, "ManagedGatewayFunction"))
    deployed.stack.parameters |= {"GatewayCapacity": capacity, "Stage": "dev"}
    deployed.stack.resources["Api"] = ("AWS::ApiGateway::RestApi", "abc123")
    made: list[dict[str, Any]] = []

    def create_deployment(**given: Any) -> dict[str, Any]:
        made.append(given)
        return {}

    api_gateway = answering_client("apigateway", {"CreateDeployment": create_deployment})
    roll_back(
        "portal",
        None,
        lambda service: api_gateway if service == "apigateway" else deployed.clients(service),
        NOW,
    )
    assert deployed.served()["Gateway"] == "3"
    assert deployed.stack.parameters["GatewayCapacity"] == becomes
    assert made == [{"restApiId": "abc123", "stageName": "dev"}] * deployments


def test_parts_of_the_traffic_move_too(deployed: VersionedStack) -> None:
    weights = {"AdditionalVersionWeights": {"2": 0.1}}
    deployed.functions.update_alias(
        FunctionName="Gateway", Name="live", FunctionVersion="3", RoutingConfig=weights
    )
    run(deployed, FIRST)
    alias = deployed.functions.get_alias(FunctionName="Gateway", Name="live")
    assert (alias["FunctionVersion"], alias["RoutingConfig"]["AdditionalVersionWeights"]) == ("1", {})


def test_interrupted_rollback_is_completed_and_goes_no_further(deployed: VersionedStack) -> None:
    """As if the network broke after the first alias, and again before the stack was told."""
    deployed.functions.update_alias(FunctionName="Gateway", Name="live", FunctionVersion="2")
    deployed.stack.refuses = "the network"
    with pytest.raises(UpdateFailed, match="the network"):
        run(deployed)
    assert deployed.served() == {"Gateway": "2", "Ingest": "2"}
    assert believed(deployed) == {"Gateway": "3", "Ingest": "3"}
    deployed.stack.refuses = None
    run(deployed)
    assert deployed.served() == believed(deployed) == {"Gateway": "2", "Ingest": "2"}


def test_stack_that_cannot_be_updated_still_rolls_the_traffic_back(deployed: VersionedStack) -> None:
    deployed.stack.status = "UPDATE_ROLLBACK_FAILED"
    with pytest.raises(
        CannotRollBack, match="The traffic is rolled back, but portal is UPDATE_ROLLBACK_FAILED"
    ):
        run(deployed)
    assert deployed.served() == {"Gateway": "2", "Ingest": "2"}


def test_failed_update_of_the_stack_is_named(deployed: VersionedStack) -> None:
    deployed.stack.ends = "UPDATE_ROLLBACK_COMPLETE"
    with pytest.raises(UpdateFailed, match=r"did not succeed \(status UPDATE_ROLLBACK_COMPLETE\)"):
        run(deployed)


class FakeCodeDeploy:
    """One application with a group that has these deployments; ``ended`` ones cannot be stopped."""

    def __init__(self, running: dict[str, list[str]], ended: tuple[str, ...] = ()) -> None:
        self._running = running
        self._ended = ended
        self.stopped: list[str] = []

    def client(self) -> Any:
        return answering_client("codedeploy", {"ListDeployments": self._list, "StopDeployment": self._stop})

    def _list(self, **given: Any) -> dict[str, Any]:
        assert "Succeeded" not in given["includeOnlyStatuses"]
        return {"deployments": self._running.get(given["deploymentGroupName"], [])}

    def _stop(self, **given: Any) -> dict[str, Any]:
        assert given["autoRollbackEnabled"] is True
        if given["deploymentId"] in self._ended:
            raise refusal("StopDeployment", "DeploymentAlreadyCompletedException", "ended")
        self.stopped.append(given["deploymentId"])
        return {"status": "Pending"}


def deploying(aws: Callable[[str], Any], codedeploy: FakeCodeDeploy) -> VersionedStack:
    """A stack in the middle of its second deployment."""
    stack = VersionedStack(aws, codedeploy.client())
    stack.deploy(FIRST, ["Gateway"])
    stack.stack.resources["App"] = ("AWS::CodeDeploy::Application", "application")
    stack.stack.resources["Group"] = ("AWS::CodeDeploy::DeploymentGroup", "gateway-group")
    stack.stack.status = "UPDATE_IN_PROGRESS"
    return stack


def test_running_canary_is_stopped_and_cloudformation_takes_the_rest_back(
    aws: Callable[[str], Any], capsys: pytest.CaptureFixture[str]
) -> None:
    codedeploy = FakeCodeDeploy({"gateway-group": ["d-1"]})
    stack = deploying(aws, codedeploy)
    run(stack)
    assert codedeploy.stopped == ["d-1"]
    assert (stack.served(), stack.stack.executed, stack.stack.cancelled) == ({"Gateway": "1"}, [], False)
    assert capsys.readouterr().out.startswith("Stopped: CodeDeploy gives the traffic back")


@pytest.mark.parametrize("running", [{}, {"gateway-group": ["d-1"]}])
def test_update_without_a_canary_is_cancelled(
    aws: Callable[[str], Any], running: dict[str, list[str]]
) -> None:
    """Also if the canary ended between the two calls."""
    stack = deploying(aws, FakeCodeDeploy(running, ended=("d-1",)))
    run(stack)
    assert stack.stack.cancelled


@pytest.mark.parametrize("status", ["UPDATE_ROLLBACK_IN_PROGRESS", "CREATE_IN_PROGRESS"])
def test_what_is_rolled_back_already_is_left_alone(
    aws: Callable[[str], Any], status: str, capsys: pytest.CaptureFixture[str]
) -> None:
    codedeploy = FakeCodeDeploy({"gateway-group": ["d-1"]})
    stack = deploying(aws, codedeploy)
    stack.stack.status = status
    run(stack)
    assert (codedeploy.stopped, stack.stack.cancelled) == ([], False)
    assert f"portal is {status}: nothing to stop" in capsys.readouterr().out
