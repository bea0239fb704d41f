"""The responses of API Gateway itself, as the template defines them (docs/protocols/api-gateway.md)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

_HEADER = "gatewayresponse.header."
_VARIABLE = re.compile(r"\$?context\.[A-Za-z.]+")


class ResponseType(NamedTuple):
    """``status`` is API Gateway's own, which a definition may change."""

    name: str
    status: int
    message: str


REQUEST_TOO_LARGE = ResponseType("REQUEST_TOO_LARGE", 413, "HTTP content length exceeded 10485760 bytes.")
THROTTLED = ResponseType("THROTTLED", 429, "Too Many Requests")
WAF_FILTERED = ResponseType("WAF_FILTERED", 403, "Forbidden")
UNSUPPORTED_MEDIA_TYPE = ResponseType("UNSUPPORTED_MEDIA_TYPE", 415, "Unsupported Media Type")
API_CONFIGURATION_ERROR = ResponseType("API_CONFIGURATION_ERROR", 500, "Internal server error")
INTEGRATION_FAILURE = ResponseType("INTEGRATION_FAILURE", 504, "Internal server error")
INTEGRATION_TIMEOUT = ResponseType("INTEGRATION_TIMEOUT", 504, "Endpoint request timed out")
LAMBDA_THROTTLED = ResponseType("INTEGRATION_FAILURE", 500, "Internal server error")
"""Lambda refuses the invocation, because no environment is free. AWS does not document which type this is."""
LAMBDA_THROTTLED_OTHERWISE = ResponseType("(undocumented)", 500, "Internal server error")
FUNCTION_FAILED = ResponseType("(undocumented)", 502, "Internal server error")

RESPONSE_TYPES = (
    REQUEST_TOO_LARGE,
    THROTTLED,
    WAF_FILTERED,
    UNSUPPORTED_MEDIA_TYPE,
    API_CONFIGURATION_ERROR,
    INTEGRATION_FAILURE,
    INTEGRATION_TIMEOUT,
    LAMBDA_THROTTLED,
    LAMBDA_THROTTLED_OTHERWISE,
    FUNCTION_FAILED,
)


class RenderedResponse(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class GatewayResponses:
    """``definitions`` is ``x-amazon-apigateway-gateway-responses`` of an API; without any, the responses are
    API Gateway's own.
    """

    definitions: Mapping[str, Any]

    def render(self, kind: ResponseType, request_id: str) -> RenderedResponse:
        """Return the response of a type; one that is not defined falls back to that of its class."""
        default = f"DEFAULT_{kind.status // 100}XX"
        definition = self.definitions.get(kind.name) or self.definitions.get(default)
        if definition is None:
            own = json.dumps({"message": kind.message}).encode()
            return RenderedResponse(kind.status, {"content-type": "application/json"}, own)
        context = {
            "context.requestId": request_id,
            "context.error.responseType": kind.name,
            "context.error.message": kind.message,
            "context.error.messageString": json.dumps(kind.message),
        }

        def filled(text: str) -> str:
            return _VARIABLE.sub(lambda match: context[match[0].lstrip("$")], text)

        headers = {
            name.removeprefix(_HEADER): value[1:-1] if value.startswith("'") else filled(value)
            for name, value in definition["responseParameters"].items()
        }
        body = filled(definition["responseTemplates"]["application/json"]).encode()
        status = int(definition.get("statusCode", kind.status))
        return RenderedResponse(status, {"content-type": "application/json", **headers}, body)
