"""How many days the role token is still valid, as a metric. The tokens of all functions are made together."""

from __future__ import annotations

from aws_lambda_powertools import Metrics
from aws_lambda_powertools.metrics import MetricUnit

from portal.database.role_token import RoleToken

METRIC = "database_token_days"


def publish_token_expiry(token: RoleToken, *, service: str, metrics_namespace: str) -> None:
    """Publish the metric, 0 for a token that has expired, and log a warning when it is time to renew."""
    token.log_expiry()
    if metrics_namespace:
        metrics = Metrics(namespace=metrics_namespace, service=service)
        metrics.add_metric(name=METRIC, unit=MetricUnit.Count, value=max(0.0, token.days_left()))
        metrics.flush_metrics()
