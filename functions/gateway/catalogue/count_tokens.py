"""``POST /v1/messages/count_tokens``: the number that ``message_start`` carries for the same request."""

from __future__ import annotations

from functions.gateway.auth.credentials import read_credentials
from functions.gateway.dialects.anthropic_messages.response import AnthropicMessages
from functions.gateway.dialects.limit_headers import anthropic_limit_headers
from functions.gateway.pipeline.admission.caller import with_caller
from functions.gateway.pipeline.admission.entitlement import no_such_model
from functions.gateway.pipeline.admission.written_prompt import write_prompt
from functions.gateway.pipeline.http_response import send_json
from functions.gateway.pipeline.services import GatewayServices
from portal.errors import InvalidRequest
from portal.inference.model_families import family_of
from portal.web.body import ClientDisconnected, read_body
from portal.web.headers import lower_headers
from portal.web.types import Receive, Scope, Send


class CountTokensEndpoint:
    """Counts no request against the key's windows."""

    def __init__(self, services: GatewayServices) -> None:
        self._dialect = AnthropicMessages()
        self._services = services

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        admitter = self._services.admitter
        headers = lower_headers(scope["headers"])
        credentials = read_credentials(scope, headers)
        try:
            body = await read_body(receive, scope["headers"], self._services.bounds.max_body_bytes)
            request = self._dialect.parse_count(body, headers)
        except InvalidRequest as fault:
            await admitter.reject(credentials, fault)
        except ClientDisconnected:
            return
        principal, snapshot = await admitter.identify(credentials)
        alias = self._services.pools.resolve_alias(request.model)
        if alias is None:
            raise with_caller(no_such_model(request.model), principal)
        prompt = await write_prompt(
            request, self._services.pools.wire_of(alias), family_of(snapshot.family_of(alias))
        )
        body = self._dialect.count(prompt.tokens)
        await send_json(send, 200, body, anthropic_limit_headers(principal.windows))
