"""Secrets from AWS Secrets Manager, through Powertools Parameters."""

from __future__ import annotations

from aws_lambda_powertools.utilities.parameters import (
    GetParameterError,
    SecretsProvider,
    TransformParameterError,
)
from botocore.config import Config

from portal.configuration.json_setting import ConfigurationError

# An environment has ten seconds to start; three attempts of this length fit, with their pauses.
_BOUNDS = Config(connect_timeout=1, read_timeout=2, retries={"mode": "standard", "total_max_attempts": 3})


class SecretsManager:
    """Where it listens and who we are is boto3's to know (``AWS_REGION``, the function's role)."""

    def __init__(self) -> None:
        self._provider = SecretsProvider(boto_config=_BOUNDS)

    def read(self, secret_id: str) -> object:
        try:
            return self._provider.get(secret_id, transform="json")
        except TransformParameterError as error:
            raise ConfigurationError(f"The secret {secret_id} is not JSON.") from _without_text(error)
        except GetParameterError as error:
            raise ConfigurationError(f"The secret {secret_id} cannot be read: {error}") from error


def _without_text(error: Exception) -> Exception:
    """Return an error of that kind that may be logged: the original quotes what it could not read."""
    return type(error)("its content is not shown")
