"""Verifying a key at Unkey: one call that decides status, expiry, model and every limit."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any, NoReturn

import orjson
from pydantic import ValidationError

from portal.errors import KeyServiceUnavailable, PortalError
from portal.keys import Principal, refusal
from portal.keys.presented_key import PresentedKey
from portal.keys.unkey.connection import VERIFY_SECONDS, UnkeyConnection
from portal.keys.unkey.key_format import is_possible
from portal.keys.unkey.limit_names import LimitNames, candidate_limit_names
from portal.keys.unkey.names import NO_PERMISSION, limit_name, model_query, permitted_models
from portal.keys.unkey.verify_response import VERIFY_RESPONSE, Verification, ids_of, windows_of
from portal.limits import WITHOUT_MODEL, Window

log = logging.getLogger(__name__)

Observe = Callable[[str, float], None]
"""Called after every call with its outcome (Unkey's code, ``http_<status>``, ``no_answer``) and seconds."""

_UNKNOWN_LIMIT = 412
_LIMITS_CHECKED = frozenset({"VALID", "RATE_LIMITED", "USAGE_EXCEEDED"})
"""Codes of verifications that got as far as the limits."""
_COUNT_WITHOUT_MODEL = {
    "name": limit_name(WITHOUT_MODEL),
    "limit": WITHOUT_MODEL.limit,
    "duration": WITHOUT_MODEL.seconds * 1000,
    "cost": 1,
}
_MIN_WAIT_SECONDS = 0.1
_STRICTLY_AFTER = 0.001


class UnkeyVerifier:
    """``KeyVerifier`` by ``POST /v2/keys.verifyKey``. ``clock`` returns unix seconds."""

    def __init__(
        self,
        connection: UnkeyConnection,
        *,
        clock: Callable[[], float] = time.time,
        observe: Observe | None = None,
    ) -> None:
        self._connection = connection
        self._limit_names = LimitNames()
        self._clock = clock
        self._observe = observe

    async def verify(self, presented_key: PresentedKey, *, model: str | None) -> Principal:
        api_key = presented_key.api_key
        if not is_possible(api_key):
            raise refusal.unknown_key()
        if model is None:
            try:
                async with asyncio.timeout(VERIFY_SECONDS):
                    return await self._verify_without_model(presented_key)
            except TimeoutError as error:
                raise refusal.not_verified() from error
        body = {"key": api_key, "permissions": model_query(model), "tags": [f"model={model}"]}
        status, verification = await self._call(body)
        if verification is None:
            _fail_closed(f"http_{status}")
        try:
            return self._admit(presented_key, verification, model)
        except PortalError as error:
            error.with_key(ids_of(verification))
            raise

    def _admit(self, presented_key: PresentedKey, verification: Verification, model: str) -> Principal:
        code = verification["code"]
        if code == "INSUFFICIENT_PERMISSIONS":
            raise refusal.model_not_permitted(model)
        windows = windows_of(verification, self._clock())
        if code == "RATE_LIMITED" and any(window.exceeded for window in windows):
            waits = _waits(windows, self._clock())
            raise refusal.limit_exceeded(windows, waits, shared=_is_shared(verification))
        if code != "VALID":
            self._refuse(verification)
        self._check_expiry(verification)
        self._limit_names.learn(presented_key.fingerprint, verification)
        return self._principal(verification, windows)

    async def _verify_without_model(self, presented_key: PresentedKey) -> Principal:
        """Verify with every limit of the key named at a cost of 0, which reads it and counts nothing.

        ``WITHOUT_MODEL`` is named with its number, which makes Unkey count it per key.

        Unkey returns 412 if the key lacks a limit that is named; nothing has been counted then
        (docs/protocols/unkey.md, "Rate limits"). A second call asks for a permission that no key has:
        permissions are checked after status and expiry and before limits, so this refusal shows that the key
        is good.
        """
        names = self._limit_names.of(presented_key.fingerprint)
        status, verification = await self._read_limits(presented_key, names)
        if status == _UNKNOWN_LIMIT:
            body = {"key": presented_key.api_key, "permissions": NO_PERMISSION}
            status, verification = await self._call(body)
            if verification is not None and verification["code"] == "INSUFFICIENT_PERMISSIONS":
                verification = await self._read_candidate_limits(presented_key, verification)
        if verification is None:
            _fail_closed(f"http_{status}")
        try:
            if verification["code"] not in _LIMITS_CHECKED | {"INSUFFICIENT_PERMISSIONS"}:
                self._refuse(verification)
            self._check_expiry(verification)
            windows = self._plan_windows(verification)
        except PortalError as error:
            error.with_key(ids_of(verification))
            raise
        return self._principal(verification, windows)

    def _plan_windows(self, verification: Verification) -> tuple[Window, ...]:
        """Return the windows of the plan. Raises RateLimited if ``WITHOUT_MODEL`` is exceeded."""
        windows = []
        for window in windows_of(verification, self._clock()):
            if window.name != WITHOUT_MODEL.name:
                windows.append(window._replace(exceeded=False))
            elif window.exceeded:
                waits = _waits((window,), self._clock())
                raise refusal.limit_exceeded((window,), waits, shared=False)
        return tuple(windows)

    async def _read_candidate_limits(
        self, presented_key: PresentedKey, verification: Verification
    ) -> Verification:
        """Return a verification that has the windows, or ``verification`` if no candidate names fit."""
        for names in candidate_limit_names(verification):
            status, with_windows = await self._read_limits(presented_key, names)
            if with_windows is not None:
                return with_windows
            if status != _UNKNOWN_LIMIT:
                break
        return verification

    async def _read_limits(
        self, presented_key: PresentedKey, names: Sequence[str]
    ) -> tuple[int, Verification | None]:
        ratelimits = [_COUNT_WITHOUT_MODEL, *({"name": name, "cost": 0} for name in names)]
        body = {"key": presented_key.api_key, "ratelimits": ratelimits, "credits": {"cost": 0}}
        status, verification = await self._call(body)
        if verification is not None and verification["code"] in _LIMITS_CHECKED:
            self._limit_names.learn(presented_key.fingerprint, verification)
        return status, verification

    async def _call(self, body: dict[str, Any]) -> tuple[int, Verification | None]:
        """Return the HTTP status and, with 200, the verification. Raises KeyServiceUnavailable."""
        started = time.perf_counter()
        outcome = "no_answer"
        try:
            status, response = await self._connection.post("keys.verifyKey", orjson.dumps(body))
            outcome = f"http_{status}"
            if status != 200:
                return status, None
            verification = VERIFY_RESPONSE.validate_json(response)["data"]
            outcome = verification["code"]
        except ValidationError:
            _fail_closed("unreadable")
        except KeyServiceUnavailable as error:
            log.warning("keys.verification_failed", extra={"reason": type(error.__cause__).__name__})
            raise
        else:
            return status, verification
        finally:
            if self._observe is not None:
                self._observe(outcome, time.perf_counter() - started)

    def _refuse(self, verification: Verification) -> NoReturn:
        match verification["code"]:
            case "NOT_FOUND":
                raise refusal.unknown_key()
            case "DISABLED":
                raise refusal.disabled_key()
            case "EXPIRED":
                expires = (verification.get("expires") or 0) / 1000
                raise refusal.expired_key(datetime.fromtimestamp(expires or self._clock(), UTC))
            case "USAGE_EXCEEDED":
                raise refusal.key_uses_exhausted()
            case code:
                # FORBIDDEN: our workspace is disabled, or an address list excludes us.
                _fail_closed(code)

    def _check_expiry(self, verification: Verification) -> None:
        """Refuse in the millisecond of the expiry, in which Unkey still accepts the key."""
        expires = verification.get("expires")
        if expires and expires / 1000 <= self._clock():
            raise refusal.expired_key(datetime.fromtimestamp(expires / 1000, UTC))

    def _principal(self, verification: Verification, windows: tuple[Window, ...]) -> Principal:
        ids = ids_of(verification)
        identity = verification.get("identity")
        plan = None if identity is None else (identity.get("meta") or {}).get("plan")
        if identity is None or ids is None or not plan:
            # Created by hand in Unkey's dashboard: it has no organisation to charge and no entitlement.
            log.error("keys.foreign_key", extra={"reason": "a key without our metadata"})
            raise refusal.unknown_key()
        models = permitted_models(verification.get("permissions") or ())
        allowance_id = identity["externalId"]
        return Principal(ids.key_id, ids.organization_id, allowance_id, plan, models, windows)


def _is_shared(verification: Verification) -> bool:
    """Whether other organisations count by the same allowance as the key's."""
    identity, ids = verification.get("identity"), ids_of(verification)
    return identity is not None and ids is not None and identity["externalId"] != ids.organization_id


def _waits(windows: Sequence[Window], now: float) -> list[float]:
    """Return the seconds until each window admits a request again.

    Unkey returns the end of its bucket and not what the previous bucket still counts: just after the end a
    request passes, and mostly one would have passed sooner. The clocks of two machines may differ, so no wait
    is zero.
    """
    return [max(_MIN_WAIT_SECONDS, window.resets_at - now + _STRICTLY_AFTER) for window in windows]


def _fail_closed(reason: str) -> NoReturn:
    """Refuse, and log the reason: 401 and 403 concern our root key, 429 our workspace's own rate limit."""
    log.error("keys.verification_failed", extra={"reason": reason})
    raise refusal.not_verified()
