"""Settings that are stored as secrets, copied at start into the environment that settings classes read.

A Lambda function has 4 KB of environment; the router maps and keys are in secrets of up to 64 KB each, and
only the names of the secrets are in the environment.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, MutableMapping
from contextlib import closing
from typing import Protocol

from portal.configuration.json_setting import ConfigurationError

SECRET_IDS = "PORTAL_SECRET_IDS"  # noqa: S105 (the name of a variable)
"""Names or ARNs of the secrets to read, comma-separated; the first secret that contains a setting wins."""


class SecretStore(Protocol):
    def read(self, secret_id: str) -> object:
        """Return the decoded JSON of a secret. Raises ConfigurationError, without the secret in its text."""
        ...


def read_secrets(environ: MutableMapping[str, str], store: SecretStore | None = None) -> None:
    """Add the settings of the secrets named in ``environ`` to it: objects of variable name → text or JSON.

    A variable that is set and not empty takes precedence. Without ``PORTAL_SECRET_IDS`` nothing is read or
    imported. Raises ConfigurationError.
    """
    secret_ids = [secret_id.strip() for secret_id in environ.get(SECRET_IDS, "").split(",")]
    secret_ids = [secret_id for secret_id in secret_ids if secret_id]
    if not secret_ids:
        return
    if store is not None:
        _add_settings(environ, secret_ids, store)
        return
    # Only functions with secrets pay for the import and the client.
    from portal.configuration.secrets_manager import SecretsManager  # noqa: PLC0415

    with closing(SecretsManager()) as secrets_manager:
        _add_settings(environ, secret_ids, secrets_manager)


def _add_settings(environ: MutableMapping[str, str], secret_ids: list[str], store: SecretStore) -> None:
    for secret_id in secret_ids:
        for variable, text in _variables(secret_id, store.read(secret_id)).items():
            if not environ.get(variable):
                environ[variable] = text


def _variables(secret_id: str, content: object) -> Mapping[str, str]:
    if not isinstance(content, dict):
        raise ConfigurationError(f"The secret {secret_id} is not a JSON object of setting names and values.")
    for name in content:
        if not name.startswith("PORTAL_"):
            raise ConfigurationError(f"The secret {secret_id} contains {name!r}, which is not a setting.")
    return {name: value if isinstance(value, str) else json.dumps(value) for name, value in content.items()}
