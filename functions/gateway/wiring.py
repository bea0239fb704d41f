"""The gateway's production collaborators, chosen by its settings."""

from __future__ import annotations

from postgrest import AsyncPostgrestClient

from functions.gateway.auth.key_service import open_key_verifier
from functions.gateway.pipeline.admission.admitter import Admitter
from functions.gateway.pipeline.idempotency import IdempotentRequests
from functions.gateway.pipeline.request_bounds import RequestBounds
from functions.gateway.pipeline.services import GatewayServices
from functions.gateway.settings import GatewaySettings
from functions.gateway.telemetry.metrics import SERVICE, RequestMetrics, unsent_usage
from functions.gateway.telemetry.request_log import GatewayRequestLog
from portal.connections.aws.aiohttp_transport import AiohttpAwsTransport
from portal.connections.aws.dynamodb import SharedTable, open_shared_table
from portal.database.connecting import connect_as
from portal.idempotency.supabase import SupabaseIdempotencyStore
from portal.policy import PolicySource
from portal.policy.cache import PolicyCache
from portal.policy.published.direct_reads import DirectReads
from portal.policy.published.dynamodb import DynamoDbPublishedPolicyStore
from portal.policy.published.source import PublishedPolicySource
from portal.policy.supabase import SupabasePolicySource
from portal.pool_health.history.cache import ServingHistoryCache
from portal.pool_health.history.supabase import SupabaseServingHistory
from portal.pools import PoolMap
from portal.pools import environment as variables
from portal.pools.leases.dynamodb import DynamoLeaseStore
from portal.pools.leases.outage import LeaseOutageLog, lease_outages
from portal.pools.leases.session_leases import SessionLeases
from portal.pools.routing import PoolRouter
from portal.router.aiohttp_client import AiohttpRouterClient
from portal.usage.batching import BatchingRecorder
from portal.usage.sqs import SqsQueue
from portal.usage.unsent import UnsentLog


def open_services(settings: GatewaySettings) -> GatewayServices:
    """Return the services. Each connection is opened by the first request that needs it."""
    database = connect_as(settings)
    verifier, close_verifier = open_key_verifier(settings, database)
    aws = AiohttpAwsTransport()
    table = _shared_table(settings, aws)
    policy = PolicyCache(_policy_source(settings, database, table))
    pools = _pool_router(settings, table)
    router = AiohttpRouterClient()
    namespace = settings.metrics_namespace
    # On instances it is another function, whose versions have the same numbers, and no alarm of its own.
    version = None if settings.max_concurrency else settings.function_version
    metrics = RequestMetrics(namespace, version=version) if namespace else None
    endpoint = settings.usage_queue_endpoint
    queue = SqsQueue(settings.usage_queue_url, aws, endpoint=None if endpoint is None else str(endpoint))
    recorder = BatchingRecorder(queue, UnsentLog(metrics=unsent_usage(namespace) if namespace else None))
    return GatewayServices(
        admitter=Admitter(verifier, policy, pools),
        policy=policy,
        pools=pools,
        router=router,
        recorder=recorder,
        idempotency=IdempotentRequests(SupabaseIdempotencyStore(database)),
        log=GatewayRequestLog(metrics=metrics),
        history=ServingHistoryCache(SupabaseServingHistory(database)),
        bounds=RequestBounds(
            max_body_bytes=settings.max_body_bytes,
            request_timeout_seconds=settings.request_timeout_seconds,
            keep_alive_seconds=settings.keep_alive_seconds,
        ),
        allowed_origins=settings.origins,
        edge_secret=None if settings.edge_secret is None else settings.edge_secret.get_secret_value(),
        close=(recorder.close, pools.settle, aws.close, router.close, *close_verifier, database.aclose),
    )


def _shared_table(settings: GatewaySettings, aws: AiohttpAwsTransport) -> SharedTable | None:
    if not settings.shared_table:
        return None
    endpoint = settings.shared_table_endpoint
    url = None if endpoint is None else str(endpoint)
    return open_shared_table(settings.shared_table, url, settings.aws_region, aws)


def _policy_source(
    settings: GatewaySettings, database: AsyncPostgrestClient, table: SharedTable | None
) -> PolicySource:
    direct = SupabasePolicySource(database)
    if table is None:
        return direct
    reads = DirectReads(settings.metrics_namespace, SERVICE)
    return PublishedPolicySource(DynamoDbPublishedPolicyStore(table), direct, reads=reads)


def _pool_router(settings: GatewaySettings, table: SharedTable | None) -> PoolRouter:
    pools = _pool_map(settings)
    namespace = settings.metrics_namespace
    leases = SessionLeases(
        pools,
        None if table is None else DynamoLeaseStore(table),
        on_outage=LeaseOutageLog(SERVICE, metrics=lease_outages(namespace) if namespace else None),
    )
    return PoolRouter(pools, leases=leases, wait_seconds=settings.session_wait_seconds)


def _pool_map(settings: GatewaySettings) -> PoolMap:
    return variables.pool_map(
        {
            variables.POOLS: settings.router_pools_json.get_secret_value(),
            variables.SESSIONS: settings.router_model_sessions_json.get_secret_value(),
            variables.MODEL_KEYS: settings.router_model_auth_keys_json.get_secret_value(),
            variables.SESSION_KEYS: settings.router_session_auth_keys_json.get_secret_value(),
            variables.UNARY_MODELS: settings.router_model_unary_json,
            variables.MODEL_WIRES: settings.router_model_wires_json,
            variables.MODEL_NAMES: settings.router_model_names_json,
            variables.SESSION_LIMITS: settings.router_session_limits_json,
            variables.DEFAULT_MODEL: settings.default_model,
        }
    )
