"""Reads secrets from AWS Secrets Manager with Powertools Parameters."""

from __future__ import annotations

from aws_lambda_powertools.utilities.parameters import (
    GetParameterError,
    SecretsProvider,
    TransformParameterError,
)
from botocore.config import Config

from portal.configuration.json_setting import ConfigurationError

# Lambda allows ten seconds for initialisation; three attempts of this length and their back-off fit.
_TIMEOUTS = Config(connect_timeout=1, read_timeout=2, retries={"mode": "standard", "total_max_attempts": 3})


class SecretsManager:
    """Implements SecretStore. boto3 takes region and credentials from Lambda (``AWS_REGION``, the role)."""

    def __init__(self) -> None:
        self._provider = SecretsProvider(boto_config=_TIMEOUTS)

    def read(self, secret_id: str) -> object:
        try:
            return self._provider.get(secret_id, transform="json")
        except TransformParameterError as error:
            raise ConfigurationError(f"The secret {secret_id} is not JSON.") from _without_text(error)
        except GetParameterError as error:
            raise ConfigurationError(f"The secret {secret_id} cannot be read: {error}") from error


def _without_text(error: Exception) -> Exception:
    """Return an error of the same class that may be logged: the original quotes the secret."""
    return type(error)("the content is not shown")
