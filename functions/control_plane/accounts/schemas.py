"""Schemas of the signed-in user."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from functions.control_plane.auth.account import Account
from functions.control_plane.http.text import PRINTABLE
from functions.control_plane.organizations.schemas import Organization
from functions.control_plane.usage.allowance import Allowance, PlanLimit


class User(BaseModel):
    """A user."""

    id: UUID = Field(description="Id of the user in the portal.")
    email: str | None = Field(
        description="E-mail address, as the auth provider last reported it; null for wallets.",
        examples=["ada@example.com"],
    )
    display_name: str = Field(description="Display name; may be empty.", examples=["Ada"])
    auth_provider: Literal["supabase", "clerk"] = Field(description="The user's auth provider.")
    created_at: AwareDatetime = Field(description="When the account was created.")


class ProfileRequest(BaseModel):
    """Changes to the user's profile."""

    model_config = ConfigDict(extra="forbid")

    display_name: Annotated[
        str, StringConstraints(strip_whitespace=True, max_length=200, pattern=PRINTABLE)
    ] = Field(description="Display name; may be empty.", examples=["Ada"])


class Me(BaseModel):
    """The signed-in user with organisations, plan and allowance."""

    user: User = Field(description="The signed-in user.")
    organization: Organization = Field(
        description="The current organisation: that of x-organization-id, otherwise that of the Clerk "
        "session, otherwise the personal organisation."
    )
    organizations: list[Organization] = Field(
        description="All organisations of the user, the current one first."
    )
    plan: str = Field(description="Id of the organisation's plan.", examples=["free"])
    limits: list[PlanLimit] = Field(description="The plan's limits, shortest window first.")
    allowance: list[Allowance] = Field(
        description="How much of each limit is used. Some seconds behind the gateway."
    )
    operator: bool = Field(description="Whether the user is an operator and may call /portal/admin.")


def to_user(account: Account) -> User:
    """Return the user of an account as the API shows them."""
    return User(
        id=account.id,
        email=account.email,
        display_name=account.display_name,
        auth_provider=account.auth_provider,
        created_at=account.created_at,
    )
