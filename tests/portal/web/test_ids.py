"""Request ids are ULIDs: unique, sorted by time, and readable by ULID libraries."""

from __future__ import annotations

import time

from ulid import ULID

from portal.web.ids import new_request_id


def test_request_id_is_a_ulid_of_the_current_time() -> None:
    before = int(time.time() * 1000)
    prefix, _, ulid = new_request_id().partition("_")
    after = int(time.time() * 1000)
    assert prefix == "req"
    assert before <= ULID.from_str(ulid).milliseconds <= after


def test_request_ids_differ_and_sort_by_time() -> None:
    first = new_request_id()
    time.sleep(0.002)
    later = [new_request_id() for _ in range(1000)]
    assert len({first, *later}) == 1001
    assert all(first < request_id for request_id in later)
