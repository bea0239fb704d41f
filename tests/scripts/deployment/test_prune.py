"""Old versions are deleted, but for those that are served and those to go back to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from scripts.deployment.prune import prune, superfluous
from scripts.deployment.rollback import roll_back
from scripts.deployment.stacks import DeploymentStack, StackMissing
from scripts.deployment.versions import FunctionVersions
from tests.support.servers.lambda_functions import VersionedStack

STACK = DeploymentStack("portal", "us-east-1", ())


def versions(stack: VersionedStack, name: str) -> list[str]:
    listed = stack.functions.list_versions_by_function(FunctionName=name)["Versions"]
    return [each["Version"] for each in listed if each["Version"] != "$LATEST"]


@pytest.fixture
def deployed(aws: Callable[[str], Any]) -> VersionedStack:
    stack = VersionedStack(aws)
    for number in range(1, 6):
        stack.deploy(f"179606465{number}", ["Gateway"] if number < 3 else ["Gateway", "Ingest"])
    return stack


def test_newest_deployments_stay(deployed: VersionedStack, capsys: pytest.CaptureFixture[str]) -> None:
    prune(STACK, deployed.clients, keep=2)
    assert (versions(deployed, "Gateway"), versions(deployed, "Ingest")) == (["4", "5"], ["2", "3"])
    assert capsys.readouterr().out.startswith("Deleted 4 versions and 0 layer versions of portal")
    roll_back("portal", None, deployed.clients, 1.0)
    assert deployed.served() == {"Gateway": "4", "Ingest": "2"}


def test_served_version_stays_however_old(deployed: VersionedStack) -> None:
    roll_back("portal", "1796064651", deployed.clients, 1.0)
    prune(STACK, deployed.clients, keep=2)
    assert versions(deployed, "Gateway") == ["1", "4", "5"]


def test_version_with_a_part_of_the_traffic_stays() -> None:
    function = FunctionVersions(
        "G", "g", "4", ("1",), {f"179606465{each}": str(each) for each in range(1, 5)}
    )
    assert superfluous([function], keep=2) == [("g", "2")]


def test_few_deployments_all_stay(deployed: VersionedStack) -> None:
    prune(STACK, deployed.clients, keep=10)
    assert versions(deployed, "Gateway") == ["1", "2", "3", "4", "5"]


def test_missing_stack_is_named(deployed: VersionedStack) -> None:
    with pytest.raises(StackMissing):
        prune(DeploymentStack("other", "us-east-1", ()), deployed.clients, keep=2)


def test_layer_versions_go_with_the_last_version_that_uses_them(
    aws: Callable[[str], Any], deployed: VersionedStack
) -> None:
    code = {"ZipFile": deployed.code}
    layers = [
        deployed.functions.publish_layer_version(LayerName="portal-shared", Content=code)["LayerVersionArn"]
        for _ in range(3)
    ]
    for number, layer in enumerate(layers, start=6):
        deployed.functions.update_function_configuration(FunctionName="Gateway", Layers=[layer])
        deployed.deploy(f"179606465{number}", ["Gateway", "Ingest"])
    prune(STACK, deployed.clients, keep=2)
    listed = deployed.functions.list_layer_versions(LayerName="portal-shared")["LayerVersions"]
    assert sorted(each["LayerVersionArn"] for each in listed) == layers[1:]
