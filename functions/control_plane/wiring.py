"""Choose the control plane's collaborators by the settings."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import httpx
from postgrest import AsyncPostgrestClient

from functions.control_plane.accounts.personal_data.erasure import AccountErasure
from functions.control_plane.accounts.personal_data.repository import PersonalDataRepository
from functions.control_plane.accounts.personal_data.services import PersonalDataServices
from functions.control_plane.accounts.services import AccountServices
from functions.control_plane.admin.actions.key_service import KeyServiceActions
from functions.control_plane.admin.actions.repository import OperatorActionRepository
from functions.control_plane.admin.actions.services import OperatorActionServices
from functions.control_plane.admin.audit_log.repository import AuditEntryRepository
from functions.control_plane.admin.audit_log.services import AuditLogServices
from functions.control_plane.admin.catalogue.live.leases import HeldLeases
from functions.control_plane.admin.catalogue.live.pools import LivePools
from functions.control_plane.admin.catalogue.repository import AdminCatalogueRepository
from functions.control_plane.admin.catalogue.services import AdminCatalogueServices
from functions.control_plane.admin.inspection.repository import InspectionRepository
from functions.control_plane.admin.inspection.services import InspectionServices
from functions.control_plane.admin.requests.repository import RequestLogRepository
from functions.control_plane.admin.requests.services import RequestLogServices
from functions.control_plane.admin.search.repository import SearchRepository
from functions.control_plane.admin.search.services import SearchServices
from functions.control_plane.admin.services import AdminServices
from functions.control_plane.api_keys.issuance import ApiKeyIssuance
from functions.control_plane.api_keys.key_service import open_key_service
from functions.control_plane.api_keys.lifecycle import ApiKeyLifecycle
from functions.control_plane.api_keys.limit import ApiKeyLimit
from functions.control_plane.api_keys.reconciliation.repository import KeyReconciliationRepository
from functions.control_plane.api_keys.repository import ApiKeyRepository
from functions.control_plane.api_keys.revocation import KeyServiceRevocation
from functions.control_plane.api_keys.rotation import ApiKeyRotation
from functions.control_plane.api_keys.services import ApiKeyServices
from functions.control_plane.api_keys.writes import ApiKeyWrites
from functions.control_plane.auth.account_repository import AccountRepository
from functions.control_plane.auth.identification import Identification
from functions.control_plane.auth.operator_repository import OperatorRepository
from functions.control_plane.auth.services import AuthServices
from functions.control_plane.auth.write_limits import WriteLimiter, WriteLimits
from functions.control_plane.billing.plan_repository import PlanRepository
from functions.control_plane.billing.repository import BillingRepository
from functions.control_plane.billing.services import BillingServices
from functions.control_plane.catalogue.services import CatalogueServices
from functions.control_plane.http.idempotency.creates import IdempotentCreates
from functions.control_plane.http.idempotency.repository import IdempotentCreateRepository
from functions.control_plane.http.policy_publication import CurrentPublication
from functions.control_plane.organizations.invitations.repository import InvitationRepository
from functions.control_plane.organizations.invitations.services import InvitationServices
from functions.control_plane.organizations.members.repository import MemberRepository
from functions.control_plane.organizations.members.services import MemberServices
from functions.control_plane.organizations.repository import OrganizationRepository
from functions.control_plane.organizations.services import OrganizationServices
from functions.control_plane.services import ControlPlaneServices
from functions.control_plane.settings import ControlPlaneSettings
from functions.control_plane.usage.repository import UsageRepository
from functions.control_plane.usage.services import UsageServices
from portal.configuration.json_setting import ConfigurationError
from portal.connections.aws.dynamodb import open_shared_table
from portal.connections.aws.httpx_transport import HttpxAwsTransport
from portal.connections.httpx_client import open_client
from portal.database import CALL_SECONDS, KEEP_ALIVE_SECONDS
from portal.database.connecting import connect_as
from portal.keys import KeyAdmin
from portal.policy.cache import PolicyCache
from portal.policy.published.dynamodb import DynamoDbPublishedPolicyStore
from portal.policy.published.publisher import PolicyPublisher
from portal.policy.published.source import PublishedPolicySource
from portal.policy.supabase import SupabasePolicySource
from portal.pool_health.history.cache import ServingHistoryCache
from portal.pool_health.history.supabase import SupabaseServingHistory
from portal.pools.environment import model_features
from portal.pools.leases import LeaseStore
from portal.pools.leases.dynamodb import DynamoLeaseStore
from portal.sessions import SessionVerifier, clerk
from portal.sessions.clerk import ClerkSessions
from portal.sessions.provider_clock import ProviderClock
from portal.sessions.signing_keys import ALGORITHMS, PublishedKeys, SharedSecret, fetch_key_set
from portal.sessions.supabase import SupabaseSessions

Close = Callable[[], Awaitable[None]]


def open_services(
    settings: ControlPlaneSettings,
    *,
    write_limits: WriteLimits | None = None,
    database_seconds: float = CALL_SECONDS,
) -> ControlPlaneServices:
    """Return the services. Each connection is opened by the first request that needs it.

    ``database_seconds`` is the timeout of a call to the database.

    Raises ConfigurationError if a setting is missing.
    """
    url = str(settings.supabase_url).rstrip("/")
    database = connect_as(settings, call_seconds=database_seconds)
    sessions, close_sessions = _open_sessions(settings, url)
    key_admin, close_key_admin = open_key_service(settings)
    creates = IdempotentCreates(IdempotentCreateRepository(database))
    shared = _open_shared_state(settings, database)
    policy = shared.policy
    accounts, operators = AccountRepository(database), OperatorRepository(database)
    write_limiter = WriteLimiter(database, write_limits or WriteLimits())
    revocation = KeyServiceRevocation(database, key_admin)
    usage, personal_data = UsageRepository(database), PersonalDataRepository(database)
    return ControlPlaneServices(
        auth=AuthServices(
            Identification(sessions, accounts, settings.max_sign_ups_per_network), operators, write_limiter
        ),
        accounts=AccountServices(accounts, operators, usage),
        personal_data=PersonalDataServices(personal_data, AccountErasure(personal_data, revocation)),
        organizations=OrganizationServices(
            OrganizationRepository(database), creates, settings.max_organizations_per_user
        ),
        members=MemberServices(MemberRepository(database), revocation),
        invitations=InvitationServices(
            InvitationRepository(database), creates, settings.max_members_per_organization
        ),
        api_keys=_api_keys(database, key_admin, settings.max_keys_per_organization, creates, policy),
        usage=UsageServices(usage),
        billing=BillingServices(BillingRepository(database), PlanRepository(database), usage),
        catalogue=CatalogueServices(
            policy,
            usage,
            ServingHistoryCache(SupabaseServingHistory(database)),
            model_features(settings.router_model_wires_json),
        ),
        admin=_admin(database, key_admin, shared),
        allowed_origins=settings.origins,
        publication=shared.publication,
        close=(*close_sessions, *close_key_admin, *shared.close, database.aclose),
    )


@dataclass(frozen=True, slots=True)
class _SharedState:
    """What all environments share. Without a table there is neither ``publication`` nor ``leases``."""

    policy: PolicyCache
    publication: CurrentPublication | None = None
    leases: LeaseStore | None = None
    close: tuple[Close, ...] = ()


def _open_shared_state(settings: ControlPlaneSettings, database: AsyncPostgrestClient) -> _SharedState:
    direct = SupabasePolicySource(database)
    if not settings.shared_table:
        return _SharedState(PolicyCache(direct))
    endpoint = None if settings.shared_table_endpoint is None else str(settings.shared_table_endpoint)
    region = settings.aws_region
    aws = HttpxAwsTransport.opened_for(endpoint or f"https://dynamodb.{region}.amazonaws.com")
    table = open_shared_table(settings.shared_table, endpoint, region, aws)
    store = DynamoDbPublishedPolicyStore(table)
    return _SharedState(
        PolicyCache(PublishedPolicySource(store, direct)),
        CurrentPublication(PolicyPublisher(direct, store).publish_policy),
        DynamoLeaseStore(table),
        (aws.close,),
    )


def _api_keys(
    database: AsyncPostgrestClient,
    key_admin: KeyAdmin,
    max_keys: int,
    creates: IdempotentCreates,
    policy: PolicyCache,
) -> ApiKeyServices:
    repository, writes, usage = ApiKeyRepository(database), ApiKeyWrites(database), UsageRepository(database)
    limit = ApiKeyLimit(repository, max_keys)
    issuance = ApiKeyIssuance(repository, writes, limit, usage, key_admin)
    return ApiKeyServices(
        repository=repository,
        limit=limit,
        lifecycle=ApiKeyLifecycle(repository, writes, issuance),
        rotation=ApiKeyRotation(repository, issuance),
        creates=creates,
        usage=usage,
        policy=policy,
    )


def _admin(database: AsyncPostgrestClient, key_admin: KeyAdmin, shared: _SharedState) -> AdminServices:
    actions, inspection = OperatorActionRepository(database), InspectionRepository(database)
    usage, plans = UsageRepository(database), PlanRepository(database)
    keys, catalogue = KeyReconciliationRepository(database), AdminCatalogueRepository(database)
    key_service = KeyServiceActions(actions, inspection, keys, key_admin)
    return AdminServices(
        search=SearchServices(SearchRepository(database)),
        inspection=InspectionServices(inspection, usage, BillingRepository(database), plans),
        requests=RequestLogServices(RequestLogRepository(database), usage),
        catalogue=AdminCatalogueServices(
            catalogue, LivePools(catalogue, shared.policy, HeldLeases(shared.leases))
        ),
        audit_log=AuditLogServices(AuditEntryRepository(database)),
        actions=OperatorActionServices(actions, key_service, plans),
    )


def _open_sessions(settings: ControlPlaneSettings, url: str) -> tuple[SessionVerifier, tuple[Close, ...]]:
    if settings.auth_provider == "clerk":
        if settings.clerk_issuer is None:
            raise ConfigurationError("PORTAL_CLERK_ISSUER is not set: it names the issuer of session tokens.")
        issuer = str(settings.clerk_issuer).rstrip("/")
        http = _key_set_client(issuer)
        keys = _published_keys(issuer, http, clerk.ALGORITHMS)
        parties = [origin for origin in settings.origins if origin != "*"]
        return ClerkSessions(keys, issuer=issuer, authorized_parties=parties), (http.aclose,)
    issuer = f"{url}/auth/v1"
    if settings.supabase_jwt_secret is not None:
        secret = SharedSecret(settings.supabase_jwt_secret.get_secret_value())
        return SupabaseSessions(secret, issuer=issuer), ()
    http = _key_set_client(issuer)
    keys = _published_keys(issuer, http)
    return SupabaseSessions(keys, issuer=issuer), (http.aclose,)


def _published_keys(
    issuer: str, http: httpx.AsyncClient, algorithms: Sequence[str] = ALGORITHMS
) -> PublishedKeys:
    provider_clock = ProviderClock()
    fetch = fetch_key_set(f"{issuer}/.well-known/jwks.json", http, provider_clock)
    return PublishedKeys(fetch, algorithms=algorithms, provider_clock=provider_clock)


def _key_set_client(issuer: str) -> httpx.AsyncClient:
    timeout = httpx.Timeout(1.5, connect=1.0)
    return open_client(issuer, timeout=timeout, keep_alive_seconds=KEEP_ALIVE_SECONDS)
