"""The API of the template: streamed routes, access log, errors of API Gateway itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tests.support.artifacts.conditions import DecidedTemplate
from tests.support.artifacts.template import STREAMED, of_type
from tests.template.conftest import PARAMETERS


def operations(template: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    resources = DecidedTemplate(template, PARAMETERS).resources
    (api,) = of_type(resources, "AWS::ApiGateway::RestApi").values()
    for path, methods in api["Body"]["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation["x-amazon-apigateway-integration"]


def test_every_route_streams(transformed: dict[str, Any]) -> None:
    """Both the transfer mode and the address of InvokeWithResponseStream: one alone gives empty bodies."""
    methods = {}
    for path, method, integration in operations(transformed):
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


def test_access_log_has_no_headers_queries_or_bodies(resources: dict[str, Any]) -> None:
    (stage,) = of_type(resources, "AWS::ApiGateway::Stage").values()
    logged = json.loads(stage["AccessLogSetting"]["Format"].replace("\n", ""))
    assert "$context.integration.responseTransferMode" in logged.values()
    assert "$context.path" not in logged.values(), "a caller may put a key into the path"
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
