"""What moto's CloudFormation lacks: services that moto has in its API, and literals for the rest.

Importing this module adds the types to moto, which finds them as subclasses of ``CloudFormationModel``.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any, cast

from moto.apigateway.models import apigateway_backends
from moto.awslambda.exceptions import UnknownFunctionException
from moto.awslambda.models import lambda_backends
from moto.cloudformation.exceptions import ValidationError
from moto.core.common_models import CloudFormationModel
from moto.scheduler.models import scheduler_backends
from moto.secretsmanager.models import secretsmanager_backends

LITERALS: dict[str, tuple[dict[str, str], str]] = {
    "AWS::ApiGateway::BasePathMapping": ({}, "moto has it in its API only"),
    "AWS::ApiGateway::DomainName": (
        {"RegionalDomainName": "d-1.execute-api.amazonaws.com", "RegionalHostedZoneId": "Z1"},
        "moto has it in its API only",
    ),
    "AWS::Budgets::Budget": ({}, "moto has it in its API only"),
    "AWS::CloudFront::Distribution": ({"DomainName": "d1.cloudfront.net"}, "moto has it in its API only"),
    "AWS::CloudFront::Function": (
        {"FunctionARN": "arn:aws:cloudfront::1:function/f"},
        "moto has no functions",
    ),
    "AWS::CloudFront::OriginAccessControl": ({"Id": "E1"}, "moto has it in its API only"),
    "AWS::CloudFront::ResponseHeadersPolicy": ({}, "moto has no such policies"),
    "AWS::CloudWatch::Alarm": ({}, "moto has it in its API only; tests/template/test_monitoring.py reads it"),
    "AWS::CodeDeploy::Application": ({}, "moto has it in its API only"),
    "AWS::CodeDeploy::DeploymentGroup": ({}, "moto has it in its API only"),
    "AWS::Lambda::CapacityProvider": (
        {"Arn": "arn:aws:lambda:us-east-1:123456789012:capacity-provider:p"},
        "moto has no capacity providers",
    ),
    "AWS::Lambda::Url": (
        {"FunctionUrl": "https://u.lambda-url.us-east-1.on.aws/"},
        "moto has it in its API only, and there for a function but not for its alias",
    ),
    "AWS::S3::BucketPolicy": ({}, "moto has it in its API only"),
    "AWS::Lambda::EventInvokeConfig": ({}, "moto has it in its API only"),
    "AWS::SNS::Subscription": ({}, "moto has it in its API only"),
    "AWS::SNS::TopicPolicy": ({}, "moto has it in its API only"),
    "AWS::WAFv2::WebACL": ({"Arn": "arn:aws:wafv2:::webacl"}, "moto has it in its API only"),
    "AWS::WAFv2::WebACLAssociation": ({}, "moto has it in its API only"),
    "Test::WaitConditionHandle": ({}, "moto ignores AWS's, and with it what its metadata refer to"),
}
"""Type → its attributes, and why it is a literal. Its ``Ref`` is its name."""

RENAMED = {"AWS::CloudFormation::WaitConditionHandle": "Test::WaitConditionHandle"}
"""Types that moto ignores whatever is added."""

IN_MOTO_BUT_NOT_IN_ITS_CLOUDFORMATION = (
    "AWS::ApiGateway::Account",
    "AWS::ApiGateway::RestApi",
    "AWS::ApiGateway::Stage",
    "AWS::Lambda::Alias",
    "AWS::Lambda::Version",
    "AWS::Scheduler::Schedule",
    "AWS::SecretsManager::Secret",
)
FAILING = "Test::Failing::Resource"
"""A resource whose creation fails."""

literal_names: dict[tuple[str, str], str] = {}
"""(type, name) of every literal that exists → its logical id. moto's reset does not empty it."""

_NAMED_BY = ("Name", "DomainName", "AlarmName", "BudgetName")


def _own_name(properties: dict[str, Any]) -> str | None:
    """Return the name that the template gives a resource: of the resource itself or of its configuration."""
    for value in (properties, *(each for each in properties.values() if isinstance(each, dict))):
        for key in _NAMED_BY:
            if isinstance(value.get(key), str):
                return str(value[key])
    return None


class _Created:
    """A resource that exists: its physical id, its attributes, and how to delete it."""

    physical_resource_id: str
    attributes: dict[str, str]

    def get_cfn_attribute(self, attribute_name: str) -> str:
        return self.attributes[attribute_name]

    def delete(self, account_id: str, region: str) -> None:
        raise NotImplementedError


class _Type:
    """What every type answers moto. Names are made in ``create``, so moto makes none."""

    kind: str

    @staticmethod
    def cloudformation_name_type() -> str:
        return ""

    @classmethod
    def has_cfn_attr(cls, attr: str) -> bool:
        return True

    @classmethod
    def create_from_cloudformation_json(
        cls,
        resource_name: str,
        cloudformation_json: dict[str, Any],
        account_id: str,
        region_name: str,
        **_: Any,
    ) -> Any:
        created = cls()
        created.create(resource_name, cloudformation_json["Properties"], account_id, region_name)  # type: ignore[attr-defined]
        return created


class _Literal(_Type, _Created):
    def create(self, generated_name: str, properties: dict[str, Any], account_id: str, region: str) -> None:
        name = _own_name(properties) or generated_name
        if (self.kind, name) in literal_names:
            raise ValidationError(message=f"{self.kind} {name} already exists")
        literal_names[self.kind, name] = generated_name
        self.physical_resource_id = name
        self.attributes = LITERALS[self.kind][0]

    def delete(self, account_id: str, region: str) -> None:
        del literal_names[self.kind, self.physical_resource_id]


class _Secret(_Type, _Created):
    def create(self, generated_name: str, properties: dict[str, Any], account_id: str, region: str) -> None:
        backend = secretsmanager_backends[account_id][region]
        name = properties.get("Name", generated_name)
        if name in backend.secrets:
            raise ValidationError(message=f"Secret {name} already exists")
        backend.create_secret(
            name, properties["SecretString"], None, properties["Description"], [], None, None, [], False
        )
        self.physical_resource_id = backend.secrets[name].arn
        self.attributes = {}

    def delete(self, account_id: str, region: str) -> None:
        secretsmanager_backends[account_id][region].delete_secret(self.physical_resource_id, None, True)


class _Schedule(_Type, _Created):
    def create(self, generated_name: str, properties: dict[str, Any], account_id: str, region: str) -> None:
        name, unset = properties.get("Name", generated_name), cast("Any", None)
        scheduler_backends[account_id][region].create_schedule(
            description="",
            end_date=unset,
            flexible_time_window=properties["FlexibleTimeWindow"],
            group_name="default",
            kms_key_arn=unset,
            name=name,
            schedule_expression=properties["ScheduleExpression"],
            schedule_expression_timezone="UTC",
            start_date=unset,
            state=properties.get("State", "ENABLED"),
            target=properties["Target"],
            action_after_completion=None,
        )
        self.physical_resource_id = name
        self.attributes = {}

    def delete(self, account_id: str, region: str) -> None:
        scheduler_backends[account_id][region].delete_schedule("default", self.physical_resource_id)


class _Version(_Type, _Created):
    """A published version. moto's own type has neither its number as an attribute nor its ARN as ``Ref``."""

    def create(self, generated_name: str, properties: dict[str, Any], account_id: str, region: str) -> None:
        published = lambda_backends[account_id][region].publish_version(properties["FunctionName"])
        assert published is not None
        self.physical_resource_id = published.function_arn
        self.attributes = {"Version": str(published.version)}

    def delete(self, account_id: str, region: str) -> None:
        """Do nothing: it goes with its function."""


class _Alias(_Type, _Created):
    """An alias, whose ``Ref`` is its ARN. Functions that refer to it resolve to its version."""

    def create(self, generated_name: str, properties: dict[str, Any], account_id: str, region: str) -> None:
        alias = lambda_backends[account_id][region].create_alias(
            properties["Name"], properties["FunctionName"], properties["FunctionVersion"], "", ""
        )
        self.physical_resource_id = alias.arn
        self.attributes = {}

    def delete(self, account_id: str, region: str) -> None:
        function, _, name = self.physical_resource_id.rpartition(":")
        with suppress(UnknownFunctionException):  # moto deletes the function first, and with it the alias
            lambda_backends[account_id][region].delete_alias(name, function)


class _Account(_Type, _Created):
    """The region's setting. As in AWS, deleting the resource leaves it."""

    def create(self, generated_name: str, properties: dict[str, Any], account_id: str, region: str) -> None:
        operation = {"op": "replace", "path": "/cloudwatchRoleArn", "value": properties["CloudWatchRoleArn"]}
        apigateway_backends[account_id][region].update_account([operation])
        self.physical_resource_id = generated_name
        self.attributes = {}

    def delete(self, account_id: str, region: str) -> None:
        """Do nothing."""


class _Api(_Type, _Created):
    """A REST API with the routes of its body, which moto's own type ignores."""

    def create(self, generated_name: str, properties: dict[str, Any], account_id: str, region: str) -> None:
        backend = apigateway_backends[account_id][region]
        api = backend.create_rest_api(properties["Name"], "")
        backend.put_rest_api(api.id, properties["Body"], False)
        self.physical_resource_id = api.id
        self.attributes = {}

    def delete(self, account_id: str, region: str) -> None:
        apigateway_backends[account_id][region].delete_rest_api(self.physical_resource_id)


class _Stage(_Type, _Created):
    """A stage, whose access log needs the region's logging role (docs/protocols/api-gateway.md)."""

    def create(self, generated_name: str, properties: dict[str, Any], account_id: str, region: str) -> None:
        account = apigateway_backends[account_id][region].get_account()
        if "AccessLogSetting" in properties and not account.cloudwatch_role_arn:
            message = "CloudWatch Logs role ARN must be set in account settings to enable logging"
            raise ValidationError(message=message)
        self.physical_resource_id = properties["StageName"]
        self.attributes = {}

    def delete(self, account_id: str, region: str) -> None:
        """Do nothing: it goes with its API."""


class _Failing(_Type, _Created):
    def create(self, generated_name: str, properties: dict[str, Any], account_id: str, region: str) -> None:
        raise ValidationError(message="This resource cannot be created.")


def _added_type(kind: str, behaviour: type[_Type]) -> type[CloudFormationModel]:
    """Return a direct subclass of moto's model, for moto looks no deeper."""
    members = {"kind": kind, "cloudformation_type": staticmethod(lambda: kind)}
    return type(kind.replace("::", ""), (behaviour, CloudFormationModel), members)


MOTOS_OWN = {model.cloudformation_type() for model in CloudFormationModel.__subclasses__()}
"""The types of moto's CloudFormation itself, of those services that are imported."""

ADDED = [
    *(_added_type(kind, _Literal) for kind in LITERALS),
    _added_type("AWS::Lambda::Version", _Version),
    _added_type("AWS::Lambda::Alias", _Alias),
    _added_type("AWS::SecretsManager::Secret", _Secret),
    _added_type("AWS::Scheduler::Schedule", _Schedule),
    _added_type("AWS::ApiGateway::Account", _Account),
    _added_type("AWS::ApiGateway::RestApi", _Api),
    _added_type("AWS::ApiGateway::Stage", _Stage),
    _added_type(FAILING, _Failing),
]
