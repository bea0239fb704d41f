"""acquire_job_lease and release_job_lease: one run of a job at a time."""

from __future__ import annotations

import uuid
from functools import partial

from scripts.database.postgres import Connection, PostgresServer
from tests.support.database.concurrency import run_concurrently
from tests.support.database.tenant import call


def acquire(db: Connection, run_id: uuid.UUID, seconds: float = 60.0, job: str = "maintain") -> bool:
    return bool(call(db, "acquire_job_lease", p_job=job, p_run_id=run_id, p_seconds=seconds))


def test_of_concurrent_runs_one_gets_the_lease(
    postgres: PostgresServer, database: str, committed: Connection
) -> None:
    runs = [uuid.uuid4() for _ in range(8)]
    jobs = [partial(acquire, run_id=run_id) for run_id in runs]
    first = run_concurrently(postgres, database, jobs)
    assert sum(first) == 1
    # The run that has it extends it; the others still do not get it.
    assert run_concurrently(postgres, database, jobs) == first


def test_lease_can_be_taken_when_it_is_released_or_has_expired(db: Connection) -> None:
    one, other = uuid.uuid4(), uuid.uuid4()
    assert acquire(db, one)
    assert not acquire(db, other)
    assert acquire(db, other, job="reconcile")
    assert call(db, "release_job_lease", p_job="maintain", p_run_id=other) is False
    assert call(db, "release_job_lease", p_job="maintain", p_run_id=one) is True
    assert acquire(db, other, seconds=-1.0)
    assert acquire(db, one)
    assert not acquire(db, other)
