"""What messages and pages name in docs/operations.md is there: headings, and one row for each alarm."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from scripts.deployment.stacks import ROOT
from scripts.deployment.template_file import load_template

PAGE = (ROOT / "docs" / "operations.md").read_text()
HEADINGS = {
    re.sub(r"^[0-9]+\. ", "", heading) for heading in re.findall(r"^#+ (.+)$", PAGE, re.MULTILINE)
} | set(re.findall(r"^\*\*(.+?)\.?\*\*", PAGE, re.MULTILINE))
ROWS = Counter(
    alarm
    for row in re.findall(r"^\| (`[^|]+) \|", PAGE.partition("## Alarms")[2], re.MULTILINE)
    for alarm in re.findall(r"`(\w+)`", row)
)
ALARMS = {
    name for name, each in load_template()["Resources"].items() if each["Type"] == "AWS::CloudWatch::Alarm"
}
SOURCES = [
    path
    for folder in ("scripts", "local", "functions")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if "node_modules" not in path.parts
]


@pytest.mark.parametrize("alarm", sorted(ALARMS))
def test_alarm_has_one_row(alarm: str) -> None:
    assert ROWS[alarm] == 1


def named(text: str) -> list[str]:
    """Return what follows ``operations.md, `` in messages, joined over lines of source."""
    joined = re.sub(r'"\s*\n\s*f?"', "", text)
    return [each.strip() for each in re.findall(r"operations\.md, ([A-Z][^.();\"]+)", joined)]


def test_sections_that_messages_name_exist() -> None:
    wrong = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in SOURCES
        for name in named(path.read_text())
        if not any(name == known or name.startswith(f"{known},") for known in HEADINGS | ALARMS)
    }
    assert wrong == set()
