"""Schemas of members."""

from __future__ import annotations

from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from functions.control_plane.auth.account import Role


class Member(BaseModel):
    """A member of the organisation."""

    user_id: UUID = Field(description="Id of the user.")
    email: str | None = Field(description="E-mail address; null for wallets.", examples=["ada@example.com"])
    display_name: str = Field(description="Display name; may be empty.", examples=["Ada"])
    role: Role = Field(
        description="owner: everything; admin: everything except owners; member: read, and manage own keys."
    )
    joined_at: AwareDatetime = Field(description="When they joined.")


class MemberList(BaseModel):
    """A page of members."""

    data: list[Member] = Field(description="Members in the order of joining.")
    next_cursor: str | None = Field(
        description="Pass it as `cursor` to read the next page; null on the last page."
    )


class RoleRequest(BaseModel):
    """A member's new role."""

    model_config = ConfigDict(extra="forbid")

    role: Role = Field(description="The new role. Only owners can grant or revoke the role of owner.")


class RemovedMember(BaseModel):
    """A former member."""

    user_id: UUID = Field(description="Id of the user.")
    revoked_keys: int = Field(description="API keys they created that were revoked now.", examples=[0])
    keys_in_force: int = Field(
        description="API keys they created that still work, because keys belong to the organisation. Revoke "
        "those they should no longer have.",
        examples=[0],
    )
