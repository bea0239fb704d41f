"""Errors for refused keys: the same messages for every key service."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from portal.errors import (
    InvalidKey,
    KeyServiceUnavailable,
    LimitExceeded,
    ModelNotPermitted,
    QuotaExhausted,
    RateLimited,
)
from portal.limits import SHORT_WINDOW_SECONDS, Window

_NEW_KEY = "Create a key on the API keys page of the portal."


def unknown_key() -> InvalidKey:
    """Also for revoked keys, so that a response does not tell whether a key ever existed."""
    return InvalidKey("The API key is not valid.", hint=_NEW_KEY)


def disabled_key() -> InvalidKey:
    """Only a caller who has the whole key gets this."""
    return InvalidKey("The API key is disabled.", hint=_NEW_KEY)


def expired_key(at: datetime) -> InvalidKey:
    return InvalidKey(f"The API key expired on {_time(at)}.", hint=_NEW_KEY)


def model_not_permitted(model: str) -> ModelNotPermitted:
    return ModelNotPermitted(
        f"This API key may not use the model '{model}'.",
        param="model",
        hint="Use a key that includes the model, or create one on the API keys page of the portal.",
    )


def not_verified() -> KeyServiceUnavailable:
    return KeyServiceUnavailable("The API key cannot be checked right now.", hint="Try again shortly.")


def key_uses_exhausted() -> QuotaExhausted:
    """For a key that has a number of uses of its own, all of them used."""
    return QuotaExhausted(
        "This API key has no uses left.",
        hint="Use another key, or create one on the API keys page of the portal.",
    )


def limit_exceeded(windows: Sequence[Window], waits: Sequence[float], *, shared: bool) -> LimitExceeded:
    """Return the error for the exceeded window that blocks longest.

    ``waits`` are the seconds until each window admits a request again, in the order of ``windows``.
    ``shared``: limits of the organisation also count other organisations of its creator.
    """
    wait, window = max(
        ((wait, window) for wait, window in zip(waits, windows, strict=True) if window.exceeded),
        key=lambda pair: (not pair[1].is_short, pair[0]),
    )
    organization = "your organisation and its creator's others on the plan" if shared else "your organisation"
    owner = "this API key" if window.scope == "key" else organization
    used = f"{window.used} of {window.limit} {window.name} of {owner} are used"
    if window.is_short:
        retry_after = min(wait, float(SHORT_WINDOW_SECONDS))
        return RateLimited(
            f"Rate limit reached: {used}. Try again in {retry_after:.1f} s.",
            window=window,
            windows=windows,
            retry_after=retry_after,
            hint="Send requests more slowly; the usage page of the portal shows your limits.",
        )
    return QuotaExhausted(
        f"Quota used up: {used}. It resets at {_time(datetime.fromtimestamp(window.resets_at, UTC))}. "
        "Wait until then, or choose a larger plan on the billing page of the portal.",
        window=window,
        windows=windows,
        hint="The usage page of the portal shows every limit and when it resets.",
    )


def _time(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
