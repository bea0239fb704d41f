"""The secrets as they will be put (files), or as the stack has them (Secrets Manager)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Protocol

from botocore.exceptions import BotoCoreError, ClientError

from portal.configuration import SecretStore, read_secrets
from portal.configuration.json_setting import ConfigurationError
from scripts.doctor.inputs import SecretContent


class NamedSecrets(SecretStore, Protocol):
    """``origin`` says where the secret ``name`` is."""

    def origin(self, name: str) -> str: ...


class SecretFiles:
    """Reads ``gateway.json``, ``routers.json``, … of a folder: what ``put-secret-value`` will be given."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def origin(self, name: str) -> str:
        return f"file {self._folder / name}.json"

    def read(self, secret_id: str) -> object:
        path = self._folder / f"{secret_id}.json"
        try:
            return json.loads(path.read_text())
        except FileNotFoundError:
            raise ConfigurationError("there is no such file") from None
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigurationError(f"it cannot be read: {type(error).__name__}") from None
        except json.JSONDecodeError as error:
            raise ConfigurationError(
                f"it is not JSON: line {error.lineno}, column {error.colno}: {error.msg}"
            ) from None


class StackSecrets:
    """Reads ``<stack>/gateway``, … of Secrets Manager. ``client`` is boto3's."""

    def __init__(self, stack: str, client: Any) -> None:
        self._stack = stack
        self._client = client

    def origin(self, name: str) -> str:
        return f"secret {self._stack}/{name}"

    def read(self, secret_id: str) -> object:
        try:
            text = self._client.get_secret_value(SecretId=f"{self._stack}/{secret_id}")["SecretString"]
        except ClientError as error:
            raise ConfigurationError(error.response["Error"]["Code"]) from None
        except (BotoCoreError, KeyError) as error:
            raise ConfigurationError(type(error).__name__) from None
        try:
            return json.loads(text)
        except json.JSONDecodeError as error:
            # Its message has a position, and no text of the secret.
            raise ConfigurationError(f"it is not JSON: line {error.lineno}, column {error.colno}") from None


def read_contents(names: Iterable[str], store: NamedSecrets) -> dict[str, SecretContent]:
    """Return each secret by its name; one that cannot be read has a failure instead of settings."""
    return {name: _content(name, store) for name in names}


def _content(name: str, store: NamedSecrets) -> SecretContent:
    settings = {"PORTAL_SECRET_IDS": name}
    try:
        read_secrets(settings, store)
    except ConfigurationError as error:
        # The text names a setting only if it begins with PORTAL_; else it may be a secret on the wrong side.
        text = str(error)
        quoted = "which is not a setting" in text
        return SecretContent(
            name, store.origin(name), failure="it holds a name that is no setting" if quoted else text
        )
    del settings["PORTAL_SECRET_IDS"]
    return SecretContent(name, store.origin(name), settings)


def settings_of(names: Iterable[str], contents: Mapping[str, SecretContent]) -> dict[str, str]:
    """Return what a function reads from the secrets ``names``: the first that holds a setting wins."""
    settings: dict[str, str] = {}
    for name in names:
        for variable, text in contents[name].settings.items():
            settings.setdefault(variable, text)
    return settings
