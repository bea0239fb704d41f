"""The two bills as a table for people."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.cost.bill import break_even, instance_of, instances, managed, on_demand, stream_around_the_clock
from scripts.cost.prices import HOURS
from scripts.cost.traffic import Traffic

DEFAULT_CONCURRENCY = 1000
"""Concurrent executions of an account in a region, unless AWS granted more (new accounts may have fewer)."""

TEMPLATE_VCPUS = 24
"""The default of ``ManagedMaxVcpus`` (a test compares them)."""


def report(traffic: Traffic) -> str:
    """Return the lines of ``make cost``."""
    return "\n".join([*_traffic(traffic), "", *_bills(traffic), "", *_conclusions(traffic)])


def _traffic(traffic: Traffic) -> Iterator[str]:
    yield (
        f"{traffic.requests:,.0f} requests a month of {traffic.seconds:g} s: {traffic.streams:,.1f} streams open at any "
        f"time, {traffic.peak_streams:,.1f} for {traffic.peak_hours:g} hours a day."
    )
    yield (
        f"A request: {traffic.response_kb:g} KB to the customer, {traffic.log_kb:g} KB of log, {traffic.sqs_messages:g} "
        f"SQS messages, on instances {traffic.nat_kb:g} KB through NAT."
    )


def _bills(traffic: Traffic) -> Iterator[str]:
    ondemand, on_instances = on_demand(traffic), managed(traffic)
    names = list(dict.fromkeys([*ondemand.lines, *on_instances.lines]))
    width = max(map(len, names))
    yield f"{'Dollars a month':{width}}  {f'on demand, {traffic.memory:g} MB':>18}  {'managed':>12}"
    for name in names:
        yield f"{name:{width}}  {_cell(ondemand.lines.get(name)):>18}  {_cell(on_instances.lines.get(name)):>12}"
    yield f"{'Total':{width}}  {_cell(ondemand.total):>18}  {_cell(on_instances.total):>12}"


def _conclusions(traffic: Traffic) -> Iterator[str]:
    instance = instance_of(traffic)
    counts = [instances(traffic, streams) for _, streams in traffic.levels]
    yield (
        f"Managed: {max(counts)} × {instance.name} at the peak, {min(counts)} otherwise (${instance.price:g} an hour, "
        f"{instance.environments} environment{'s' * (instance.environments > 1)} of {traffic.streams_per_environment:g} streams "
        f"each, planned {traffic.fill:.0%} full)."
    )
    vcpus = max(counts) * instance.vcpus
    if vcpus > TEMPLATE_VCPUS:
        yield f"They need ManagedMaxVcpus={vcpus}: the template's default is {TEMPLATE_VCPUS}."
    yield f"One stream that never ends costs ${stream_around_the_clock(traffic):.2f} a month on demand ({HOURS} h)."
    found = break_even(traffic)
    if found is None:
        yield "Managed Instances do not break even with this traffic."
    else:
        yield f"Managed Instances break even at {found:g} streams at any time, that is {_requests_at(traffic, found)} requests a month."
    if traffic.peak_streams > DEFAULT_CONCURRENCY:
        yield (
            f"On demand, {traffic.peak_streams:,.0f} environments at the peak exceed an account's default of "
            f"{DEFAULT_CONCURRENCY:,}: request more before."
        )
    yield "Prices: us-east-1, November 2026, without free tiers and discounts (scripts/cost/prices.py). Not counted: Supabase, Unkey,"
    yield "routers, CloudFront, the portal's API and scheduled functions."


def _requests_at(traffic: Traffic, streams: float) -> str:
    return f"{streams / traffic.streams * traffic.requests:,.0f}"


def _cell(dollars: float | None) -> str:
    return "" if dollars is None else f"{dollars:,.2f}"
