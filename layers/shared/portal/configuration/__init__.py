"""Configuration that is kept as secrets: read once at start, into the environment the settings read.

Lambda carries 4 KB of environment; the router maps and keys live in secrets of 64 KB each, and only the names
of the secrets are in the environment.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, MutableMapping
from typing import Protocol

from portal.configuration.json_setting import ConfigurationError

SECRET_IDS = "PORTAL_SECRET_IDS"  # noqa: S105 (the name of a variable)
"""Names or ARNs of the secrets to read, comma-separated; the first that has a setting wins."""


class SecretStore(Protocol):
    def read(self, secret_id: str) -> object:
        """Return the secret's JSON, decoded. Raises ConfigurationError; no secret is in its text."""
        ...


def read_secrets(environ: MutableMapping[str, str], store: SecretStore | None = None) -> None:
    """Add to ``environ`` what the secrets named in it hold: an object of variable name → text, or JSON.

    A variable that is set and not empty stays. Without ``PORTAL_SECRET_IDS`` nothing is read and nothing
    imported. Raises ConfigurationError.
    """
    names = [name.strip() for name in environ.get(SECRET_IDS, "").split(",") if name.strip()]
    if not names:
        return
    if store is None:
        # boto3 takes as long to import as everything else; who has no secrets need not wait for it.
        from portal.configuration.secrets_manager import SecretsManager  # noqa: PLC0415

        store = SecretsManager()
    for name in names:
        for variable, text in _variables(name, store.read(name)).items():
            if not environ.get(variable):
                environ[variable] = text


def _variables(secret_id: str, content: object) -> Mapping[str, str]:
    if not isinstance(content, dict):
        raise ConfigurationError(f"The secret {secret_id} is no JSON object of setting names and values.")
    for name in content:
        if not name.startswith("PORTAL_"):
            raise ConfigurationError(f"The secret {secret_id} names {name!r}, which is no setting.")
    return {name: value if isinstance(value, str) else json.dumps(value) for name, value in content.items()}
