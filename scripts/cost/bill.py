"""The bills of a month, line by line, and where they cross. Pure."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from scripts.cost import prices
from scripts.cost.prices import InstanceType
from scripts.cost.traffic import Traffic

MILLION = 1e6
MONITOR_OVERLAP = 1.05
"""The pool monitor runs all the time; invocations overlap by about three seconds of a minute."""
LEAST_INSTANCES = 3
"""Lambda starts three, one in each zone, and keeps them."""


@dataclass(frozen=True, slots=True)
class Bill:
    """Dollars a month by line, in the order in which they are printed."""

    lines: dict[str, float]

    @property
    def total(self) -> float:
        return sum(self.lines.values())


def on_demand(traffic: Traffic) -> Bill:
    """Return the bill of one environment for each stream, billed while it waits."""
    gb_seconds = traffic.requests * traffic.seconds * traffic.memory / 1024
    return Bill(
        {
            "Lambda: duration": gb_seconds * prices.LAMBDA_GB_SECOND[traffic.architecture],
            "DynamoDB": _table(traffic, traffic.requests * (traffic.seconds + prices.TABLE_READ_SECONDS)),
            **_shared(traffic),
        }
    )


def managed(traffic: Traffic) -> Bill:
    """Return the bill of many streams to an environment, on instances around the clock."""
    instance = instance_of(traffic)
    hours = prices.HOURS * sum(share * instances(traffic, streams) for share, streams in traffic.levels)
    nat_hours = traffic.nat_gateways * prices.HOURS
    return Bill(
        {
            "EC2 instances": hours * instance.price,
            "Management fee, 15 %": hours * instance.price * prices.MANAGEMENT_FEE,
            "NAT gateways": nat_hours * (prices.NAT_HOUR + prices.PUBLIC_ADDRESS_HOUR),
            "NAT: data": _gb(traffic.requests, traffic.nat_kb) * prices.NAT_GB
            if traffic.nat_gateways
            else 0.0,
            "DynamoDB": _table(traffic, hours * 3600 * instance.environments),
            **_shared(traffic),
        }
    )


def instance_of(traffic: Traffic) -> InstanceType:
    """Return the type of the instances, at the operator's own price if there is one."""
    name = traffic.instance_type or prices.DEFAULT_INSTANCE[traffic.architecture]
    found = prices.INSTANCE_TYPES[name]
    return replace(found, price=traffic.instance_price) if traffic.instance_price else found


def instances(traffic: Traffic, streams: float) -> int:
    """Return the instances that carry so many streams at a time: at least three."""
    places = traffic.streams_per_environment * traffic.fill * instance_of(traffic).environments
    return max(LEAST_INSTANCES, math.ceil(streams / places - 1e-9))


def stream_around_the_clock(traffic: Traffic) -> float:
    """Return what one stream that never ends costs on demand, in dollars a month."""
    per_second = traffic.memory / 1024 * prices.LAMBDA_GB_SECOND[traffic.architecture]
    return per_second * prices.MONTH_SECONDS


def break_even(traffic: Traffic, most: int = 10_000) -> float | None:
    """Return the fewest streams at any time with which instances cost no more, all else alike.

    None: none up to ``most``. To a tenth of a stream; more instances at more streams may turn it again
    for a moment.
    """
    per_stream = prices.MONTH_SECONDS / traffic.seconds

    def is_cheaper(streams: float) -> bool:
        scaled = replace(traffic, requests=max(1.0, streams * per_stream))
        return managed(scaled).total <= on_demand(scaled).total

    upper = next((step for step in _steps(most) if is_cheaper(step)), None)
    if upper is None:
        return None
    lower = upper / 1.05 if upper > 0.1 else 0.0
    while upper - lower > 0.05:
        middle = (upper + lower) / 2
        lower, upper = (lower, middle) if is_cheaper(middle) else (middle, upper)
    return round(upper, 1)


def _steps(most: int) -> list[float]:
    steps = [0.1]
    while steps[-1] < most:
        steps.append(steps[-1] * 1.05)
    return steps


def _table(traffic: Traffic, environment_seconds: float) -> float:
    """Return the price of the shared table, read by environments that serve for so many seconds together."""
    reads = environment_seconds / prices.TABLE_READ_SECONDS * traffic.table_read_units
    writes = traffic.requests * traffic.table_writes + prices.MONTH_SECONDS * traffic.table_published_units
    return (reads * prices.TABLE_MILLION_READ_UNITS + writes * prices.TABLE_MILLION_WRITE_UNITS) / MILLION


def _shared(traffic: Traffic) -> dict[str, float]:
    """Return the lines that are the same in both bills."""
    requests = traffic.requests / MILLION
    units = traffic.requests * max(1, math.ceil(traffic.response_kb * 1000 / prices.API_METERED_BYTES))
    sqs = requests * traffic.sqs_messages * (1 + 2 / prices.SQS_BATCH)
    logs = _gb(traffic.requests, traffic.log_kb)
    stored = logs * traffic.log_days / 30
    monitor = prices.MONTH_SECONDS * MONITOR_OVERLAP * traffic.monitor_memory / 1024
    waf = 0.0
    if traffic.waf_rules:
        waf = prices.WAF_ACL + traffic.waf_rules * prices.WAF_RULE + requests * prices.WAF_MILLION_REQUESTS
    return {
        "Lambda: requests": requests * prices.LAMBDA_MILLION_REQUESTS,
        "Pool monitor": monitor * prices.LAMBDA_GB_SECOND[traffic.architecture],
        "API Gateway": tiered(units, prices.API_MILLION_REQUESTS),
        "SQS": sqs * prices.SQS_MILLION_REQUESTS,
        "Logs": logs * prices.LOG_GB_INGESTED + stored * prices.LOG_GB_MONTH_STORED,
        "WAF": waf,
        "Data out": _gb(traffic.requests, traffic.response_kb) * prices.EGRESS_GB,
        "Metrics, alarms, secrets": traffic.metrics * prices.METRIC
        + traffic.alarms * prices.ALARM
        + traffic.secrets * prices.SECRET,
    }


def tiered(units: float, tiers: tuple[tuple[float, float], ...]) -> float:
    """Return the price of ``units``: each tier is its upper end, and dollars a million up to there."""
    total, lower = 0.0, 0.0
    for upper, dollars in tiers:
        total += max(0.0, min(units, upper) - lower) / MILLION * dollars
        lower = upper
    return total


def _gb(requests: float, kb: float) -> float:
    return requests * kb / MILLION
