"""Verifying a key at Unkey: one call that answers status, expiry, model and every limit."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any, NoReturn

import orjson
from pydantic import ValidationError

from portal.errors import KeyServiceUnavailable
from portal.keys import Principal, refusal
from portal.keys.unkey.connection import DECISION_SECONDS, UnkeyConnection
from portal.keys.unkey.key_format import is_possible
from portal.keys.unkey.limit_names import LimitNames, supposed_limits
from portal.keys.unkey.names import NO_PERMISSION, model_query, permitted_models
from portal.keys.unkey.verify_response import ANSWER, Verification, windows_of
from portal.limits import Window

log = logging.getLogger(__name__)

Observe = Callable[[str, float], None]
"""Told of every call: its outcome (Unkey's code, ``http_<status>``, ``no_answer``) and its seconds."""

_UNKNOWN_LIMIT = 412
_LOOKED = frozenset({"VALID", "RATE_LIMITED", "USAGE_EXCEEDED"})
"""Codes of answers that come after the limits were looked at."""
_LEAST_WAIT = 0.1
_STRICTLY_AFTER = 0.001


class UnkeyVerifier:
    """``KeyVerifier`` by ``POST /v2/keys.verifyKey``. ``clock`` tells unix seconds."""

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

    async def verify(self, secret: str, *, model: str | None) -> Principal:
        if not is_possible(secret):
            raise refusal.unknown_key()
        if model is None:
            try:
                async with asyncio.timeout(DECISION_SECONDS):
                    return await self._identify(secret)
            except TimeoutError as error:
                raise refusal.no_decision() from error
        asked = {"key": secret, "permissions": model_query(model), "tags": [f"model={model}"]}
        status, verification = await self._ask(asked)
        if verification is None:
            _no_decision(f"http_{status}")
        code = verification["code"]
        if code == "INSUFFICIENT_PERMISSIONS":
            raise refusal.model_refused(model)
        windows = windows_of(verification, self._clock())
        if code == "RATE_LIMITED" and any(window.exceeded for window in windows):
            raise refusal.limit_exceeded(windows, _waits(windows, self._clock()))
        if code != "VALID":
            self._refuse(verification)
        self._check_expiry(verification)
        self._limit_names.learn(secret, verification)
        return self._principal(verification, windows)

    async def _identify(self, secret: str) -> Principal:
        """Verify without counting: each limit is looked at with a cost of nothing.

        A limit is named for that, and Unkey answers 412 if the key lacks one of those named; nothing has been
        counted then (reference A5.3). A permission that no key has settles it: it is asked for after status
        and expiry and before limits, so its refusal says that the key is good.
        """
        status, verification = await self._look(secret, self._limit_names.of(secret))
        if status == _UNKNOWN_LIMIT:
            status, verification = await self._ask({"key": secret, "permissions": NO_PERMISSION})
            if verification is not None and verification["code"] == "INSUFFICIENT_PERMISSIONS":
                verification = await self._look_again(secret, verification)
        if verification is None:
            _no_decision(f"http_{status}")
        if verification["code"] not in _LOOKED | {"INSUFFICIENT_PERMISSIONS"}:
            self._refuse(verification)
        self._check_expiry(verification)
        windows = windows_of(verification, self._clock())
        return self._principal(verification, tuple(window._replace(exceeded=False) for window in windows))

    async def _look_again(self, secret: str, told: Verification) -> Verification:
        """Return the answer that has the windows, or ``told`` where the limits cannot be named."""
        for names in supposed_limits(told):
            status, looked = await self._look(secret, names)
            if looked is not None:
                return looked
            if status != _UNKNOWN_LIMIT:
                break
        return told

    async def _look(self, secret: str, names: Sequence[str]) -> tuple[int, Verification | None]:
        looked_at = [{"name": name, "cost": 0} for name in names]
        asked = {"key": secret, "ratelimits": looked_at, "credits": {"cost": 0}}
        status, verification = await self._ask(asked)
        if verification is not None and verification["code"] in _LOOKED:
            self._limit_names.learn(secret, verification)
        return status, verification

    async def _ask(self, asked: dict[str, Any]) -> tuple[int, Verification | None]:
        """Return the HTTP status and, with 200, what it says. Raises KeyServiceUnavailable."""
        began = time.perf_counter()
        outcome = "no_answer"
        try:
            status, body = await self._connection.post("keys.verifyKey", orjson.dumps(asked))
            outcome = f"http_{status}"
            if status != 200:
                return status, None
            verification = ANSWER.validate_json(body)["data"]
            outcome = verification["code"]
        except ValidationError:
            _no_decision("unreadable")
        except KeyServiceUnavailable as error:
            log.warning("keys.no_decision", extra={"reason": type(error.__cause__).__name__})
            raise
        else:
            return status, verification
        finally:
            if self._observe is not None:
                self._observe(outcome, time.perf_counter() - began)

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
                raise refusal.allowance_spent()
            case code:
                # FORBIDDEN: our workspace is switched off, or an address list leaves us out.
                _no_decision(code)

    def _check_expiry(self, verification: Verification) -> None:
        """Refuse at the very moment of expiry; Unkey lets a key live through that millisecond."""
        expires = verification.get("expires")
        if expires and expires / 1000 <= self._clock():
            raise refusal.expired_key(datetime.fromtimestamp(expires / 1000, UTC))

    def _principal(self, verification: Verification, windows: tuple[Window, ...]) -> Principal:
        identity = verification.get("identity")
        key_id = (verification.get("meta") or {}).get("key_id")
        plan = None if identity is None else (identity.get("meta") or {}).get("plan")
        if identity is None or not key_id or not plan:
            # Made by hand in Unkey's dashboard: nobody could be charged, and no entitlement is known.
            log.error("keys.foreign_key", extra={"reason": "a key without our metadata"})
            raise refusal.unknown_key()
        models = permitted_models(verification.get("permissions") or ())
        return Principal(key_id, identity["externalId"], plan, models, windows)


def _waits(windows: Sequence[Window], now: float) -> list[float]:
    """Return the seconds until each window passes a request.

    Unkey tells when its bucket ends, not what the one before left over: just after the end a request passes,
    mostly one would have passed sooner. The clocks of two machines may differ, so no wait is nothing.
    """
    return [max(_LEAST_WAIT, window.resets_at - now + _STRICTLY_AFTER) for window in windows]


def _no_decision(reason: str) -> NoReturn:
    """Refuse, and tell the operator why: 401 and 403 are our root key's, 429 is our own rate there."""
    log.error("keys.no_decision", extra={"reason": reason})
    raise refusal.no_decision()
