"""No message is older than the time that the queue is drained to, whatever happens to it.

A simulated queue runs minute by minute against the real functions. Messages arrive or do not, are received
in any order by any environment of the ingest, fail for a while, each by itself or all at once; environments
end with what they know; the database is away for minutes or an hour; counts are up to a minute late, or
missing.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.database.postgres import Connection, PostgresServer
from tests.support.database.tenant import call

START = datetime(2026, 11, 30, 12, 0, 20, tzinfo=UTC)
MINUTES = 60
VISIBILITY = 6
"""Minutes until a message that failed can be received again."""
PER_MINUTE = 150
"""Messages that the ingest can receive in a minute."""
ENVIRONMENTS = 3
"""Environments of the ingest."""


@dataclass
class QueuedMessage:
    sent: int
    failing_until: int
    visible: int = 0


@dataclass
class Faults:
    """What happens in a minute, as probabilities or in minutes."""

    seed: int
    arrivals: int
    failing: float
    longest_failure: int
    away: tuple[int, int]
    uncounted: float
    batch: int
    """Messages that one environment of the ingest receives at once."""


@dataclass
class SimulatedQueue:
    faults: Faults
    chance: random.Random
    messages: list[QueuedMessage] = field(default_factory=list)
    unnoted: dict[int, int] = field(default_factory=dict)
    """Environment → when the oldest message was sent that it could not tell of."""
    counts: tuple[int, int] = (0, 0)

    def run_minute(self, db: Connection, minute: int) -> datetime | None:
        """Send, receive and count; return up to when the database says that the queue is drained."""
        faults, now = self.faults, START + timedelta(minutes=minute)
        is_away = faults.away[0] <= minute < sum(faults.away)
        for _ in range(self.chance.randint(0, faults.arrivals)):
            fails = self.chance.random() < faults.failing
            until = minute + self.chance.randint(1, faults.longest_failure) if fails else 0
            self.messages.append(QueuedMessage(minute, until))
        visible = [message for message in self.messages if message.visible <= minute]
        received = self.chance.sample(visible, min(len(visible), PER_MINUTE))
        for start in range(0, len(received), faults.batch):
            self._ingest(db, received[start : start + faults.batch], minute, is_away=is_away)
        waiting = sum(message.visible <= minute for message in self.messages)
        late, self.counts = self.counts, (waiting, len(self.messages) - waiting)
        if is_away:
            return None
        depth: tuple[int | None, int | None] = late if self.chance.random() < 0.3 else self.counts
        if self.chance.random() < faults.uncounted:
            depth = (None, None)
        found = call(db, "observe_usage_queue", p_waiting=depth[0], p_in_flight=depth[1], p_now=now)
        until = found["drained_until"]
        return None if until is None else datetime.fromisoformat(until)

    def _ingest(self, db: Connection, batch: list[QueuedMessage], minute: int, *, is_away: bool) -> None:
        """Receive a batch as ``IngestProgress`` does, in an environment that may be a new one."""
        environment = self.chance.randrange(ENVIRONMENTS)
        if self.chance.random() < 0.5:
            self.unnoted.pop(environment, None)
        done = [message for message in batch if not is_away and message.failing_until <= minute]
        for message in batch:
            message.visible = minute + VISIBILITY
        self.messages = [message for message in self.messages if message not in done]
        oldest = min(message.sent for message in batch)
        oldest = min(oldest, self.unnoted.pop(environment, oldest))
        if is_away:
            self.unnoted[environment] = oldest
            return
        call(
            db,
            "observe_usage_batch",
            p_recorded=len(done),
            p_oldest_seconds=60.0 * (minute - oldest),
            p_now=START + timedelta(minutes=minute),
        )


@settings(max_examples=10, deadline=None)  # each makes a hundred calls
@given(
    faults=st.builds(
        Faults,
        seed=st.integers(0, 2**32),
        arrivals=st.sampled_from([0, 1, 5, 40, 200]),
        failing=st.sampled_from([0.0, 0.01, 0.2, 1.0]),
        longest_failure=st.sampled_from([1, 7, 30, 90]),
        away=st.tuples(st.integers(0, MINUTES), st.sampled_from([0, 1, 5, 40])),
        uncounted=st.sampled_from([0.0, 0.1, 0.9]),
        batch=st.sampled_from([1, 10, 100]),
    )
)
def test_no_message_is_older_than_the_queue_is_drained_to(
    postgres: PostgresServer, shared_database: str, faults: Faults
) -> None:
    with postgres.connect(shared_database) as db, db.transaction(force_rollback=True):
        queue = SimulatedQueue(faults, random.Random(faults.seed))
        for minute in range(MINUTES):
            until = queue.run_minute(db, minute)
            if until is not None and queue.messages:
                oldest = min(message.sent for message in queue.messages)
                assert START + timedelta(minutes=oldest) >= until, (minute, faults)
