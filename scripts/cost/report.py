"""The two bills as a table for people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from scripts.cost.bill import break_even, instance_of, instances, managed, on_demand, stream_around_the_clock
from scripts.cost.prices import HOURS
from scripts.cost.traffic import Traffic

DEFAULT_CONCURRENCY = 1000
"""Concurrent executions of an account in a region, unless AWS granted more (new accounts may have fewer)."""

PYTHON_STREAMS = 16.0
"""Concurrent requests of an environment with 1 vCPU, unless configured (docs/protocols/lambda-runtime.md)."""
TEMPLATE_VCPUS = 24
"""The default of ``ManagedMaxVcpus`` (a test compares them)."""


def report(traffic: Traffic) -> str:
    """Return the lines of ``make cost``."""
    return "\n".join([*_traffic(traffic), "", *_bills(traffic), "", *_conclusions(traffic)])


def _traffic(traffic: Traffic) -> Iterator[str]:
    yield (
        f"{traffic.requests:,.0f} requests a month of {traffic.seconds:g} s: {traffic.streams:,.1f} streams "
        f"open at any time, {traffic.peak_streams:,.1f} for {traffic.peak_hours:g} hours a day."
    )
    yield (
        f"A request: {traffic.response_kb:g} KB to the customer, {traffic.log_kb:g} KB of log, "
        f"{traffic.sqs_messages:g} SQS messages, on instances {traffic.nat_kb:g} KB through NAT."
    )


def _bills(traffic: Traffic) -> Iterator[str]:
    ondemand, on_instances = on_demand(traffic), managed(traffic)
    names = list(dict.fromkeys([*ondemand.lines, *on_instances.lines]))
    width = max(map(len, names))
    yield f"{'Dollars a month':{width}}  {f'on demand, {traffic.memory:g} MB':>18}  {'managed':>12}"
    for name in names:
        cells = _cell(ondemand.lines.get(name)), _cell(on_instances.lines.get(name))
        yield f"{name:{width}}  {cells[0]:>18}  {cells[1]:>12}"
    yield f"{'Total':{width}}  {_cell(ondemand.total):>18}  {_cell(on_instances.total):>12}"


def _conclusions(traffic: Traffic) -> Iterator[str]:
    instance = instance_of(traffic)
    counts = [instances(traffic, streams) for _, streams in traffic.levels]
    yield (
        f"Managed: {max(counts)} {instance.name} at the peak, {min(counts)} otherwise (${instance.price:g} "
        f"an hour, {instance.environments} environment{'s' * (instance.environments > 1)} of "
        f"{traffic.streams_per_environment:g} streams each, planned {traffic.fill:.0%} full)."
    )
    vcpus = max(counts) * instance.vcpus
    if vcpus > TEMPLATE_VCPUS:
        yield f"They need ManagedMaxVcpus={vcpus}: the template's default is {TEMPLATE_VCPUS}."
    endless = stream_around_the_clock(traffic)
    yield f"One stream that never ends costs ${endless:.2f} a month on demand ({HOURS} h)."
    found = break_even(traffic)
    if found is None:
        yield "Managed Instances do not break even with this traffic."
    else:
        requests = _requests_at(traffic, found)
        yield f"Managed Instances break even at {found:g} streams at any time: {requests} requests a month."
    if traffic.streams_per_environment > PYTHON_STREAMS:
        cautious = break_even(replace(traffic, streams_per_environment=PYTHON_STREAMS))
        told = "none" if cautious is None else f"{cautious:g}"
        yield f"With {PYTHON_STREAMS:g} streams an environment, AWS's default for Python: {told}."
    if traffic.peak_streams > DEFAULT_CONCURRENCY:
        yield (
            f"On demand, {traffic.peak_streams:,.0f} environments at the peak exceed an account's default of "
            f"{DEFAULT_CONCURRENCY:,}: request more before."
        )
    yield "Prices: us-east-1, November 2026, without free tiers and discounts (scripts/cost/prices.py)."
    yield "Not counted: Supabase, Unkey, routers, CloudFront, the portal's API and the scheduled functions."


def _requests_at(traffic: Traffic, streams: float) -> str:
    return f"{streams / traffic.streams * traffic.requests:,.0f}"


def _cell(dollars: float | None) -> str:
    return "" if dollars is None else f"{dollars:,.2f}"
