"""The bills against figures computed by hand from the public prices."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.cost.bill import break_even, instances, managed, on_demand, stream_around_the_clock, tiered
from scripts.cost.prices import API_MILLION_REQUESTS, DEFAULT_INSTANCE, INSTANCE_TYPES
from scripts.cost.traffic import Traffic
from tests.support.artifacts.sam import ROOT

MILLION = Traffic(requests=1e6, seconds=30, memory=512)


@pytest.mark.parametrize(
    ("seconds", "memory", "architecture", "dollars"),
    [
        (30, 512, "arm64", 200.00),  # 1e6 * 30 s * 0.5 GB * $0.0000133334
        (30, 512, "x86_64", 250.00),  # … * $0.0000166667
        (30, 256, "arm64", 100.00),
        (5, 512, "x86_64", 41.67),
        (5, 1024, "arm64", 66.67),
    ],
)
def test_duration_is_memory_times_time(
    seconds: float, memory: float, architecture: str, dollars: float
) -> None:
    traffic = Traffic(requests=1e6, seconds=seconds, memory=memory, architecture=architecture)
    assert on_demand(traffic).lines["Lambda: duration"] == pytest.approx(dollars, abs=0.005)


@pytest.mark.parametrize(
    ("memory", "architecture", "dollars"),
    [(512, "arm64", 17.52), (512, "x86_64", 21.90), (256, "arm64", 8.76)],
)
def test_stream_that_never_ends(memory: float, architecture: str, dollars: float) -> None:
    """0.5 GB * 2,628,000 s * $0.0000133334: the same as a month of back-to-back requests."""
    traffic = Traffic(requests=1e6, seconds=30, memory=memory, architecture=architecture)
    assert stream_around_the_clock(traffic) == pytest.approx(dollars, abs=0.005)
    back_to_back = replace(traffic, requests=2_628_000 / 30)
    assert on_demand(back_to_back).lines["Lambda: duration"] == pytest.approx(dollars, abs=0.005)


def test_lines_of_a_million_requests() -> None:
    assert on_demand(MILLION).lines == pytest.approx(
        {
            "Lambda: duration": 200.00,
            "DynamoDB": 11.21,  # 1.5 units each 2 s of 32 s, and 5 units written each second
            "Lambda: requests": 0.20,
            "Pool monitor": 9.20,  # 2,628,000 s * 1.05 * 0.25 GB
            "API Gateway": 3.50,
            "SQS": 0.96,  # 2 messages: 2 sends, and a fifth of a receive and a delete
            "Logs": 1.325,  # 2.5 GB: $0.50 in, $0.03 kept for a month
            "WAF": 12.60,  # $5, 7 rules of $1, $0.60
            "Data out": 6.75,  # 75 GB * $0.09
            "Metrics, alarms, secrets": 21.10,  # 46 * $0.30 + 45 * $0.10 + 7 * $0.40
        },
        abs=0.005,
    )


def test_lines_of_managed_instances() -> None:
    """Three c8g.large around the clock: 3 * 730 h * $0.0798 = $174.76; 15 % of it; a NAT gateway."""
    lines = managed(MILLION).lines
    assert lines["EC2 instances"] == pytest.approx(174.76, abs=0.005)
    assert lines["Management fee, 15 %"] == pytest.approx(26.21, abs=0.005)
    assert lines["NAT gateways"] == pytest.approx(36.50, abs=0.005)  # 730 * ($0.045 + $0.005)
    assert lines["NAT: data"] == pytest.approx(6.75, abs=0.005)  # 150 GB * $0.045
    assert "Lambda: duration" not in lines
    assert managed(replace(MILLION, nat_gateways=0)).lines["NAT: data"] == 0


def test_operators_own_price_replaces_the_list_price() -> None:
    reserved = replace(MILLION, instance_price=0.05)
    assert managed(reserved).lines["EC2 instances"] == pytest.approx(3 * 730 * 0.05)
    assert managed(replace(MILLION, instance_type="c7g.large")).lines["EC2 instances"] == pytest.approx(
        158.775
    )


@pytest.mark.parametrize(
    ("streams", "count"),
    [(0, 3), (96, 3), (97, 4), (128, 4), (1000, 32)],  # 64 places, planned half full: 32 an instance
)
def test_instances_grow_with_the_streams(streams: float, count: int) -> None:
    assert instances(MILLION, streams) == count


def test_instances_follow_the_day() -> None:
    """1,200 streams on average; 4 hours with 3,600, else 20 hours with 720: 113 and 23 instances."""
    traffic = replace(MILLION, requests=1200 * 2_628_000 / 30)
    assert [(round(share, 4), round(streams)) for share, streams in traffic.levels] == [
        (0.1667, 3600),
        (0.8333, 720),
    ]
    hours = 730 * (113 / 6 + 23 * 5 / 6)
    assert managed(traffic).lines["EC2 instances"] == pytest.approx(hours * 0.0798)


def test_break_even_of_512_mb_on_arm() -> None:
    """$238.21 of instances, fee, NAT gateway and reads; a stream saves $17.78 and costs $0.59 of NAT data.

    On demand a stream's environment reads the shared table for its 30 s and 2 s more: $0.26.
    """
    reads = 2_628_000 / 2 * 1.5 * 0.125 / 1e6
    fixed = 174.762 + 26.2143 + 36.5 + 3 * reads
    nat_data = 2_628_000 / 30 * 150 / 1e6 * 0.045
    assert break_even(MILLION) == pytest.approx(fixed / (17.5201 + reads * 32 / 30 - nat_data), abs=0.1)


def test_table_is_billed_by_reads_of_environments_and_writes_of_requests() -> None:
    """A read unit is $0.125 a million, a write unit $0.625; instances read around the clock."""
    quiet = replace(MILLION, table_published_units=0)
    assert on_demand(quiet).lines["DynamoDB"] == pytest.approx(1e6 * 32 / 2 * 1.5 * 0.125 / 1e6)
    assert managed(quiet).lines["DynamoDB"] == pytest.approx(3 * 2_628_000 / 2 * 1.5 * 0.125 / 1e6)
    for bill in (on_demand, managed):
        leased = bill(replace(quiet, table_writes=2.3)).lines["DynamoDB"]
        assert leased - bill(quiet).lines["DynamoDB"] == pytest.approx(2.3 * 0.625)


@pytest.mark.parametrize("memory", [256, 512, 1024])
@pytest.mark.parametrize("seconds", [5, 30, 300])
def test_bills_cross_at_the_break_even(memory: float, seconds: float) -> None:
    traffic = Traffic(requests=1, seconds=seconds, memory=memory, peak=1.0, peak_hours=24.0)
    found = break_even(traffic)
    assert found is not None
    for streams, is_cheaper in ((found - 0.2, False), (found + 0.2, True)):
        at = replace(traffic, requests=streams * 2_628_000 / seconds)
        assert (managed(at).total <= on_demand(at).total) is is_cheaper


def test_no_break_even_where_nat_costs_more_than_waiting() -> None:
    assert break_even(Traffic(requests=1e6, seconds=0.01, memory=128, nat_kb=1000)) is None


def test_prices_of_api_gateway_fall_by_tier() -> None:
    assert tiered(333e6, API_MILLION_REQUESTS) == pytest.approx(1165.50)
    assert tiered(400e6, API_MILLION_REQUESTS) == pytest.approx(1165.50 + 67 * 2.80)
    assert tiered(1_100e6, API_MILLION_REQUESTS) == pytest.approx(1165.50 + 667 * 2.80 + 100 * 2.38)


def test_long_responses_count_as_several_requests() -> None:
    assert on_demand(replace(MILLION, response_kb=25_000)).lines["API Gateway"] == pytest.approx(10.50)


def test_default_instance_is_the_dearest_that_the_template_allows() -> None:
    template = (ROOT / "template.yaml").read_text()
    for name in DEFAULT_INSTANCE.values():
        assert name in template
        family = [
            each for each in INSTANCE_TYPES.values() if each.name in template and each.name[1] == name[1]
        ]
        assert all(each.price <= INSTANCE_TYPES[name].price for each in family)


@given(
    requests=st.floats(1, 1e10),
    seconds=st.floats(0.1, 900),
    peak=st.floats(1, 24),
    memory=st.sampled_from([128, 512, 1769, 10_240]),
)
def test_more_traffic_never_costs_less(requests: float, seconds: float, peak: float, memory: float) -> None:
    traffic = Traffic(requests=requests, seconds=seconds, memory=memory, peak=peak, peak_hours=1.0)
    for bill in (on_demand, managed):
        totals = [bill(replace(traffic, requests=requests * factor)).total for factor in (1, 1.5, 10)]
        assert all(less <= more + 1e-9 for less, more in pairwise(totals))
    average = sum(share * streams for share, streams in traffic.levels)
    assert average == pytest.approx(traffic.streams)
