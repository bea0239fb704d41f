"""Reads secrets from AWS Secrets Manager."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Mapping

from portal.configuration.json_setting import ConfigurationError
from portal.connections.aws import AwsUnreachable
from portal.connections.aws.blocking_transport import BlockingAwsTransport, result_of
from portal.connections.aws.client import AwsClient, AwsRefused
from portal.connections.aws.credentials import credentials_for

_CONNECT_SECONDS = 1.0
_READ_SECONDS = 2.0
_PAUSES = (0.2, 0.6)
"""Seconds before the second and the third attempt. Lambda allows ten seconds for initialisation: they fit."""

_PASSING = frozenset({"ThrottlingException", "InternalServiceError", "InternalServiceErrorException"})


class SecretsManager:
    """Implements SecretStore. Region and credentials are those that Lambda sets (``AWS_REGION``, the role).

    ``AWS_ENDPOINT_URL`` names a server in AWS's place: no setting can, because settings are in secrets. Every
    attempt that may succeed the next time is made three times.
    """

    def __init__(
        self, environ: Mapping[str, str] = os.environ, *, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        region = environ.get("AWS_REGION") or environ.get("AWS_DEFAULT_REGION")
        if not region:
            raise ConfigurationError("The secrets cannot be read: AWS_REGION is not set.")
        endpoint = environ.get("AWS_ENDPOINT_URL") or None
        transport = BlockingAwsTransport(connect_seconds=_CONNECT_SECONDS, trust_env=endpoint is None)
        self._transport = transport
        self._sleep = sleep
        self._client = AwsClient(
            "secretsmanager",
            endpoint or f"https://secretsmanager.{region}.amazonaws.com",
            region,
            transport,
            credentials_for(endpoint, transport, environ),
            target="secretsmanager",
            json_version="1.1",
        )

    def read(self, secret_id: str) -> object:
        try:
            text = self._text(secret_id)
        except (AwsUnreachable, AwsRefused) as error:
            raise ConfigurationError(f"The secret {secret_id} cannot be read: {error}") from error
        if text is None:
            raise ConfigurationError(f"The secret {secret_id} has no text.")
        try:
            return json.loads(text)
        except ValueError:  # its message and its attributes quote the secret
            pass
        raise ConfigurationError(f"The secret {secret_id} is not JSON.")

    def close(self) -> None:
        result_of(self._transport.close())

    def _text(self, secret_id: str) -> str | None:
        for pause in _PAUSES:
            try:
                return self._read_once(secret_id)
            except AwsUnreachable:
                self._sleep(pause)
            except AwsRefused as error:
                if error.code not in _PASSING and not error.code.startswith("HTTP 5"):
                    raise
                self._sleep(pause)
        return self._read_once(secret_id)

    def _read_once(self, secret_id: str) -> str | None:
        answer = result_of(
            self._client.call(
                "GetSecretValue",
                {"SecretId": secret_id},
                timeout_seconds=_READ_SECONDS,
                repeatable=True,
            )
        )
        text = answer.get("SecretString")
        return text if isinstance(text, str) else None
