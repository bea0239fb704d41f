"""Reads the published health beside the policy. Whatever fails here leaves health unknown, nothing else."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from portal.policy.published import PublicationUnavailable, PublishedPolicyStore
from portal.policy.published.body import expand
from portal.policy.published.head import HealthVersion
from portal.pool_health import PublishedHealth, current_health
from portal.pool_health.document import decode_health

log = logging.getLogger(__name__)

HealthRead = asyncio.Task[PublishedHealth | None]


class PublishedHealthReader:
    """The last health that was read. ``wall`` returns unix seconds."""

    def __init__(
        self, store: PublishedPolicyStore, *, timeout_seconds: float, wall: Callable[[], float]
    ) -> None:
        self._store = store
        self._timeout_seconds = timeout_seconds
        self._wall = wall
        self._health: PublishedHealth | None = None
        self._content_hash = ""
        self._read: HealthRead | None = None
        self._reading: HealthVersion | None = None

    @property
    def health(self) -> PublishedHealth | None:
        """The last health that was read if it is young enough to act on, else None."""
        return current_health(self._health, self._wall())

    def follow(self, version: HealthVersion | None) -> HealthRead | None:
        """Use the health that the head names. Returns the read of its body, None if that is known already."""
        if version is None:
            return None
        if version.content_hash == self._content_hash and self._health is not None:
            measured_at = _moment(version)
            if measured_at > self._health.measured_at:
                self._health = replace(self._health, measured_at=measured_at)
            return None
        if self._read is None or self._read.done() or version != self._reading:
            if self._read is not None:
                self._read.cancel()
            self._reading = version
            self._read = asyncio.create_task(self._read_body(version))
        return self._read

    async def _read_body(self, version: HealthVersion) -> PublishedHealth | None:
        try:
            async with asyncio.timeout(self._timeout_seconds):
                body = await self._store.body("health", version.content_hash)
            if body is None:
                raise ValueError("The body is not there.")  # noqa: TRY301 (as a damaged one)
            health = decode_health(expand(body, version.content_hash), _moment(version))
        except (PublicationUnavailable, TimeoutError, ValueError) as error:
            log.warning("policy.health_unreadable", extra={"reason": f"{type(error).__name__}: {error}"})
            return None
        self._health, self._content_hash = health, version.content_hash
        return self.health


def _moment(version: HealthVersion) -> datetime:
    return datetime.fromtimestamp(version.measured_at, UTC)
