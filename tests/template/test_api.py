"""The API of the template: streamed routes, access log, errors of API Gateway itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from portal.web.cors import EXPOSED_HEADERS
from tests.support.artifacts.conditions import DecidedTemplate
from tests.support.artifacts.gateway_responses import template_gateway_responses
from tests.support.artifacts.template import STREAMED, of_type
from tests.support.artifacts.transformation import PARAMETERS
from tests.support.lambda_runtime.api_gateway import REQUEST_ID, ApiGateway
from tests.support.lambda_runtime.gateway_responses import (
    API_CONFIGURATION_ERROR,
    FUNCTION_FAILED,
    LAMBDA_THROTTLED,
    LAMBDA_THROTTLED_OTHERWISE,
    RESPONSE_TYPES,
    GatewayResponses,
    ResponseType,
)
from tests.support.lambda_runtime.runtime_api_server import RuntimeApiServer


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


@pytest.mark.parametrize("kind", RESPONSE_TYPES)
def test_api_gateways_own_responses_have_one_body(resources: dict[str, Any], kind: ResponseType) -> None:
    """Its types are per API, not per route: the body is OpenAI's and Anthropic's at once."""
    (api,) = of_type(resources, "AWS::ApiGateway::RestApi").values()
    responses = GatewayResponses(api["Body"]["x-amazon-apigateway-gateway-responses"])
    status, headers, encoded = responses.render(kind, "req-1")
    body = json.loads(encoded)
    assert set(body) == {"type", "error", "request_id"}
    assert set(body["error"]) == {"type", "message", "param", "code", "details"}
    assert (body["type"], body["request_id"]) == ("error", "req-1")
    assert body["error"]["details"] == {"error_code": body["error"]["code"]}
    assert (headers["x-request-id"], headers["request-id"]) == ("req-1", "req-1")
    assert headers["access-control-allow-origin"] == "*"
    # Browsers read a header only if it is named, and the function's own responses name the same ones.
    exposed = set(headers["access-control-expose-headers"].split(","))
    assert exposed == {name for name in headers if not name.startswith(("access-control-", "content-type"))}
    assert exposed <= set(EXPOSED_HEADERS)
    assert ("retry-after" in headers) == (status in (429, 503))


@pytest.mark.parametrize(
    "kind", [LAMBDA_THROTTLED, LAMBDA_THROTTLED_OTHERWISE, FUNCTION_FAILED, API_CONFIGURATION_ERROR]
)
def test_lambdas_throttling_is_a_503_whatever_type_it_has(
    resources: dict[str, Any], kind: ResponseType
) -> None:
    """AWS does not document which type it is; reports name INTEGRATION_FAILURE, and a status of 500."""
    (api,) = of_type(resources, "AWS::ApiGateway::RestApi").values()
    responses = GatewayResponses(api["Body"]["x-amazon-apigateway-gateway-responses"])
    status, headers, body = responses.render(kind, "req-1")
    assert (status, headers["retry-after"]) == (503, "1")
    assert json.loads(body)["error"]["code"] == "service_unavailable"


async def test_customer_gets_503_while_lambda_throttles() -> None:
    async with RuntimeApiServer() as runtime_api:
        front = ApiGateway(runtime_api, responses=template_gateway_responses())
        async with front, httpx.AsyncClient(base_url=front.url, trust_env=False) as customer:
            front.throttled = True
            refused = await customer.post("/v1/messages", headers={"origin": "https://app.example"})
            assert (refused.status_code, refused.headers["retry-after"]) == (503, "1")
            assert refused.json()["request_id"] == refused.headers["request-id"] == REQUEST_ID
            assert refused.headers["access-control-allow-origin"] == "*"
            assert front.invocations == []
