"""Two stacks of one template share an account and a region: no name of the one is a name of the other."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from scripts.deployment.stacks import deployment_stack
from tests.support.cloudformation.transform import parameters_of
from tests.support.cloudformation.values import StackValues, names_in

STAGES = ("dev", "prod")

MAY_BE_SHARED = {
    # Names within the resource itself.
    ("AWS::ApiGateway::Stage", "MethodSettings[].ResourcePath"),
    ("AWS::CloudFront::Distribution", "DistributionConfig.CacheBehaviors[].TargetOriginId"),
    ("AWS::CloudFront::Distribution", "DistributionConfig.DefaultCacheBehavior.TargetOriginId"),
    ("AWS::CloudFront::Distribution", "DistributionConfig.Origins[].Id"),
    ("AWS::CloudWatch::Alarm", "Metrics[].Id"),
    ("AWS::DynamoDB::Table", "AttributeDefinitions[].AttributeName"),
    ("AWS::DynamoDB::Table", "KeySchema[].AttributeName"),
    ("AWS::DynamoDB::Table", "TimeToLiveSpecification.AttributeName"),
    ("AWS::IAM::Role", "Policies[].PolicyName"),
    ("AWS::Lambda::Alias", "Name"),
    ("AWS::S3::Bucket", "LifecycleConfiguration.Rules[].Id"),
    ("AWS::WAFv2::WebACL", "Rules[].Name"),
    # Names of metrics, whose namespace or dimensions differ: test_alarms_watch_their_own_stack.
    ("AWS::CloudWatch::Alarm", "Dimensions[].Name"),
    ("AWS::CloudWatch::Alarm", "MetricName"),
    ("AWS::CloudWatch::Alarm", "Metrics[].MetricStat.Metric.Dimensions[].Name"),
    ("AWS::CloudWatch::Alarm", "Metrics[].MetricStat.Metric.MetricName"),
    # What AWS offers to everybody.
    ("AWS::CloudFront::Distribution", "DistributionConfig.CacheBehaviors[].CachePolicyId"),
    ("AWS::CloudFront::Distribution", "DistributionConfig.CacheBehaviors[].OriginRequestPolicyId"),
    ("AWS::CloudFront::Distribution", "DistributionConfig.DefaultCacheBehavior.CachePolicyId"),
    ("AWS::CloudFront::Distribution", "DistributionConfig.DefaultCacheBehavior.OriginRequestPolicyId"),
    ("AWS::CodeDeploy::DeploymentGroup", "DeploymentConfigName"),
    ("AWS::Route53::RecordSet", "AliasTarget.HostedZoneId"),
    ("AWS::WAFv2::WebACL", "Rules[].Statement.ManagedRuleGroupStatement.Name"),
    ("AWS::WAFv2::WebACL", "Rules[].Statement.ManagedRuleGroupStatement.VendorName"),
}
"""(type, property) → a name that may be the same in both stacks. Every other name must differ."""

HEADERS = ("SingleHeader.Name", "Header.Name", "ResponseHeaders[].Name", "OriginCustomHeaders[].HeaderName")
"""Ends of properties that name HTTP headers."""

ONE_PER_REGION = ("AWS::ApiGateway::Account",)
"""Settings of the account or region, which a second stack would overwrite."""


def stack_values(transformed: dict[str, Any], stage: str) -> StackValues:
    """Return the values of a stage's stack that uses everything optional."""
    stack = deployment_stack(stage)
    optional = {
        "ApiDomainName": f"api.{stage}.example.com",
        "PortalDomainName": f"{stage}.example.com",
        "HostedZoneId": f"Z{stage}",
        "AlarmEmail": "ops@example.com",
        "MonthlyBudget": "100",
        "GatewayReservedConcurrency": "50",
        "GatewayCapacity": "managed",
        "GatewayFront": "cloudfront",
        "EdgeDomainName": f"edge.{stage}.example.com",
    }
    return StackValues(transformed, stack.name, parameters_of(transformed, stack) | optional)


def shared_names(transformed: dict[str, Any]) -> set[tuple[str, str, str]]:
    """Return (type, property, name) of each name that both stages have and that must differ."""
    names = [
        {
            (resource["Type"], path, name)
            for resource in stack_values(transformed, stage).resources().values()
            for path, name in names_in(resource["Properties"])
            if not path.endswith(HEADERS)
        }
        for stage in STAGES
    ]
    return {found for found in names[0] & names[1] if found[:2] not in MAY_BE_SHARED}


def test_no_name_is_in_both_stacks(transformed: dict[str, Any]) -> None:
    assert shared_names(transformed) == set()


@pytest.mark.parametrize(
    ("resource", "name"),
    [
        ({"Type": "AWS::Scheduler::Schedule", "Properties": {"Name": "EveryMinute"}}, "EveryMinute"),
        (
            {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": {"Fn::Sub": "portal-${LogLevel}"}}},
            "portal-INFO",
        ),
        ({"Type": "AWS::IAM::Role", "Properties": {"RoleName": {"Fn::Join": ["-", ["a", "b"]]}}}, "a-b"),
        (
            {
                "Type": "AWS::CloudFront::OriginAccessControl",
                "Properties": {"OriginAccessControlConfig": {"Name": "site"}},
            },
            "site",
        ),
        ({"Type": "AWS::Budgets::Budget", "Properties": {"Budget": {"BudgetName": "month"}}}, "month"),
    ],
)
def test_a_shared_name_is_found(transformed: dict[str, Any], resource: dict[str, Any], name: str) -> None:
    changed = copy.deepcopy(transformed)
    changed["Resources"]["Added"] = resource
    assert {found for _, _, found in shared_names(changed)} == {name}


def test_no_export_is_in_both_stacks(transformed: dict[str, Any]) -> None:
    assert not [name for name, output in transformed["Outputs"].items() if "Export" in output]


def test_alarms_watch_their_own_stack(transformed: dict[str, Any]) -> None:
    """An alarm without dimensions in a namespace of AWS watches the account, whichever stack it is in."""

    def watched(stage: str) -> set[str]:
        alarms = [
            each["Properties"]
            for each in stack_values(transformed, stage).resources().values()
            if each["Type"] == "AWS::CloudWatch::Alarm"
        ]
        metrics = [
            *(alarm for alarm in alarms if "MetricName" in alarm),
            *(
                query["MetricStat"]["Metric"]
                for alarm in alarms
                for query in alarm.get("Metrics", ())
                if "MetricStat" in query
            ),
        ]
        return {
            str((metric["Namespace"], metric["MetricName"], metric.get("Dimensions")))
            for metric in metrics
            if metric.get("Dimensions") or not metric["Namespace"].startswith("AWS/")
        }

    assert watched("dev")
    assert watched("dev") & watched("prod") == set()


def test_metrics_of_the_web_acl_are_the_stacks_own_and_distinct(transformed: dict[str, Any]) -> None:
    for stage in STAGES:
        values = stack_values(transformed, stage)
        acl = values.resources()["ApiFirewall"]["Properties"]
        metrics = [each["VisibilityConfig"]["MetricName"] for each in (acl, *acl["Rules"])]
        assert len(set(metrics)) == len(metrics)
        assert all(metric.startswith(values.name) for metric in metrics)


def test_no_stack_sets_what_the_region_has_once(transformed: dict[str, Any]) -> None:
    """Unless ``make deploy`` finds that nobody has set it (``decide_api_gateway_logging``)."""
    for stage in STAGES:
        resources = stack_values(transformed, stage).resources().values()
        assert not [each["Type"] for each in resources if each["Type"] in ONE_PER_REGION]
