"""Publishes the policy and the health. Used by the control plane (policy) and the pool monitor (both)."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Protocol

from pydantic import AwareDatetime, TypeAdapter, ValidationError

from portal.errors import PolicyUnavailable
from portal.observability.emf import MetricBlock
from portal.observability.log_lines import Write, write_line
from portal.policy.published import BodyKind, PublishedPolicyStore
from portal.policy.published.body import MAX_BODY_BYTES, MAX_CONTENT_BYTES, canonical, compress, content_hash
from portal.policy.published.head import HealthVersion, PolicyVersion
from portal.pool_health import PublishedHealth
from portal.pool_health.document import encode_health

log = logging.getLogger(__name__)

BODY_SECONDS = 600.0
"""How long a body is kept. A body that the head still names is prolonged when half of it has passed."""

ABANDONED_SECONDS = 60.0
"""A head whose policy was read this much earlier is replaced by one of a lower sequence, too: the database
was restored, or its clock was ahead."""

METRIC = "policy_body_bytes"

_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
_TIME = TypeAdapter(AwareDatetime)


class PolicyDocuments(Protocol):
    """Where the publisher reads the policy: ``SupabasePolicySource``."""

    async def read(self) -> Any:
        """Return the JSON of ``policy_snapshot``. Raises PolicyUnavailable, within 1 s."""
        ...


class BodySizes:
    """Writes the size of each policy body as the metric ``policy_body_bytes`` of ``service``, for an alarm
    above ``MAX_BODY_BYTES``.
    """

    def __init__(self, namespace: str, service: str, *, write: Write | None = None) -> None:
        self._block = MetricBlock(namespace, [["service"]], {METRIC: "Bytes"})
        self._service = service
        self._write = write

    def measured(self, size: int) -> None:
        fields = {"level": "INFO", "message": "policy.body", "service": self._service, METRIC: size}
        write_line({**fields, "_aws": self._block.stamp()}, self._write)


class PolicyPublisher:
    """Call ``publish_policy`` after each known change, and once a second for all others.

    Any number of publishers may run at a time: the head only moves to a document that the database made
    later. ``wall`` returns unix seconds. ``sizes`` None: no metric.
    """

    def __init__(
        self,
        documents: PolicyDocuments,
        store: PublishedPolicyStore,
        *,
        sizes: BodySizes | None = None,
        wall: Callable[[], float] = time.time,
    ) -> None:
        self._documents = documents
        self._store = store
        self._sizes = sizes
        self._wall = wall
        self._health_hash: str | None = None
        self._health_kept_until = 0.0

    async def publish_policy(self) -> bool:
        """Read the policy and publish it. Takes one read of the database, one of the head, and one or two
        writes.

        Returns False if it is not the latest: another publisher was faster, or its body is too large
        (``MAX_BODY_BYTES``), so that environments soon read the database themselves. Raises
        PolicyUnavailable (database) and PublicationUnavailable (store).
        """
        read_at = self._wall()
        document, head = await asyncio.gather(self._documents.read(), self._store.head(consistent=True))
        sequence, content = _content_of(document)
        version = PolicyVersion(sequence, read_at, content_hash(content), read_at + BODY_SECONDS)
        abandoned_before = read_at - ABANDONED_SECONDS
        last = head.policy
        if last is not None and last.sequence >= sequence and last.read_at >= abandoned_before:
            return False
        if (
            last is not None
            and last.content_hash == version.content_hash
            and last.body_until > read_at + BODY_SECONDS / 2
        ):
            version = PolicyVersion(sequence, read_at, version.content_hash, last.body_until)
        elif not await self._put("policy", version.content_hash, content, version.body_until):
            return False
        return await self._store.advance_policy(version, abandoned_before=abandoned_before)

    async def publish_health(self, health: PublishedHealth, writer: str) -> bool:
        """Publish ``health`` while ``writer`` (``WriterLease.writer``) holds the writer's lease.

        Returns False if it does not: stop then, another monitor has taken over. Raises
        PublicationUnavailable.
        """
        now = self._wall()
        content = encode_health(health)
        name = content_hash(content)
        if name != self._health_hash or self._health_kept_until < now + BODY_SECONDS / 2:
            if not await self._put("health", name, content, now + BODY_SECONDS):
                return False
            self._health_hash, self._health_kept_until = name, now + BODY_SECONDS
        version = HealthVersion(_microseconds(health.measured_at), health.measured_at.timestamp(), name)
        return await self._store.advance_health(version, writer=writer, now=self._wall())

    async def _put(self, kind: BodyKind, name: str, content: bytes, kept_until: float) -> bool:
        """Write a body; False if it is too large."""
        body = compress(content)
        if kind == "policy" and self._sizes is not None:
            self._sizes.measured(len(body))
        if len(body) > MAX_BODY_BYTES or len(content) > MAX_CONTENT_BYTES:
            log.error("policy.body_too_large", extra={"kind": kind, "bytes": len(body)})
            return False
        await self._store.put_body(kind, name, body, kept_until=kept_until)
        return True


def _content_of(document: Any) -> tuple[int, bytes]:
    """Return sequence and content of a document. Its time is in the head: the content is the same without."""
    try:
        content = canonical({name: value for name, value in document.items() if name != "database_time"})
        return _microseconds(_TIME.validate_python(document["database_time"])), content
    except (AttributeError, KeyError, TypeError, ValueError, ValidationError) as error:
        raise PolicyUnavailable("The policy snapshot has an unexpected format.") from error


def _microseconds(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(microseconds=1)
