"""Environment variables of the control plane, read once by its entries."""

from __future__ import annotations

from pydantic import AnyHttpUrl, Field, SecretStr, field_validator

from portal.database.roles import DatabaseRole
from portal.database.settings import DatabaseSettings
from portal.observability.levels import LogLevel
from portal.sessions import AuthProvider


class KeyServiceSettings(DatabaseSettings):
    """Settings for administering API keys. A variable is named ``PORTAL_`` + the field in capitals."""

    key_pepper: SecretStr | None = None
    """Secret with which the local issuer hashes keys. Required unless Unkey is configured."""
    unkey_root_key: SecretStr | None = None
    """Unkey root key that may administer the keys of our API. Not set: the local issuer."""
    unkey_api_id: str = ""
    """Id of the Unkey API of our keys. Required with a root key."""
    unkey_base_url: AnyHttpUrl = AnyHttpUrl("https://api.unkey.com")
    """Base URL of Unkey."""
    log_level: LogLevel = "INFO"
    """Minimum severity of our own log lines."""


class KeyUpkeepSettings(KeyServiceSettings):
    """Settings of the key upkeep."""

    database_role = DatabaseRole.KEY_UPKEEP

    metrics_namespace: str = ""
    """CloudWatch namespace of its heartbeat. Empty: none is written."""


class ControlPlaneSettings(KeyServiceSettings):
    """Settings of the portal's API."""

    database_role = DatabaseRole.CONTROL_PLANE

    supabase_jwt_secret: SecretStr | None = None
    """Secret that signs access tokens (HS256). Not set: they are verified with the project's JWKS."""
    auth_provider: AuthProvider = "supabase"
    """Auth provider: ``supabase`` (the project above) or ``clerk``."""
    clerk_issuer: AnyHttpUrl | None = None
    """URL of Clerk's Frontend API, the issuer of its tokens. Required with Clerk."""
    allowed_origins: str = "*"
    """Origins that may call the portal's API (CORS), comma-separated, or ``*``."""
    shared_table: str = ""
    """DynamoDB table of what environments share. Empty: the policy is not published."""
    shared_table_endpoint: AnyHttpUrl | None = None
    """Endpoint of DynamoDB, if it is not AWS's."""
    aws_region: str = Field(default="us-east-1", validation_alias="AWS_REGION")
    """Region of the table; Lambda sets it."""
    router_model_wires_json: str = ""
    """Alias → ``v3`` or ``v4``, as the gateway's: by it the model list tells what each model can do."""
    max_keys_per_organization: int = Field(default=50, ge=1)
    """Maximum number of keys per organisation that are neither revoked nor expired."""
    max_organizations_per_user: int = Field(default=10, ge=0)
    """Maximum number of teams that one user creates."""
    max_sign_ups_per_network: int = Field(default=20, ge=1)
    """Maximum number of new accounts per network (IPv4 address, or half of an IPv6 address) in 24 hours."""
    max_members_per_organization: int = Field(default=100, ge=1)
    """Maximum number of members and open invitations per organisation."""

    @field_validator("clerk_issuer", mode="before")
    @classmethod
    def _empty_is_unset(cls, value: object) -> object:
        return value or None  # templates pass on parameters without a value

    @property
    def origins(self) -> list[str]:
        """``allowed_origins`` as a list."""
        return [origin.strip() for origin in self.allowed_origins.split(",") if origin.strip()]
