"""Unsent events can be read back from a log of any format."""

from __future__ import annotations

import io

import pytest

from portal.usage.messages import encode
from portal.usage.unsent import UnsentLog, read_unsent
from tests.support.usage.events import admitted, settled


def written() -> str:
    log = io.StringIO()
    unsent = UnsentLog(log)
    unsent.write(encode(admitted()), "refused")
    unsent.write(encode(settled()), "refused")
    return log.getvalue()


def test_other_lines_and_prefixes_are_skipped() -> None:
    first, second = written().splitlines()
    lines = ["INFO started", first, '{"message": "request.served"}', f"2026-11-21T12:00:00Z {second}", ""]
    assert list(read_unsent(lines)) == [admitted(), settled()]


def test_truncated_line_raises_with_its_number() -> None:
    first, second = written().splitlines()
    with pytest.raises(ValueError, match="line 2 holds an unsent event"):
        list(read_unsent([first, second[:-20]]))
