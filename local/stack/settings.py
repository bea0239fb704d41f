"""The settings of the local product. Variables are named ``PORTAL_`` + the field in capitals."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, Self

from pydantic import AnyHttpUrl, Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

_LAST_PORT = 65_535

ROUTER_PORT_STEP = 10
"""Between the ports of two router simulators: the ports beside the first one belong to other processes."""


class SettingMissing(RuntimeError):
    """A setting that another one makes necessary is missing. The message names both."""


class LocalSettings(BaseSettings):
    """Ports, and servers to use instead of those that are started on this machine."""

    model_config = SettingsConfigDict(
        env_prefix="PORTAL_", frozen=True, extra="ignore", env_ignore_empty=True
    )

    api_port: int = Field(default=8787, ge=1, le=65535)
    """Port of the API: gateway and control plane."""
    web_port: int = Field(default=8788, ge=1, le=65535)
    """Port of the portal's site."""
    supabase_port: int = Field(default=54321, ge=1, le=65535)
    """Port of the embedded Supabase."""
    queue_port: int = Field(default=8790, ge=1, le=65535)
    """Port of the server of the usage queue and the shared table."""
    router_port: int = Field(default=8789, ge=1, le=65535)
    """Port of the first router simulator. Each further one listens ten ports higher."""
    routers: int = Field(default=1, ge=1, le=9)
    """How many router simulators run; each is a process and a router of its own."""
    state_dir: Path = Path(".local")
    """Folder of the state and the logs of ``make dev``."""
    supabase_url: AnyHttpUrl | None = None
    """A Supabase project to use instead of the embedded server. Commands ask for the keys that they use."""
    supabase_secret_key: SecretStr | None = None
    """The operator's key, for the commands of ``python -m local``. No function gets it."""
    supabase_publishable_key: SecretStr | None = None
    supabase_role_tokens: Path | None = None
    """File with a token of each function's role, as ``python -m local database-tokens`` writes it."""
    supabase_jwt_secret: SecretStr | None = None
    """Only for projects that sign access tokens with HS256; others publish their keys."""
    usage_queue_url: str | None = None
    """An SQS queue to use instead of the local one. Requires its dead-letter queue."""
    usage_dead_letters_url: str | None = None
    """The dead-letter queue of ``usage_queue_url``."""
    shared_table: str | None = None
    """A DynamoDB table to use instead of the local one."""
    router_pools_json: SecretStr | None = None
    """Routers to use instead of the simulator: alias → URL or list of URLs, as JSON."""
    default_model: str | None = None
    """Alias for requests that name no model; with the simulator, ``oss-20b`` by default."""
    key_pepper: SecretStr | None = None
    """Secret with which API keys are hashed; generated if unset."""
    admin_api_url: AnyHttpUrl | None = None
    """The API that ``python -m local admin`` calls; unset: the one that runs on this machine."""
    admin_token: SecretStr | None = None
    """An operator's access token; unset: the demo account signs in on this machine."""

    @property
    def router_ports(self) -> list[int]:
        """The ports of the router simulators."""
        return [self.router_port + ROUTER_PORT_STEP * router for router in range(self.routers)]

    @property
    def project_url(self) -> str:
        """``supabase_url``, which must be set, without a slash at its end."""
        assert self.supabase_url is not None
        return str(self.supabase_url).rstrip("/")

    def project_key(self, name: Literal["supabase_secret_key", "supabase_publishable_key"]) -> str:
        """Return a key of the project at ``supabase_url``. Raises SettingMissing."""
        key: SecretStr | None = getattr(self, name)
        if key is None:
            raise SettingMissing(f"PORTAL_SUPABASE_URL is set, so PORTAL_{name.upper()} must be set too.")
        return key.get_secret_value()

    @model_validator(mode="after")
    def _require_dead_letters(self) -> Self:
        if self.usage_queue_url is not None and self.usage_dead_letters_url is None:
            raise ValueError(
                "PORTAL_USAGE_QUEUE_URL is set, so PORTAL_USAGE_DEAD_LETTERS_URL must be set too."
            )
        return self

    @model_validator(mode="after")
    def _require_distinct_ports(self) -> Self:
        ports = [
            (name, getattr(self, name)) for name in ("api_port", "web_port", "supabase_port", "queue_port")
        ]
        seen: dict[int, str] = {}
        for name, port in [*ports, *(("router_port", port) for port in self.router_ports)]:
            if port in seen:
                raise ValueError(f"PORTAL_{seen[port].upper()} and PORTAL_{name.upper()} are both {port}.")
            if port > _LAST_PORT:
                raise ValueError(f"PORTAL_ROUTER_PORT is too high for {self.routers} routers.")
            seen[port] = name
        return self
