"""The state as bytes: gzipped JSON. Pure."""

from __future__ import annotations

import gzip
import json
import logging
import zlib
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from functions.pool_monitor.assessment import CanaryResult
from functions.pool_monitor.assessment.assessor import PoolAssessor
from functions.pool_monitor.assessment.evidence import AHEAD_SECONDS, EVIDENCE_SECONDS
from functions.pool_monitor.assessment.standing import RETURN_SHARES, Standing
from functions.pool_monitor.records.history import MINUTE, HealthHistory, MinuteCount

log = logging.getLogger(__name__)

MOST_BYTES = 2 << 20
"""Of the JSON. A larger one was not written here."""


class _CountedMinute(BaseModel):
    start: float
    alias: str
    target: str
    count: MinuteCount


class _State(BaseModel):
    model_config = ConfigDict(extra="forbid")

    saved_at: float
    standings: dict[str, Standing]
    canaries: list[CanaryResult]
    minutes: list[_CountedMinute]
    counted_at: Annotated[float | None, Field(default=None)]


def encode_state(assessor: PoolAssessor, history: HealthHistory, now: float) -> bytes:
    """Return what ``restore_state`` reads."""
    state = _State(
        saved_at=now,
        standings=assessor.standings,
        canaries=[each for target in assessor.evidence.targets.values() for each in target.canaries],
        minutes=[
            _CountedMinute(start=start, alias=alias, target=target, count=count)
            for (start, alias, target), count in history.counts.items()
        ],
        counted_at=history.counted_at,
    )
    # json writes infinities, which most times are at first.
    return gzip.compress(json.dumps(state.model_dump(), separators=(",", ":")).encode(), 6)


def restore_state(saved: bytes | None, assessor: PoolAssessor, history: HealthHistory, now: float) -> bool:
    """Put what was saved into ``assessor`` and ``history``; return whether the standings were young enough.

    Nothing is taken of a state that cannot be read or is from the future, and no target, canary or minute
    with a time in the future: the clock was set back. Targets that are configured no more are left out.
    """
    state = None if saved is None else _decoded(saved)
    if state is None or state.saved_at > now + AHEAD_SECONDS:
        return False
    for minute in state.minutes:
        if minute.start <= now + MINUTE:
            history.counts[minute.start, minute.alias, minute.target] = minute.count
    history.counted_at = state.counted_at
    if state.saved_at < now - EVIDENCE_SECONDS:
        return False
    for target_id, standing in state.standings.items():
        if target_id in assessor.standings and _last_time(standing) <= now + AHEAD_SECONDS:
            assessor.standings[target_id] = standing
    assessor.observe(each for each in state.canaries if each.ended_at <= now + AHEAD_SECONDS)
    return True


def _decoded(saved: bytes) -> _State | None:
    try:
        decompressor = zlib.decompressobj(zlib.MAX_WBITS | 16)
        text = decompressor.decompress(saved, MOST_BYTES)
        document: Any = json.loads(text)
        return _plausible(_State.model_validate(document))
    except (ValidationError, ValueError, RecursionError, zlib.error) as error:
        log.warning("pool_monitor.state_unreadable", extra={"reason": type(error).__name__})
        return None


def _last_time(standing: Standing) -> float:
    return max(
        standing.since,
        standing.phase_since,
        standing.bad_at,
        standing.ejected_at,
        standing.returned_at,
        standing.capacity_at,
    )


def _plausible(state: _State) -> _State:
    """Raises ValueError for what no monitor has written."""
    if not all(
        0 <= each.share <= 1 and 0 <= each.step < len(RETURN_SHARES) for each in state.standings.values()
    ):
        raise ValueError("A share is out of its range.")
    return state
