"""What the control plane works with, as one value: the wiring fills it, tests fill it otherwise."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from functions.control_plane.accounts.erasure import AccountErasure
from functions.control_plane.accounts.personal_data.repository import PersonalData
from functions.control_plane.accounts.repository import Accounts
from functions.control_plane.admin.repository import AdminRecords
from functions.control_plane.api_keys.lifecycle import KeyLifecycle
from functions.control_plane.api_keys.states import KeyStates
from functions.control_plane.auth.caller import Identification
from functions.control_plane.billing.plans import Plans
from functions.control_plane.billing.repository import Billing
from functions.control_plane.http.idempotency import IdempotentCreates
from functions.control_plane.organizations.invitations.repository import Invitations
from functions.control_plane.organizations.repository import Organizations
from functions.control_plane.usage.repository import Usage
from portal.policy.cache import PolicyCache


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many of what there may be."""

    organizations_per_user: int = 10
    members_per_organization: int = 100


@dataclass(frozen=True, slots=True)
class Services:
    """``close`` runs when the process ends, in order."""

    identification: Identification
    keys: KeyLifecycle
    creates: IdempotentCreates
    usage: Usage
    policy: PolicyCache
    organizations: Organizations
    invitations: Invitations
    accounts: Accounts
    plans: Plans
    billing: Billing
    personal_data: PersonalData
    erasure: AccountErasure
    admin: AdminRecords
    key_states: KeyStates
    bounds: Bounds = Bounds()
    allowed_origins: Sequence[str] = ("*",)
    max_body_bytes: int = 65_536
    """Nothing that the portal's API takes is near it."""
    close: Sequence[Callable[[], Awaitable[None]]] = ()


def services_of(request: Request) -> Services:
    services: Services = request.app.state.services
    return services


ServicesOf = Annotated[Services, Depends(services_of)]
