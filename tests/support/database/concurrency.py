"""Runs database calls on several connections at once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any

from scripts.database.postgres import Connection, PostgresServer

Job = Callable[[Connection], Any]


def run_concurrently(postgres: PostgresServer, database: str, jobs: Sequence[Job]) -> list[Any]:
    """Run each job on its own connection as the service role, all started at once. Return their results."""
    results: list[Any] = [None] * len(jobs)
    barrier = threading.Barrier(len(jobs))

    def work(number: int) -> None:
        with postgres.connect(database) as connection:
            connection.execute("set role service_role")
            barrier.wait()
            try:
                results[number] = jobs[number](connection)
            except Exception as error:  # noqa: BLE001
                results[number] = error

    threads = [threading.Thread(target=work, args=(number,)) for number in range(len(jobs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    failed = [result for result in results if isinstance(result, Exception)]
    assert not failed, failed
    return results
