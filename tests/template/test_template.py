"""The transformed template: streaming, limits, permissions, retention, alarms, the site."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.template.conftest import ROOT, run, sam_tool

FUNCTIONS = {"Gateway", "ControlPlane", "KeyUpkeep", "UsageIngest", "UsageRollup", "PoolProbe"}
STREAMED = {"Gateway": 900_000, "ControlPlane": 29_000}
"""Function → milliseconds that a request may take."""


def of_type(resources: dict[str, Any], kind: str) -> dict[str, dict[str, Any]]:
    return {name: each["Properties"] for name, each in resources.items() if each["Type"] == kind}


def test_cfn_lint_reports_nothing() -> None:
    result = run(sam_tool("cfn-lint"), "template.yaml")
    assert result.returncode == 0, result.stdout


@pytest.mark.timeout(240)
def test_sam_validate_reports_nothing() -> None:
    result = run(sam_tool("sam"), "validate", "--lint", "-t", "template.yaml")
    assert result.returncode == 0, result.stdout + result.stderr


def test_all_functions_have_runtime_processor_and_layer(resources: dict[str, Any]) -> None:
    functions = of_type(resources, "AWS::Lambda::Function")
    assert set(functions) == {f"{name}Function" for name in FUNCTIONS}
    for properties in functions.values():
        assert properties["Runtime"] == "python3.13"
        assert properties["Architectures"] == [{"Ref": "Architecture"}]
        assert len(properties["Layers"]) == 1


def test_default_processor_is_arm(transformed: dict[str, Any]) -> None:
    assert transformed["Parameters"]["Architecture"]["Default"] == "arm64"


def operations(resources: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    (api,) = of_type(resources, "AWS::ApiGateway::RestApi").values()
    for path, methods in api["Body"]["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation["x-amazon-apigateway-integration"]


def test_every_route_streams(resources: dict[str, Any]) -> None:
    """SAM accepts ``ResponseTransferMode: STREAM`` silently, and makes a buffered integration of it."""
    methods = {}
    for path, method, integration in operations(resources):
        methods[path] = method
        assert integration["responseTransferMode"] == "STREAM", path
        assert integration["type"] == "aws_proxy"
        uri = integration["uri"]["Fn::Sub"]
        assert "lambda:path/2021-11-15/functions/" in uri, path
        assert uri.endswith("/response-streaming-invocations"), path
        function = "ControlPlane" if path.startswith("/portal") else "Gateway"
        assert f"{function}Function" in uri, path
        assert integration["timeoutInMillis"] == STREAMED[function], path
    assert methods == dict.fromkeys(("/", "/{proxy+}", "/portal/{proxy+}"), "x-amazon-apigateway-any-method")


def test_api_is_regional_with_one_stage(resources: dict[str, Any]) -> None:
    (api,) = of_type(resources, "AWS::ApiGateway::RestApi").values()
    assert api["EndpointConfiguration"]["Types"] == ["REGIONAL"]
    (stage,) = of_type(resources, "AWS::ApiGateway::Stage").values()
    assert stage["StageName"] == {"Ref": "Stage"}


def test_streaming_functions_use_the_streaming_runtime(resources: dict[str, Any]) -> None:
    functions = of_type(resources, "AWS::Lambda::Function")
    for name in FUNCTIONS:
        wrapper = functions[f"{name}Function"]["Environment"]["Variables"].get("AWS_LAMBDA_EXEC_WRAPPER")
        expected = "/opt/python/portal/lambda_runtime/stream-wrapper" if name in STREAMED else None
        assert wrapper == expected, name


def test_access_log_has_no_headers_queries_or_bodies(resources: dict[str, Any]) -> None:
    (stage,) = of_type(resources, "AWS::ApiGateway::Stage").values()
    logged = json.loads(stage["AccessLogSetting"]["Format"].replace("\n", ""))
    assert "$context.integration.responseTransferMode" in logged.values()
    for value in logged.values():
        assert value.startswith("$context.")
        assert not any(word in value for word in ("authorizer", "apiKey", "header", "querystring", "body"))
    (settings,) = stage["MethodSettings"]
    assert settings["LoggingLevel"] == "OFF"
    assert settings["DataTraceEnabled"] is False
    assert settings["ThrottlingRateLimit"] == {"Ref": "ThrottleRate"}


def test_api_gateways_own_errors_have_dialect_and_request_id(resources: dict[str, Any]) -> None:
    (api,) = of_type(resources, "AWS::ApiGateway::RestApi").values()
    responses = api["Body"]["x-amazon-apigateway-gateway-responses"]
    assert set(responses) == {"DEFAULT_4XX", "DEFAULT_5XX", "THROTTLED"}
    for response in responses.values():
        body = response["responseTemplates"]["application/json"]
        filled = body.replace("$context.error.messageString", '"text"').replace("$context", "context")
        assert set(json.loads(filled)["error"]) == {"message", "type", "param", "code"}
        headers = {name.removeprefix("gatewayresponse.header.") for name in response["responseParameters"]}
        assert {"x-request-id", "request-id"} <= headers


def test_usage_queue_has_dead_letter_queue(resources: dict[str, Any]) -> None:
    queues = of_type(resources, "AWS::SQS::Queue")
    redrive = queues["UsageQueue"]["RedrivePolicy"]
    assert redrive["deadLetterTargetArn"] == {"Fn::GetAtt": ["UsageDeadLetters", "Arn"]}
    assert redrive["maxReceiveCount"] >= 3
    assert queues["UsageDeadLetters"]["MessageRetentionPeriod"] == 14 * 24 * 3600
    ingest = of_type(resources, "AWS::Lambda::Function")["UsageIngestFunction"]
    assert queues["UsageQueue"]["VisibilityTimeout"] >= 6 * ingest["Timeout"]
    (mapping,) = of_type(resources, "AWS::Lambda::EventSourceMapping").values()
    assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]


def test_every_log_has_a_retention(resources: dict[str, Any]) -> None:
    groups = of_type(resources, "AWS::Logs::LogGroup")
    assert set(groups) == {"AccessLogs", *(f"{name}Logs" for name in FUNCTIONS)}
    for group in groups.values():
        assert group["RetentionInDays"] == {"Ref": "LogRetentionDays"}
    for name in FUNCTIONS:
        logging = of_type(resources, "AWS::Lambda::Function")[f"{name}Function"]["LoggingConfig"]
        assert (logging["LogGroup"], logging["LogFormat"]) == ({"Ref": f"{name}Logs"}, "JSON")


def statements(role: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for policy in role.get("Policies", ()):
        yield from policy["PolicyDocument"]["Statement"]


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def test_each_function_has_its_own_role_without_wildcards(resources: dict[str, Any]) -> None:
    roles = of_type(resources, "AWS::IAM::Role")
    functions = of_type(resources, "AWS::Lambda::Function")
    for name in FUNCTIONS:
        assert functions[f"{name}Function"]["Role"] == {"Fn::GetAtt": [f"{name}Role", "Arn"]}
        assert "ManagedPolicyArns" not in roles[f"{name}Role"]
    for name, role in roles.items():
        for statement in statements(role):
            assert statement["Effect"] == "Allow"
            assert not any("*" in action for action in as_list(statement["Action"])), name
            for resource in as_list(statement["Resource"]):
                assert isinstance(resource, dict), f"{name}: {resource}"
                assert "*" not in json.dumps(resource), f"{name}: {resource}"


@pytest.mark.parametrize(
    ("function", "actions"),
    [
        ("Gateway", {"secretsmanager:GetSecretValue", "sqs:SendMessage"}),
        ("ControlPlane", {"secretsmanager:GetSecretValue"}),
        ("KeyUpkeep", {"secretsmanager:GetSecretValue"}),
        (
            "UsageIngest",
            {
                "secretsmanager:GetSecretValue",
                "sqs:ReceiveMessage",
                "sqs:DeleteMessage",
                "sqs:GetQueueAttributes",
                "sqs:ChangeMessageVisibility",
                "sqs:SendMessage",
            },
        ),
        ("UsageRollup", {"secretsmanager:GetSecretValue"}),
        ("PoolProbe", {"secretsmanager:GetSecretValue"}),
    ],
)
def test_function_is_allowed_exactly_these_actions(
    resources: dict[str, Any], function: str, actions: set[str]
) -> None:
    role = of_type(resources, "AWS::IAM::Role")[f"{function}Role"]
    allowed = {action for statement in statements(role) for action in as_list(statement["Action"])}
    assert allowed == actions | {"logs:CreateLogStream", "logs:PutLogEvents"}


def test_function_can_read_only_the_secrets_of_its_settings(resources: dict[str, Any]) -> None:
    for name in FUNCTIONS:
        role = of_type(resources, "AWS::IAM::Role")[f"{name}Role"]
        readable = {
            resource["Ref"]
            for statement in statements(role)
            if statement["Action"] == "secretsmanager:GetSecretValue"
            for resource in as_list(statement["Resource"])
        }
        function = of_type(resources, "AWS::Lambda::Function")[f"{name}Function"]
        secret_ids = json.dumps(function["Environment"]["Variables"]["PORTAL_SECRET_IDS"])
        assert readable == {
            secret for secret in of_type(resources, "AWS::SecretsManager::Secret") if secret in secret_ids
        }


def test_no_secret_is_a_parameter(transformed: dict[str, Any]) -> None:
    for name in transformed["Parameters"]:
        assert not any(word in name.lower() for word in ("secret", "password", "token", "pepper", "rootkey"))


def test_required_alarms_exist(resources: dict[str, Any]) -> None:
    alarms = of_type(resources, "AWS::CloudWatch::Alarm")
    watched = {
        (space if isinstance(space := alarm["Namespace"], str) else "own", alarm["MetricName"])
        for alarm in alarms.values()
    }
    assert {
        ("AWS/Lambda", "Errors"),
        ("AWS/Lambda", "Throttles"),
        ("AWS/SQS", "ApproximateNumberOfMessagesVisible"),
        ("AWS/SQS", "ApproximateAgeOfOldestMessage"),
        ("AWS/ApiGateway", "5XXError"),
        ("own", "ttft_ms"),
        ("own", "stream_errors"),
        ("own", "unsent_usage"),
    } <= watched
    for alarm in alarms.values():
        assert alarm["AlarmActions"] == [{"Ref": "AlarmTopic"}]
    assert alarms["SlowFirstToken"]["ExtendedStatistic"] == "p99"


def test_every_alarm_is_explained_in_operations(resources: dict[str, Any]) -> None:
    page = (ROOT / "docs" / "operations.md").read_text()
    for name, alarm in of_type(resources, "AWS::CloudWatch::Alarm").items():
        assert f"`{name}`" in page, name
        assert alarm["AlarmDescription"].endswith(f"See operations.md, {name}."), name


def test_metrics_of_alarms_are_written(resources: dict[str, Any]) -> None:
    """An alarm on a metric that nothing writes would never fire."""
    from functions.gateway.telemetry import metrics as request_metrics

    written = {
        *request_metrics._SERVED,
        *request_metrics._REFUSED,
        "unsent_usage",
        "routers_up",
        "routers_down",
        "reconciliation_differences",
    }
    for name, alarm in of_type(resources, "AWS::CloudWatch::Alarm").items():
        if not isinstance(alarm["Namespace"], str):
            assert alarm["Namespace"] == {"Fn::Sub": "CortensorPortal/${AWS::StackName}"}
            assert alarm["MetricName"] in written, name


def test_dashboard_is_json(resources: dict[str, Any]) -> None:
    (dashboard,) = of_type(resources, "AWS::CloudWatch::Dashboard").values()
    assert len(json.loads(dashboard["DashboardBody"]["Fn::Sub"])["widgets"]) == 8


def test_site_is_private_behind_cloudfront_with_headers(resources: dict[str, Any]) -> None:
    (bucket,) = of_type(resources, "AWS::S3::Bucket").values()
    assert all(bucket["PublicAccessBlockConfiguration"].values())
    (distribution,) = of_type(resources, "AWS::CloudFront::Distribution").values()
    config = distribution["DistributionConfig"]
    assert config["Origins"][0]["OriginAccessControlId"] == {"Fn::GetAtt": ["SiteAccess", "Id"]}
    assert config["DefaultCacheBehavior"]["ViewerProtocolPolicy"] == "redirect-to-https"
    (headers,) = of_type(resources, "AWS::CloudFront::ResponseHeadersPolicy").values()
    security = headers["ResponseHeadersPolicyConfig"]["SecurityHeadersConfig"]
    assert security["StrictTransportSecurity"]["AccessControlMaxAgeSec"] >= 31_536_000
    policy, variables = security["ContentSecurityPolicy"]["ContentSecurityPolicy"]["Fn::Sub"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'${Scripts};" in policy
    assert "*" not in policy
    for name in ("Scripts", "Images", "SignIn", "More"):
        condition, with_clerk, without = variables[name]["Fn::If"]
        assert condition == "SignsInWithClerk"
        assert "clerk" in str(with_clerk).lower()
        assert without in ("", {"Ref": "SupabaseUrl"})


def test_outputs_name_api_site_and_distribution(transformed: dict[str, Any]) -> None:
    assert {"ApiUrl", "PortalUrl", "DistributionId", "SiteBucketName"} <= set(transformed["Outputs"])
