"""Choosing the collaborators of the pool monitor by its settings."""

from __future__ import annotations

import logging
import time

from functions.pool_monitor.assessment.latency import MOST_CANARY_SECONDS
from functions.pool_monitor.invocation import MonitorCollaborators, SharedStores
from functions.pool_monitor.metrics import SERVICE, MonitorMetrics
from functions.pool_monitor.probing.status import open_status_client
from functions.pool_monitor.records.supabase import CALL_SECONDS, SupabasePoolRecords
from functions.pool_monitor.settings import PoolMonitorSettings
from functions.pool_monitor.state.table import TableStateStore
from portal.connections.aws.aiohttp_transport import AiohttpAwsTransport
from portal.connections.aws.dynamodb import open_shared_table
from portal.database.connecting import connect_as
from portal.observability.levels import set_log_level
from portal.policy.published.dynamodb import DynamoDbPublishedPolicyStore
from portal.policy.published.publisher import BodySizes
from portal.policy.supabase import SupabasePolicySource
from portal.pools import PoolMap
from portal.pools import environment as variables
from portal.pools.leases.dynamodb import DynamoLeaseStore
from portal.pools.leases.outage import LeaseOutageLog, lease_outages
from portal.router.aiohttp_client import AiohttpRouterClient
from portal.router.bounds import RouterBounds

_CANARY_BOUNDS = RouterBounds(
    connect_seconds=2.0, first_byte_seconds=MOST_CANARY_SECONDS, idle_seconds=MOST_CANARY_SECONDS
)


def open_pools(settings: PoolMonitorSettings) -> PoolMap:
    """Return the configured pools. Raises ConfigurationError."""
    return variables.pool_map(
        {
            variables.POOLS: settings.router_pools_json.get_secret_value(),
            variables.SESSIONS: settings.router_model_sessions_json.get_secret_value(),
            variables.MODEL_KEYS: settings.router_model_auth_keys_json.get_secret_value(),
            variables.SESSION_KEYS: settings.router_session_auth_keys_json.get_secret_value(),
            variables.MODEL_WIRES: settings.router_model_wires_json,
            variables.SESSION_LIMITS: settings.router_session_limits_json,
        }
    )


def open_collaborators(settings: PoolMonitorSettings) -> MonitorCollaborators:
    """Return the collaborators. Their first calls open the connections. Raises ConfigurationError."""
    set_log_level(settings.log_level)
    # The client logs each failed call; of a target that is down the monitor logs that, once.
    logging.getLogger("portal.router.aiohttp_exchange").setLevel(logging.ERROR)
    namespace = settings.metrics_namespace
    database = connect_as(settings, call_seconds=CALL_SECONDS)
    aws = AiohttpAwsTransport()
    http, router = open_status_client(), AiohttpRouterClient(_CANARY_BOUNDS)
    return MonitorCollaborators(
        pools=open_pools(settings),
        http=http,
        router=router,
        records=SupabasePoolRecords(database),
        documents=SupabasePolicySource(database),
        metrics=MonitorMetrics(namespace),
        shared=_open_stores(settings, aws),
        body_sizes=BodySizes(namespace, SERVICE) if namespace else None,
        on_lease_outage=LeaseOutageLog(SERVICE, metrics=lease_outages(namespace) if namespace else None),
        close=(http.aclose, router.close, database.aclose, aws.close),
    )


def _open_stores(settings: PoolMonitorSettings, aws: AiohttpAwsTransport) -> SharedStores | None:
    if not settings.shared_table:
        return None
    endpoint = settings.shared_table_endpoint
    url = None if endpoint is None else str(endpoint)
    table = open_shared_table(settings.shared_table, url, settings.aws_region, aws)
    return SharedStores(
        policies=DynamoDbPublishedPolicyStore(table),
        leases=DynamoLeaseStore(table),
        state=TableStateStore(table, time.time),
    )
