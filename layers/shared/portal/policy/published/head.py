"""The head of the published policy: at most 1 KB, which is one write unit and half a read unit."""

from __future__ import annotations

from dataclasses import dataclass

MAX_HEAD_BYTES = 1_024

FUTURE_SECONDS = 60.0
"""What a head has of a time further ahead than this was written by a clock that was wrong, or is damaged: it
counts as absent, and whoever writes next replaces it. Less is left to pass."""


@dataclass(frozen=True, slots=True)
class PolicyVersion:
    """Which policy is the latest.

    ``sequence`` is the database's time of the document in microseconds. ``read_at`` is when its publisher
    began to read the database, and ``body_until`` until when its bodies are kept, in unix seconds.
    ``base_hash`` names the whole body that its change is to; its own ``content_hash`` if it is whole.
    """

    sequence: int
    read_at: float
    content_hash: str
    base_hash: str
    body_until: float


@dataclass(frozen=True, slots=True)
class HealthVersion:
    """Which health is the latest. ``sequence`` is ``measured_at`` (unix seconds) in microseconds."""

    sequence: int
    measured_at: float
    content_hash: str


@dataclass(frozen=True, slots=True)
class WriterTerm:
    """``writer`` may publish health until ``until`` (unix seconds, by its clock)."""

    writer: str
    until: float


@dataclass(frozen=True, slots=True)
class PublishedHead:
    policy: PolicyVersion | None = None
    health: HealthVersion | None = None
    term: WriterTerm | None = None
