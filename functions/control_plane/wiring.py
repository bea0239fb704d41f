"""Choosing the control plane's collaborators by its settings."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import httpx

from functions.control_plane.accounts.erasure import AccountErasure
from functions.control_plane.accounts.personal_data.repository import PersonalData
from functions.control_plane.accounts.repository import Accounts
from functions.control_plane.admin.repository import AdminRecords
from functions.control_plane.api_keys.lifecycle import KeyLifecycle
from functions.control_plane.api_keys.reconciliation import KeyReconciliation
from functions.control_plane.api_keys.repository import ApiKeyRows
from functions.control_plane.api_keys.states import KeyStates
from functions.control_plane.api_keys.wanted_keys import KeptKeyRows
from functions.control_plane.auth.caller import Identification
from functions.control_plane.billing.plans import Plans
from functions.control_plane.billing.repository import Billing
from functions.control_plane.database.audit import AuditLog
from functions.control_plane.database.idempotent_creates import IdempotentCreateRows
from functions.control_plane.http.idempotency import IdempotentCreates
from functions.control_plane.organizations.invitations.repository import Invitations
from functions.control_plane.organizations.repository import Organizations
from functions.control_plane.services import Bounds, Services
from functions.control_plane.settings import ControlPlaneSettings, KeyServiceSettings
from functions.control_plane.usage.repository import Usage
from portal.configuration.json_setting import ConfigurationError
from portal.database import connect
from portal.keys import KeyAdmin
from portal.keys.local import LocalKeyIssuer
from portal.keys.secret import KeyHasher
from portal.policy.cache import PolicyCache
from portal.policy.supabase import SupabasePolicySource
from portal.sessions import SessionVerifier, clerk
from portal.sessions.clerk import ClerkSessions
from portal.sessions.signing_keys import PublishedKeys, SharedSecret, fetch_key_set
from portal.sessions.supabase import SupabaseSessions
from portal.web.tls import client_context


def open_services(settings: ControlPlaneSettings) -> Services:
    """Return the services; every connection is made by the first request that needs it."""
    url = str(settings.supabase_url).rstrip("/")
    database = connect(url, settings.supabase_secret_key.get_secret_value())
    sessions, close_sessions = _sessions(settings, url)
    issuer, close_issuer = _issuer(settings)
    personal_data = PersonalData(database)
    accounts, usage, admin = Accounts(database), Usage(database), AdminRecords(database)
    return Services(
        identification=Identification(sessions, accounts),
        keys=KeyLifecycle(
            ApiKeyRows(database),
            usage,
            AuditLog(database),
            issuer,
            max_keys=settings.max_keys_per_organization,
        ),
        creates=IdempotentCreates(IdempotentCreateRows(database)),
        usage=usage,
        policy=PolicyCache(SupabasePolicySource(database)),
        organizations=Organizations(database),
        invitations=Invitations(database),
        accounts=accounts,
        plans=Plans(database),
        billing=Billing(database),
        personal_data=personal_data,
        erasure=AccountErasure(personal_data, issuer),
        admin=admin,
        key_states=KeyStates(admin, usage, issuer),
        bounds=Bounds(
            organizations_per_user=settings.max_organizations_per_user,
            members_per_organization=settings.max_members_per_organization,
        ),
        allowed_origins=settings.origins,
        close=(*close_sessions, *close_issuer, database.aclose),
    )


def _sessions(
    settings: ControlPlaneSettings, url: str
) -> tuple[SessionVerifier, tuple[Callable[[], Awaitable[None]], ...]]:
    if settings.auth_provider == "clerk":
        if settings.clerk_issuer is None:
            raise ConfigurationError("PORTAL_CLERK_ISSUER is not set: it says whose tokens are ours.")
        issuer = str(settings.clerk_issuer).rstrip("/")
        http = _key_client()
        keys = PublishedKeys(
            fetch_key_set(f"{issuer}/.well-known/jwks.json", http), algorithms=clerk.ALGORITHMS
        )
        parties = [origin for origin in settings.origins if origin != "*"]
        return ClerkSessions(keys, issuer=issuer, authorized_parties=parties), (http.aclose,)
    issuer = f"{url}/auth/v1"
    if settings.supabase_jwt_secret is not None:
        secret = SharedSecret(settings.supabase_jwt_secret.get_secret_value())
        return SupabaseSessions(secret, issuer=issuer), ()
    http = _key_client()
    keys = PublishedKeys(fetch_key_set(f"{issuer}/.well-known/jwks.json", http))
    return SupabaseSessions(keys, issuer=issuer), (http.aclose,)


def _key_client() -> httpx.AsyncClient:
    return httpx.AsyncClient(verify=client_context(), timeout=httpx.Timeout(1.5, connect=1.0))


def _issuer(settings: KeyServiceSettings) -> tuple[KeyAdmin, tuple[Callable[[], Awaitable[None]], ...]]:
    # Empty is unset: templates pass on parameters that nobody filled in.
    if settings.unkey_root_key:
        # Here, because the SDK costs a tenth of a second that a start without it need not pay.
        from portal.keys.unkey.administration import UnkeyAdministration  # noqa: PLC0415
        from portal.keys.unkey.issuer import UnkeyIssuer  # noqa: PLC0415

        if not settings.unkey_api_id:
            raise ConfigurationError("PORTAL_UNKEY_API_ID is not set: keys are made in one API of Unkey.")
        administration = UnkeyAdministration(
            settings.unkey_root_key.get_secret_value(), base_url=str(settings.unkey_base_url)
        )
        unkey = UnkeyIssuer(administration, settings.unkey_api_id)
        return unkey, (unkey.close,)
    if settings.key_pepper is None:
        raise ConfigurationError("PORTAL_KEY_PEPPER is not set: the local key issuer hashes keys with it.")
    return LocalKeyIssuer(KeyHasher(settings.key_pepper.get_secret_value())), ()


def open_reconciliation(settings: KeyServiceSettings) -> KeyReconciliation:
    """Return the reconciliation of keys; its connections live as long as the process."""
    database = connect(str(settings.supabase_url), settings.supabase_secret_key.get_secret_value())
    issuer, _ = _issuer(settings)
    return KeyReconciliation(KeptKeyRows(database), issuer)
