"""Schemas of search results."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from pydantic import BaseModel, Field

from functions.control_plane.auth.account import OrganizationKind


class FoundUser(BaseModel):
    """A user."""

    id: UUID = Field(description="Id of the user.")
    email: str | None = Field(description="E-mail address; null for wallets.")
    display_name: str = Field(description="Display name.")
    suspended: bool = Field(description="Whether the user is suspended.")


class FoundOrganization(BaseModel):
    """An organisation."""

    id: UUID = Field(description="Id of the organisation.")
    name: str = Field(description="Name that its members see.")
    kind: OrganizationKind = Field(description="personal or team.")
    suspended: bool = Field(description="Whether the organisation is suspended.")


class FoundKey(BaseModel):
    """An API key without its secret."""

    id: UUID = Field(description="Id of the key.")
    organization_id: UUID = Field(description="Id of its organisation.")
    name: str = Field(description="Name of the key.")
    masked: str = Field(description="First and last characters of the key.")
    status: Literal["active", "disabled", "revoked"] = Field(description="Status of the key.")


class FoundRequest(BaseModel):
    """A request to the gateway."""

    request_id: str = Field(description="Id of the request.")
    organization_id: UUID = Field(description="Id of its organisation.")
    key_id: UUID = Field(description="Id of its API key.")
    state: str = Field(description="admitted, settled, abandoned or refused.")
    outcome: str | None = Field(description="How it ended; null while in flight.")


class SearchResults(BaseModel):
    """All matches, at most 20 of each kind."""

    users: list[FoundUser] = Field(description="Matched by id, address, or id at the auth provider.")
    organizations: list[FoundOrganization] = Field(
        description="Matched by id, start of the name, or a member's id or address."
    )
    keys: list[FoundKey] = Field(description="Matched by id, organisation, or first characters.")
    requests: list[FoundRequest] = Field(description="Matched by id.")
