"""A report for people and for programs."""

from __future__ import annotations

import json

import pytest

from scripts.checks import CheckAnswer, CheckResult, fail, ok, skipped, warn
from scripts.checks.printing import as_json, as_lines, exit_code


def results(*answers: CheckAnswer) -> list[CheckResult]:
    return [CheckResult(f"check {number}", "a question", each, 0.25) for number, each in enumerate(answers)]


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ((ok("fine"),), 0),
        ((ok("fine"), warn("hm", "Look."), skipped("no")), 0),
        ((ok("fine"), fail("broken", "Mend it.")), 1),
        ((), 0),
    ],
)
def test_only_a_failure_fails(answers: tuple[CheckAnswer, ...], code: int) -> None:
    assert exit_code(results(*answers)) == code


def test_lines_say_what_was_asked_what_came_back_and_what_to_do() -> None:
    lines = list(as_lines(results(fail("broken", "Mend it."), ok("fine"))))
    assert lines == [
        "fail    check 0: a question",
        "        broken (250 ms)",
        "        → Mend it.",
        "ok      check 1: a question",
        "        fine (250 ms)",
        "1 ok, 0 warn, 1 fail, 0 skipped",
    ]


def test_colours_are_asked_for() -> None:
    assert "\x1b" in next(as_lines(results(ok("fine")), colours=True))


def test_json_has_the_same() -> None:
    document = json.loads(as_json(results(warn("hm", "Look."), fail("broken", "Mend it."))))
    assert document["failed"] is True
    assert document["checks"][0] == {
        "name": "check 0",
        "asked": "a question",
        "status": "warn",
        "came_back": "hm",
        "advice": "Look.",
        "milliseconds": 250,
    }
