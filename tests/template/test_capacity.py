"""``GatewayCapacity``: streams on demand or on Managed Instances, and what a change of it does.

AWS refuses to move an existing function to instances (docs/protocols/lambda-runtime.md), so a setting may
only add and remove resources: no resource that the other setting has, too, may be replaced.
"""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from tests.support.artifacts.conditions import DecidedTemplate, references
from tests.support.artifacts.template import of_type
from tests.support.artifacts.transformation import PARAMETERS
from tests.support.cloudformation.transform import transformed_template

CAPACITIES = ("ondemand", "standby", "managed")
OWN_SUBNETS = {"ManagedSubnetIds": "subnet-1,subnet-2", "ManagedSecurityGroupIds": "sg-1"}
VERSIONED = ("AWS::Lambda::Version", "AWS::ApiGateway::Deployment")
"""Types of which SAM makes a new resource when their content changes."""


@pytest.fixture(scope="module")
def templates() -> dict[str, dict[str, Any]]:
    return {capacity: transformed_template({"GatewayCapacity": capacity}) for capacity in CAPACITIES}


def stack(templates: dict[str, dict[str, Any]], capacity: str, **parameters: str) -> DecidedTemplate:
    given = {**PARAMETERS, "GatewayCapacity": capacity, **parameters}
    return DecidedTemplate(templates[capacity], given)


def kept(decided: DecidedTemplate) -> dict[str, Any]:
    return {name: each for name, each in decided.resources.items() if each["Type"] not in VERSIONED}


def integration(decided: DecidedTemplate, path: str) -> str:
    (api,) = of_type(decided.resources, "AWS::ApiGateway::RestApi").values()
    (method,) = api["Body"]["paths"][path].values()
    uri: str = method["x-amazon-apigateway-integration"]["uri"]["Fn::Sub"]
    return uri


def test_by_default_there_are_no_instances_and_no_network(templates: dict[str, dict[str, Any]]) -> None:
    assert templates["ondemand"]["Parameters"]["GatewayCapacity"]["Default"] == "ondemand"
    kinds = {each["Type"] for each in stack(templates, "ondemand").resources.values()}
    assert not [
        kind for kind in kinds if kind.startswith("AWS::EC2::") or kind == "AWS::Lambda::CapacityProvider"
    ]
    assert "ManagedGatewayFunction" not in stack(templates, "ondemand").resources


@pytest.mark.parametrize(
    ("capacity", "parameters"),
    [
        *((capacity, {}) for capacity in CAPACITIES),
        ("managed", {"NatGateways": "3"}),
        *((capacity, OWN_SUBNETS) for capacity in CAPACITIES),
        *((capacity, {"GatewayFront": "cloudfront"}) for capacity in ("standby", "managed")),
    ],
)
def test_nothing_names_a_resource_that_does_not_exist(
    templates: dict[str, dict[str, Any]], capacity: str, parameters: dict[str, str]
) -> None:
    decided = stack(templates, capacity, **parameters)
    known = decided.resources.keys() | templates[capacity]["Parameters"].keys()
    for name, each in {**decided.resources, **decided.outputs}.items():
        dangling = {ref for ref in references(each) if not ref.startswith("AWS::")} - known
        assert not dangling, f"{name} names {dangling}"


def test_moving_to_instances_and_back_replaces_nothing(templates: dict[str, dict[str, Any]]) -> None:
    before, after = kept(stack(templates, "ondemand")), kept(stack(templates, "managed"))
    assert before.keys() < after.keys(), "the gateway on demand stays, and its streams end in it"
    changed = {name for name, each in before.items() if after[name] != each}
    kinds = sorted(before[name]["Type"] for name in changed)
    assert kinds == ["AWS::ApiGateway::RestApi", "AWS::ApiGateway::Stage"]
    (api,) = [name for name in changed if before[name]["Type"] == "AWS::ApiGateway::RestApi"]
    routes, moved = (each[api]["Properties"] for each in (before, after))
    assert {**routes, "Body": None} == {**moved, "Body": None}, (
        "only its text changes, which is no replacement"
    )


def test_api_is_deployed_anew_although_the_text_of_its_routes_is_the_same() -> None:
    """SAM compares the text, in which a condition is not decided: the change would never reach the stage."""
    deployments: set[str] = set()
    for capacity in CAPACITIES:
        template = transformed_template({"GatewayCapacity": capacity})
        deployments.update(of_type(template["Resources"], "AWS::ApiGateway::Deployment"))
        time.sleep(1.1)  # SAM names a deployment after the second of its transform
    assert len(deployments) == len(CAPACITIES)


@pytest.mark.parametrize("capacity", CAPACITIES)
def test_only_managed_capacity_takes_the_routes_of_customers(
    templates: dict[str, dict[str, Any]], capacity: str
) -> None:
    decided = stack(templates, capacity)
    (api,) = of_type(decided.resources, "AWS::ApiGateway::RestApi").values()
    assert ("/v1/{proxy+}" in api["Body"]["paths"]) is (capacity == "managed")
    for path in ("/", "/{proxy+}"):
        assert "${GatewayFunction" in integration(decided, path)
    if capacity == "managed":
        uri = integration(decided, "/v1/{proxy+}")
        assert "${ManagedGatewayFunctionAliaslive}" in uri, "only published versions run on instances"
        assert uri.endswith("/response-streaming-invocations")


def test_instances_run_the_same_artifact_with_the_same_settings(templates: dict[str, dict[str, Any]]) -> None:
    resources = stack(templates, "managed").resources
    ondemand, managed = (
        resources[name]["Properties"] for name in ("GatewayFunction", "ManagedGatewayFunction")
    )
    for same in (
        "Handler",
        "Runtime",
        "Architectures",
        "Layers",
        "Role",
        "Timeout",
        "Environment",
        "LoggingConfig",
    ):
        assert managed[same] == ondemand[same], same
    assert managed["LoggingConfig"]["LogFormat"] == "JSON", "instances know no other"
    assert "ReservedConcurrentExecutions" not in managed
    assert managed["MemorySize"] >= 2048
    capacity = managed["CapacityProviderConfig"]["LambdaManagedInstancesCapacityProviderConfig"]
    assert capacity["CapacityProviderArn"] == {"Fn::GetAtt": ["GatewayInstances", "Arn"]}
    assert capacity["PerExecutionEnvironmentMaxConcurrency"] == {"Ref": "ManagedStreamsPerEnvironment"}
    assert managed["MemorySize"] / 1024 / capacity["ExecutionEnvironmentMemoryGiBPerVCpu"] == 1, (
        "one process, one vCPU"
    )
    (version,) = [
        each["Properties"]
        for name, each in resources.items()
        if each["Type"] == "AWS::Lambda::Version" and name.startswith("ManagedGateway")
    ]
    assert version["FunctionScalingConfig"]["MinExecutionEnvironments"] == 3


def test_capacity_is_bounded_and_of_the_processor_of_the_build(templates: dict[str, dict[str, Any]]) -> None:
    for processor, families in (("arm64", {"c7g", "c8g"}), ("x86_64", {"c6i", "c7i"})):
        provider = stack(templates, "managed", Architecture=processor).resources["GatewayInstances"][
            "Properties"
        ]
        requirements = provider["InstanceRequirements"]
        assert requirements["Architectures"] == [{"Ref": "Architecture"}]
        assert {kind.partition(".")[0] for kind in requirements["AllowedInstanceTypes"]} == families
        assert provider["CapacityProviderScalingConfig"]["MaxVCpuCount"] == {"Ref": "ManagedMaxVcpus"}


@pytest.mark.parametrize("nats", [1, 3])
def test_created_network_has_a_way_out_of_each_zone(templates: dict[str, dict[str, Any]], nats: int) -> None:
    resources = stack(templates, "managed", NatGateways=str(nats)).resources
    subnets = resources["GatewayInstances"]["Properties"]["VpcConfig"]["SubnetIds"]
    assert len(subnets) == 3
    assert len(of_type(resources, "AWS::EC2::NatGateway")) == nats
    associations = of_type(resources, "AWS::EC2::SubnetRouteTableAssociation").values()
    routes = of_type(resources, "AWS::EC2::Route").values()
    ways_out = set()
    for subnet in subnets:
        (table,) = [each["RouteTableId"] for each in associations if each["SubnetId"] == subnet]
        (route,) = [each for each in routes if each["RouteTableId"] == table]
        assert route["DestinationCidrBlock"] == "0.0.0.0/0"
        ways_out.add(route["NatGatewayId"]["Ref"])
    assert len(ways_out) == nats
    zones = [json.dumps(resources[each["Ref"]]["Properties"]["AvailabilityZone"]) for each in subnets]
    assert len(set(zones)) == 3
    blocks = [each["CidrBlock"] for each in of_type(resources, "AWS::EC2::Subnet").values()]
    assert len(set(blocks)) == 6
    (group,) = of_type(resources, "AWS::EC2::SecurityGroup").values()
    assert "SecurityGroupIngress" not in group


def test_operators_own_subnets_are_used_instead_of_a_network(templates: dict[str, dict[str, Any]]) -> None:
    decided = stack(templates, "managed", **OWN_SUBNETS)
    assert not [each for each in decided.resources.values() if each["Type"].startswith("AWS::EC2::")]
    assert decided.resources["GatewayInstances"]["Properties"]["VpcConfig"] == {
        "SubnetIds": {"Ref": "ManagedSubnetIds"},
        "SecurityGroupIds": {"Ref": "ManagedSecurityGroupIds"},
    }


def test_managed_capacity_has_no_name_that_two_stacks_would_share(
    templates: dict[str, dict[str, Any]],
) -> None:
    added = (
        kept(stack(templates, "managed", GatewayFront="cloudfront")).keys()
        - kept(stack(templates, "ondemand")).keys()
    )
    resources = stack(templates, "managed", GatewayFront="cloudfront").resources
    for name in added:
        properties = resources[name].get("Properties", {})
        named = [
            key
            for key in properties
            if key.endswith("Name") and key not in {"FunctionName", "Namespace", "MetricName"}
        ]
        for key in named:
            if (resources[name]["Type"], key) == ("AWS::Lambda::Alias", "Name"):
                continue
            assert "AWS::StackName" in json.dumps(properties[key]), f"{name}.{key}"


def test_alarms_watch_the_gateway_on_instances(templates: dict[str, dict[str, Any]]) -> None:
    alarms = of_type(stack(templates, "standby").resources, "AWS::CloudWatch::Alarm")
    for kind in ("Errors", "Throttles"):
        alarm = alarms[f"ManagedGateway{kind}"]
        assert alarm["MetricName"] == kind
        assert alarm["Dimensions"] == [{"Name": "FunctionName", "Value": {"Ref": "ManagedGatewayFunction"}}]


def test_distribution_sends_customers_to_the_function_url_and_everything_else_to_the_api(
    templates: dict[str, dict[str, Any]],
) -> None:
    decided = stack(templates, "managed", GatewayFront="cloudfront")
    config = decided.resources["Edge"]["Properties"]["DistributionConfig"]
    origins = {each["Id"]: each for each in config["Origins"]}
    assert config["DefaultCacheBehavior"]["TargetOriginId"] == "api"
    (streams,) = config["CacheBehaviors"]
    assert (streams["PathPattern"], streams["TargetOriginId"]) == ("/v1/*", "instances")
    for behaviour in (config["DefaultCacheBehavior"], streams):
        assert "POST" in behaviour["AllowedMethods"]
        assert "Compress" not in behaviour, "compression would hold a stream back"
    assert origins["instances"]["OriginCustomHeaders"][0]["HeaderName"] == "x-portal-edge"
    keep_alive = decided.resources["ManagedGatewayFunction"]["Properties"]["Environment"]["Variables"][
        "PORTAL_KEEP_ALIVE_SECONDS"
    ]
    assert origins["instances"]["CustomOriginConfig"]["OriginReadTimeout"] > float(keep_alive)
    url = decided.resources["EdgeUrl"]["Properties"]
    assert (url["InvokeMode"], url["TargetFunctionArn"]) == (
        "RESPONSE_STREAM",
        {"Ref": "ManagedGatewayFunctionAliaslive"},
    )
    assert json.dumps({"Ref": "EdgeSecret"}) in json.dumps(decided.resources["GatewayRole"])
    standby = stack(templates, "standby", GatewayFront="cloudfront").resources["Edge"]["Properties"]
    assert standby["DistributionConfig"]["CacheBehaviors"][0]["TargetOriginId"] == "api"
