"""The published policy in memory, for tests and for parts that share one process."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import replace

from portal.policy.published import BodyKind
from portal.policy.published.head import (
    FUTURE_SECONDS,
    HealthVersion,
    PolicyVersion,
    PublishedHead,
    WriterTerm,
)
from portal.pool_health import CLOCK_DIFFERENCE_SECONDS


class MemoryPublishedPolicyStore:
    """``wall`` is the store's clock, by which bodies expire. ``calls`` counts the methods that were called.

    Raises RuntimeError inside Lambda, where each environment would have a policy of its own.
    """

    def __init__(
        self, *, wall: Callable[[], float] = time.time, environ: Mapping[str, str] = os.environ
    ) -> None:
        if "AWS_LAMBDA_FUNCTION_NAME" in environ:
            raise RuntimeError("a policy published in memory reaches no other environment of Lambda")
        self._wall = wall
        self._head = PublishedHead()
        self._bodies: dict[tuple[BodyKind, str], tuple[bytes, float]] = {}
        self.calls = 0

    async def head(self, *, consistent: bool = False) -> PublishedHead:  # noqa: ARG002 (always is)
        self.calls += 1
        return self._head

    async def body(self, kind: BodyKind, content_hash: str) -> bytes | None:
        self.calls += 1
        body, kept_until = self._bodies.get((kind, content_hash), (None, 0.0))
        return body if self._wall() < kept_until else None

    async def put_body(self, kind: BodyKind, content_hash: str, body: bytes, *, kept_until: float) -> None:
        self.calls += 1
        now = self._wall()
        self._bodies = {name: entry for name, entry in self._bodies.items() if entry[1] > now}
        self._bodies[kind, content_hash] = (body, kept_until)

    async def advance_policy(
        self, version: PolicyVersion, *, abandoned_before: float, future_after: float
    ) -> bool:
        self.calls += 1
        last = self._head.policy
        is_later = last is not None and last.sequence >= version.sequence
        if last is not None and is_later and abandoned_before <= last.read_at <= future_after:
            return False
        self._head = replace(self._head, policy=version)
        return True

    async def advance_health(self, version: HealthVersion, *, writer: str, now: float) -> bool:
        self.calls += 1
        last, term = self._head.health, self._head.term
        if term is None or term.writer != writer or term.until <= now:
            return False
        latest = version.measured_at + CLOCK_DIFFERENCE_SECONDS
        if last is not None and latest < last.measured_at <= now + FUTURE_SECONDS:
            return False
        self._head = replace(self._head, health=version)
        return True

    async def take_lease(self, term: WriterTerm, *, ended_before: float) -> bool:
        self.calls += 1
        last = self._head.term
        is_anothers = last is not None and last.writer != term.writer
        if last is not None and is_anothers and ended_before <= last.until <= term.until + FUTURE_SECONDS:
            return False
        self._head = replace(self._head, term=term)
        return True

    async def end_lease(self, writer: str) -> None:
        self.calls += 1
        if self._head.term is not None and self._head.term.writer == writer:
            self._head = replace(self._head, term=None)
