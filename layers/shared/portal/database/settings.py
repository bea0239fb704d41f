"""The settings with which a function reaches its Supabase project."""

from __future__ import annotations

from typing import ClassVar, Self

from pydantic import AnyHttpUrl, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from portal.database.role_token import NotARoleToken, RoleToken, read_role_token
from portal.database.roles import DatabaseRole

_SECRET_KEY_PREFIX = "sb_secret_"  # noqa: S105 (what secret keys begin with)


class DatabaseSettings(BaseSettings):
    """Settings of a function that acts as ``database_role``: ``PORTAL_`` + the field in capitals.

    A token of another role is refused, so a function never runs with more than its own privileges.
    """

    model_config = SettingsConfigDict(
        env_prefix="PORTAL_", frozen=True, extra="ignore", hide_input_in_errors=True
    )

    database_role: ClassVar[DatabaseRole]

    supabase_url: AnyHttpUrl
    """URL of the Supabase project: data, and the issuer of access tokens."""
    supabase_publishable_key: SecretStr
    """The publishable key (``sb_publishable_…``) of that project. By itself it permits nothing."""
    supabase_role_token: SecretStr
    """A token of this function's role in the database."""

    @property
    def role_token(self) -> RoleToken:
        """The claims of the token."""
        return read_role_token(self.supabase_role_token.get_secret_value())

    @model_validator(mode="after")
    def _require_own_role(self) -> Self:
        if self.supabase_publishable_key.get_secret_value().startswith(_SECRET_KEY_PREFIX):
            raise ValueError(
                "PORTAL_SUPABASE_PUBLISHABLE_KEY is a secret key (sb_secret_...), which may do everything:"
                " functions get the publishable key (sb_publishable_...)."
            )
        try:
            role = self.role_token.role
        except NotARoleToken as error:
            raise ValueError(f"PORTAL_SUPABASE_ROLE_TOKEN is no token of a role: {error}.") from None
        if role != self.database_role:
            raise ValueError(
                f"PORTAL_SUPABASE_ROLE_TOKEN is a token of another role; this function's is"
                f" {self.database_role}."
            )
        return self
