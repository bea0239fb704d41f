"""Publishes the policy and the health. Used by the control plane (policy) and the pool monitor (both)."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, NamedTuple, Protocol

from pydantic import AwareDatetime, TypeAdapter, ValidationError

from portal.errors import PolicyUnavailable
from portal.observability.emf import MetricBlock
from portal.observability.log_lines import Write, write_line
from portal.policy.published import BodyKind, PublishedPolicyStore
from portal.policy.published.body import (
    MAX_BODY_BYTES,
    MAX_CONTENT_BYTES,
    canonical,
    compress,
    content_hash,
    expand,
)
from portal.policy.published.changes import change_between
from portal.policy.published.head import FUTURE_SECONDS, HealthVersion, PolicyVersion
from portal.pool_health import PublishedHealth
from portal.pool_health.document import encode_health

log = logging.getLogger(__name__)

BODY_SECONDS = 600.0
"""How long a body is kept. Bodies that the head still names are prolonged when half of it has passed."""

ABANDONED_SECONDS = 60.0
"""A head whose policy was read this much earlier is replaced by one of a lower sequence, too: the database
was restored, or its clock was ahead."""

CHANGE_BYTES = 4_000
"""A change up to this size, compressed, is always published as one: reading it takes half a read unit."""

CHANGE_SHARE = 0.25
"""A larger change is published as one up to this share of its base, as a new base beyond."""

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
        self._base = _Base("", {}, b"")
        self._readable = ("", "")
        self._health_hash: str | None = None
        self._health_kept_until = 0.0

    async def publish_policy(self) -> bool:
        """Read the policy and publish it: one read of the database, one of the head, one or two writes, and
        one read of a base that another publisher has written. That the bodies are there which another has
        published is looked up once, and what is missing is written: a lost or damaged body is back as soon as
        somebody else publishes, at the next invocation of the pool monitor.

        Returns False if it is not the latest: another publisher was faster, the head is from another clock
        and not yet abandoned, or the body is too large (``MAX_BODY_BYTES``), so that environments soon read
        the database themselves. Raises
        PolicyUnavailable (database) and PublicationUnavailable (store).
        """
        read_at = self._wall()
        document, head = await asyncio.gather(self._documents.read(), self._store.head(consistent=True))
        sequence, document, content = _split(document)
        abandoned_before, future_after = read_at - ABANDONED_SECONDS, self._wall() + FUTURE_SECONDS
        last = head.policy
        is_later = last is not None and last.sequence >= sequence
        if last is not None and is_later and abandoned_before <= last.read_at <= future_after:
            return False
        name = content_hash(content)
        version = PolicyVersion(sequence, read_at, name, name, read_at + BODY_SECONDS)
        kept = None if last is None else await self._on_the_base_of(last, version, document)
        if kept is None:
            if not await self._put("policy", name, content, version.body_until):
                return False
            self._base = _Base(name, document, compress(content))
        published = kept or version
        self._readable = (published.content_hash, published.base_hash)
        return await self._store.advance_policy(
            published, abandoned_before=abandoned_before, future_after=future_after
        )

    async def _on_the_base_of(
        self, last: PolicyVersion, version: PolicyVersion, document: Mapping[str, Any]
    ) -> PolicyVersion | None:
        """Return ``version`` with the base of ``last``, after writing what is missing; None: a new base."""
        kept = replace(version, base_hash=last.base_hash, body_until=last.body_until)
        expires_in = last.body_until - version.read_at
        is_expiring = not BODY_SECONDS / 2 < expires_in <= BODY_SECONDS + FUTURE_SECONDS
        is_there = (version.content_hash, last.base_hash) == self._readable
        if version.content_hash in {last.content_hash, last.base_hash} and is_there and not is_expiring:
            return kept
        base = await self._read_base(last.base_hash)
        if base is None:
            return None
        if version.content_hash != last.base_hash:
            change = compress(canonical(change_between(base.document, document)))
            if len(change) > max(CHANGE_BYTES, CHANGE_SHARE * len(base.body)):
                return None
            await self._store.put_body(
                "policy_change", version.content_hash, change, kept_until=version.body_until
            )
        if is_expiring:
            await self._store.put_body("policy", last.base_hash, base.body, kept_until=version.body_until)
            return replace(kept, body_until=version.body_until)
        return kept

    async def _read_base(self, base_hash: str) -> _Base | None:
        if self._base.content_hash != base_hash:
            body = await self._store.body("policy", base_hash) or b""
            try:
                document = json.loads(expand(body, base_hash))
            except ValueError:  # UnreadableBody is one
                return None
            if not isinstance(document, dict):
                return None
            self._base = _Base(base_hash, document, body)
        return self._base

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


class _Base(NamedTuple):
    """A whole body."""

    content_hash: str
    document: Mapping[str, Any]
    body: bytes


def _split(document: Any) -> tuple[int, dict[str, Any], bytes]:
    """Return a document's sequence, and it without its time, which the head has, as it is and as bytes."""
    try:
        fields = {name: value for name, value in document.items() if name != "database_time"}
        sequence = _microseconds(_TIME.validate_python(document["database_time"]))
        return sequence, fields, canonical(fields)
    except (AttributeError, KeyError, TypeError, ValueError, ValidationError) as error:
        raise PolicyUnavailable("The policy snapshot has an unexpected format.") from error


def _microseconds(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(microseconds=1)
