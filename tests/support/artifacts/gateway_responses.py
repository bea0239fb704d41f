"""The responses of API Gateway itself that the template defines."""

from __future__ import annotations

from functools import cache

from tests.support.artifacts.template import of_type
from tests.support.cloudformation.transform import transformed_template
from tests.support.lambda_runtime.gateway_responses import GatewayResponses


@cache
def template_gateway_responses() -> GatewayResponses:
    (api,) = of_type(transformed_template()["Resources"], "AWS::ApiGateway::RestApi").values()
    return GatewayResponses(api["Body"]["x-amazon-apigateway-gateway-responses"])
