"""The steps of a reconciliation."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from functions.usage_rollup.ledger.comparison import CreditComparison, HourComparison, RequestComparison
from functions.usage_rollup.reconciliation.comparing import REQUESTS_PER_STEP, compare, compare_credit
from portal.errors import DatabaseUnavailable
from tests.support.usage.memory_ledger import MemoryLedger, credit_comparison, request_comparison

NOW = datetime(2026, 11, 24, 14, 20, 30, tzinfo=UTC)


async def test_every_hour_is_compared_once_and_the_current_one_last() -> None:
    steps = [step async for step in compare(MemoryLedger(), NOW, days=1)]
    hours = [step.hour for step in steps if isinstance(step, HourComparison)]
    assert hours[0] == datetime(2026, 11, 23, 14, tzinfo=UTC)
    assert hours[-1] == datetime(2026, 11, 24, 14, tzinfo=UTC)
    assert len(set(hours)) == len(hours) == 25
    assert [type(step) for step in steps[25:]] == [RequestComparison, CreditComparison]


async def test_requests_are_compared_page_by_page() -> None:
    ledger = MemoryLedger()
    ledger.request_pages = {
        None: request_comparison(next_page="req_b"),
        "req_b": request_comparison(next_page="req_c"),
        "req_c": request_comparison(),
    }
    steps = [step async for step in compare(ledger, NOW, days=1)]
    assert [step.next for step in steps if isinstance(step, RequestComparison)] == ["req_b", "req_c", None]
    assert ledger.page_sizes == [REQUESTS_PER_STEP] * 3


async def test_step_that_is_too_slow_is_tried_again_with_fewer_requests() -> None:
    ledger = MemoryLedger()

    class SlowPages(MemoryLedger):
        async def reconcile_requests(
            self, since: datetime, after: str | None, limit: int
        ) -> RequestComparison:
            self.failing_calls = 1 if limit > 300 else 0
            return await super().reconcile_requests(since, after, limit)

    ledger = SlowPages()
    ledger.request_pages = {None: request_comparison(next_page="req_b"), "req_b": request_comparison()}
    steps = [step async for step in compare(ledger, NOW, 1, requests_per_step=20_000, pause_seconds=0)]
    assert sum(isinstance(step, RequestComparison) for step in steps) == 2
    assert ledger.page_sizes == [20_000, 2_000, 200, 200]


async def test_pages_of_long_ledgers_become_smaller_and_those_of_short_ones_larger_again() -> None:
    clock = 0.0

    class LongLedgers(MemoryLedger):
        """Each organisation of the first two pages takes two seconds."""

        async def reconcile_credit(self, after: str | None, limit: int) -> CreditComparison:
            nonlocal clock
            clock += 2.0 * limit if after in {None, "b"} else 0.0
            if after == "b" and limit > 1:
                self.credit_page_sizes.append(limit)
                raise DatabaseUnavailable("statement timeout")
            return await super().reconcile_credit(after, limit)

    ledger = LongLedgers()
    pages: list[str | None] = [None, *"bcdefg"]
    ledger.credit_pages = {
        page: credit_comparison(next_page=following)
        for page, following in zip(pages, [*pages[1:], None], strict=True)
    }
    steps = [step async for step in compare_credit(ledger, pause_seconds=0, clock=lambda: clock)]
    assert len(steps) == len(pages)
    assert ledger.credit_page_sizes == [10, 2, 1, 1, 2, 4, 8, 16]


async def test_step_that_keeps_failing_ends_the_reconciliation() -> None:
    ledger = MemoryLedger()
    ledger.failing_calls = 3
    with pytest.raises(DatabaseUnavailable):
        _ = [step async for step in compare(ledger, NOW, days=1, pause_seconds=0)]
    assert ledger.failing_calls == 0
    assert len([step async for step in compare(ledger, NOW, days=1)]) == 27
