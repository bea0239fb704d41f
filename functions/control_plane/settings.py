"""Everything the control plane reads from its environment, read once in ``app.py``."""

from __future__ import annotations

from pydantic import AnyHttpUrl, Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from portal.observability.levels import LogLevel
from portal.sessions import AuthProvider


class KeyServiceSettings(BaseSettings):
    """What it takes to administer keys. Names are ``PORTAL_`` + the field in capitals."""

    model_config = SettingsConfigDict(
        env_prefix="PORTAL_", frozen=True, extra="ignore", hide_input_in_errors=True
    )

    supabase_url: AnyHttpUrl
    """The Supabase project: data, and the issuer of the access tokens."""
    supabase_secret_key: SecretStr
    """A secret key (``sb_secret_…``) of that project, this function's own."""
    key_pepper: SecretStr | None = None
    """Secret under which the local issuer hashes keys. Required unless Unkey is configured."""
    unkey_root_key: SecretStr | None = None
    """Root key of Unkey that may administer the keys of our API. Unset: the local issuer."""
    unkey_api_id: str = ""
    """The API at Unkey that our keys belong to. Required with a root key."""
    unkey_base_url: AnyHttpUrl = AnyHttpUrl("https://api.unkey.com")
    """Where Unkey answers."""
    log_level: LogLevel = "INFO"
    """Least severity that our own code logs."""


class ControlPlaneSettings(KeyServiceSettings):
    """Environment of the control plane."""

    supabase_jwt_secret: SecretStr | None = None
    """The secret that signs access tokens (HS256). Unset: the project's published keys check them."""
    auth_provider: AuthProvider = "supabase"
    """Who signs people in: ``supabase``, the project above, or ``clerk``."""
    clerk_issuer: AnyHttpUrl | None = None
    """Address of Clerk's Frontend API, which its tokens name as their issuer. Required with Clerk."""
    allowed_origins: str = "*"
    """Origins whose pages may call the portal's API, comma-separated, or ``*``."""
    max_keys_per_organization: int = Field(default=50, ge=1)
    """How many keys of one organisation may be in force at a time."""
    max_organizations_per_user: int = Field(default=10, ge=0)
    """How many teams one user may make."""
    max_members_per_organization: int = Field(default=100, ge=1)
    """How many members and open invitations one organisation may have."""

    @field_validator("clerk_issuer", mode="before")
    @classmethod
    def _empty_is_unset(cls, value: object) -> object:
        return value or None  # templates pass on parameters that nobody filled in

    @property
    def origins(self) -> list[str]:
        return [origin.strip() for origin in self.allowed_origins.split(",") if origin.strip()]
