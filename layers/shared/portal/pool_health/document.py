"""The JSON form of ``PublishedHealth`` but for its time, as the pool monitor publishes it.

Publisher and reader may be of different versions: a reader ignores fields that it does not know, takes states
that it does not know for ``unknown``, and leaves out a target or pool whose entry it cannot read.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any, TypeVar, get_args

from pydantic import AwareDatetime, BaseModel, BeforeValidator, Field, TypeAdapter, ValidationError

from portal.pool_health import PoolHealth, PoolServingState, PublishedHealth, TargetHealth, TargetState

_Entry = TypeVar("_Entry", TargetHealth, PoolHealth)


def _known_or(default: str, states: tuple[str, ...]) -> Callable[[Any], Any]:
    return lambda state: state if state in states else default


_Milliseconds = Annotated[float, Field(ge=0, allow_inf_nan=False)]
_Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]


class _TargetEntry(BaseModel):
    state: Annotated[TargetState, BeforeValidator(_known_or("unknown", get_args(TargetState)))] = "unknown"
    share: _Share = 1.0
    reason: str | None = None
    since: AwareDatetime | None = None
    ttft_p50_ms: _Milliseconds | None = None
    ttft_p95_ms: _Milliseconds | None = None
    error_rate: _Share | None = None
    in_flight: Annotated[int, Field(ge=0)] | None = None
    busy_until: AwareDatetime | None = None
    capacity: Annotated[int, Field(ge=0)] | None = None

    def value(self) -> TargetHealth:
        return TargetHealth(**dict(self))


class _PoolEntry(BaseModel):
    state: Annotated[PoolServingState, BeforeValidator(_known_or("degraded", get_args(PoolServingState)))]
    ttft_p50_ms: _Milliseconds | None = None
    ttft_p95_ms: _Milliseconds | None = None

    def value(self) -> PoolHealth:
        return PoolHealth(**dict(self))


class _Document(BaseModel):
    targets: dict[str, Any] = {}
    pools: dict[str, Any] = {}


_DOCUMENT = TypeAdapter(_Document)


def encode_health(health: PublishedHealth) -> bytes:
    """Return the document: the same bytes for the same health, whenever measured. None is left out."""
    return json.dumps(
        {
            "targets": {target: _fields(entry) for target, entry in health.targets.items()},
            "pools": {alias: _fields(entry) for alias, entry in health.pools.items()},
        },
        separators=(",", ":"),
        sort_keys=True,
        allow_nan=False,
    ).encode()


def decode_health(document: bytes, measured_at: datetime) -> PublishedHealth:
    """Return what ``encode_health`` of this or another version encoded. Raises ValueError."""
    parsed = _DOCUMENT.validate_json(document)
    return PublishedHealth(
        measured_at=measured_at,
        targets=_readable(parsed.targets, lambda entry: _TargetEntry.model_validate(entry).value()),
        pools=_readable(parsed.pools, lambda entry: _PoolEntry.model_validate(entry).value()),
    )


def _readable(entries: Mapping[str, Any], read: Callable[[Any], _Entry]) -> dict[str, _Entry]:
    values = {}
    for name, entry in entries.items():
        try:
            values[name] = read(entry)
        except ValidationError:
            continue
    return values


def _fields(entry: TargetHealth | PoolHealth) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in asdict(entry).items()
        if value is not None
    }
