"""All collaborators of the control plane, grouped as the routes are. A route sees only its own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from functions.control_plane.accounts.personal_data.services import PersonalDataServices
from functions.control_plane.accounts.services import AccountServices
from functions.control_plane.admin.services import AdminServices
from functions.control_plane.api_keys.services import ApiKeyServices
from functions.control_plane.auth.services import AuthServices
from functions.control_plane.billing.services import BillingServices
from functions.control_plane.catalogue.services import CatalogueServices
from functions.control_plane.http.policy_publication import CurrentPublication
from functions.control_plane.organizations.invitations.services import InvitationServices
from functions.control_plane.organizations.members.services import MemberServices
from functions.control_plane.organizations.services import OrganizationServices
from functions.control_plane.usage.services import UsageServices


@dataclass(frozen=True, slots=True)
class ControlPlaneServices:
    """What ``create_app`` needs. ``close`` is called in order when the process ends."""

    auth: AuthServices
    accounts: AccountServices
    personal_data: PersonalDataServices
    organizations: OrganizationServices
    members: MemberServices
    invitations: InvitationServices
    api_keys: ApiKeyServices
    usage: UsageServices
    billing: BillingServices
    catalogue: CatalogueServices
    admin: AdminServices
    allowed_origins: Sequence[str] = ("*",)
    max_body_bytes: int = 65_536
    """Far above every body that the portal's API accepts."""
    publication: CurrentPublication | None = None
    """None: the policy is not published, environments read the database."""
    close: Sequence[Callable[[], Awaitable[None]]] = ()
