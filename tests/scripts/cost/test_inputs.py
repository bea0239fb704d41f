"""The inputs of ``make cost`` are checked, and its table says what it computed."""

from __future__ import annotations

import re
from typing import Any

import pytest

from scripts.cost.__main__ import main, traffic_from
from scripts.cost.report import TEMPLATE_VCPUS, report
from scripts.cost.traffic import InvalidTraffic, Traffic
from tests.support.artifacts.sam import ROOT


@pytest.mark.parametrize("text", ["1000000", "1,000,000", "1_000_000", "1e6", " 1000000 "])
def test_numbers_are_read_as_people_write_them(text: str) -> None:
    assert traffic_from([text, "30", "512"]).requests == 1e6


@pytest.mark.parametrize(
    ("argv", "named"),
    [
        ([], "REQUESTS, SECONDS, MEMORY missing"),
        (["", "", ""], "REQUESTS, SECONDS, MEMORY missing"),
        (["1e6", "30"], "MEMORY missing"),
        (["many", "30", "512"], "requests is 'many', which is not a number"),
        (["0", "30", "512"], "requests is 0"),
        (["-5", "30", "512"], "requests is -5"),
        (["nan", "30", "512"], "requests is nan"),
        (["inf", "30", "512"], "requests is inf"),
        (["1e6", "901", "512"], "seconds is 901: it must be from 0.001 to 900"),
        (["1e6", "30", "64"], "memory is 64"),
        (["1e6", "30", "512.5"], "memory is 512.5: it must be a whole number"),
        (["1e6", "30", "512", "--architecture", "riscv"], "architecture is riscv"),
        (["1e6", "30", "512", "--instance-type", "t3.micro"], "instance_type is t3.micro"),
        (["1e6", "30", "512", "--peak", "0.5"], "peak is 0.5"),
        (
            ["1e6", "30", "512", "--peak", "6", "--peak-hours", "5"],
            "peak_hours is 5: with 6 times the average, 4 hours",
        ),
        (["1e6", "30", "512", "--fill", "0"], "fill is 0"),
        (["1e6", "30", "512", "--streams-per-environment", "2000"], "streams_per_environment is 2000"),
    ],
)
def test_impossible_inputs_are_named(argv: list[str], named: str, capsys: pytest.CaptureFixture[str]) -> None:
    argv = [f" {each}" if each.startswith("-") and each[1:].isdigit() else each for each in argv]
    assert main(argv) == 1
    captured = capsys.readouterr()
    assert named in captured.err
    assert captured.out == ""


def test_every_input_has_an_option_and_its_default() -> None:
    traffic = traffic_from(["1e6", "30", "512"])
    assert traffic == Traffic(1e6, 30, 512)
    other: dict[str, Any] = {
        "peak": 5.0,
        "peak_hours": 2.0,
        "log_kb": 1.0,
        "sqs_messages": 1.0,
        "nat_gateways": 3.0,
    }
    argv = [part for name, value in other.items() for part in (f"--{name.replace('_', '-')}", str(value))]
    assert traffic_from(["1e6", "30", "512", *argv]) == Traffic(1e6, 30, 512, **other)


def test_table_is_aligned_and_says_both_totals_and_the_break_even() -> None:
    text = report(Traffic(1e6, 30, 512))
    assert max(map(len, text.splitlines())) <= 125
    table = text.split("\n\n")[1].splitlines()
    assert len({len(line) for line in table if not line.endswith(" ")}) == 1
    assert re.search(r"^Total +266\.85 +308\.81$", text, re.MULTILINE)
    assert "break even at 13.9 streams at any time: 1,217,640 requests a month" in text
    assert "With 16 streams an environment, AWS's default for Python: 15.8." in text
    assert "$17.52 a month on demand" in text


def test_limits_that_the_traffic_exceeds_are_named() -> None:
    assert "exceed an account's default of 1,000" not in report(Traffic(1e6, 30, 512))
    large = report(Traffic(1e8, 30, 512))
    assert "3,425 environments at the peak exceed an account's default of 1,000" in large
    assert "They need ManagedMaxVcpus=216: the template's default is 24." in large


def test_template_has_the_default_that_the_table_names() -> None:
    template = (ROOT / "template.yaml").read_text()
    assert f"ManagedMaxVcpus:\n    Type: Number\n    Default: {TEMPLATE_VCPUS}\n" in template


def test_traffic_is_checked_however_it_is_made() -> None:
    with pytest.raises(InvalidTraffic, match="seconds is 0"):
        Traffic(1e6, 0, 512)
