"""Collaborators of the member routes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from functions.control_plane.api_keys.revocation import KeyServiceRevocation
from functions.control_plane.organizations.members.repository import MemberRepository


@dataclass(frozen=True, slots=True)
class MemberServices:
    """What the member routes use."""

    members: MemberRepository
    revocation: KeyServiceRevocation


def member_services(request: Request) -> MemberServices:
    """FastAPI dependency."""
    services: MemberServices = request.app.state.services.members
    return services


MemberServicesDep = Annotated[MemberServices, Depends(member_services)]
