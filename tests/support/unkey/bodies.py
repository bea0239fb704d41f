"""Validating request bodies: the SDK's models, and the bounds that they leave out.

Source: docs/protocols/unkey.md, "Operations".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple, TypeVar

from pydantic import ValidationError
from unkey.py.types import BaseModel

from tests.support.unkey.faults import bad_request

_Body = TypeVar("_Body", bound=BaseModel)

_ID = r"[a-zA-Z0-9_]+"
_EXTERNAL_ID = r"[a-zA-Z0-9_.-]+"
_PERMISSION = r"[a-zA-Z0-9_:\-.*]+"
LATEST_EXPIRY = 4_102_444_800_000


class Bound(NamedTuple):
    """Bounds on the length of a text or list, or on a number. ``each`` bounds the items of a list."""

    least: int = 0
    most: int | None = None
    pattern: str | None = None
    each: Bound | None = None


_KEY_ID = Bound(3, 255, _ID)
_NAME = Bound(1, 255)
_EXPIRES = Bound(0, LATEST_EXPIRY)
_PERMISSIONS = Bound(0, 1_000, each=Bound(1, 128, _PERMISSION))
_RATELIMITS = Bound(0, 50)
_META = Bound(0, 100)

BOUNDS: dict[str, dict[str, Bound]] = {
    "keys.createKey": {
        "apiId": Bound(3, 255, _ID),
        "prefix": Bound(1, 16, _ID),
        "name": _NAME,
        "byteLength": Bound(16, 255),
        "externalId": Bound(1, 255, _EXTERNAL_ID),
        "meta": _META,
        "roles": Bound(0, 100, each=Bound(1, 128)),
        "permissions": _PERMISSIONS,
        "expires": _EXPIRES,
        "ratelimits": _RATELIMITS,
    },
    "keys.verifyKey": {
        "key": Bound(1, 512),
        "tags": Bound(0, 20, each=Bound(1, 512)),
        "permissions": Bound(1, 1_000),
        "migrationId": Bound(0, 256),
    },
    "keys.updateKey": {
        "keyId": _KEY_ID,
        "name": _NAME,
        "externalId": Bound(1, 255, _EXTERNAL_ID),
        "meta": _META,
        "roles": Bound(0, 100, each=Bound(1, 128)),
        "permissions": _PERMISSIONS,
        "expires": _EXPIRES,
        "ratelimits": _RATELIMITS,
    },
    "keys.deleteKey": {"keyId": _KEY_ID},
    "keys.getKey": {"keyId": _KEY_ID},
    "keys.whoami": {"key": Bound(1, 512)},
    "keys.rerollKey": {"keyId": _KEY_ID, "expiration": Bound(0, LATEST_EXPIRY)},
    "keys.updateCredits": {"keyId": _KEY_ID, "value": Bound(0)},
    "identities.createIdentity": {
        "externalId": Bound(1, 255, _EXTERNAL_ID),
        "meta": _META,
        "ratelimits": _RATELIMITS,
    },
    "identities.updateIdentity": {"identity": Bound(1), "meta": _META, "ratelimits": _RATELIMITS},
    "identities.getIdentity": {"identity": Bound(1)},
    "identities.deleteIdentity": {"identity": Bound(1)},
    "identities.listIdentities": {"limit": Bound(1, 100)},
    "apis.listKeys": {"apiId": Bound(1), "limit": Bound(1, 100), "externalId": Bound(1)},
}

_STORED_LIMIT = {"name": Bound(3, 128), "limit": Bound(1), "duration": Bound(1_000)}
_REQUESTED_LIMIT = {"name": Bound(3, 255), "cost": Bound(0), "limit": Bound(0), "duration": Bound(0)}
_CREDITS = {"cost": Bound(0, 1_000_000_000_000)}


def read_body(operation: str, model: type[_Body], raw: Any) -> _Body:
    """Return ``raw`` as the SDK's model. Raises a 400 that names the faulty field."""
    if not isinstance(raw, dict):
        raise bad_request("body", "got a value that is not an object")
    known = {field.alias or name for name, field in model.model_fields.items()}
    for unknown in raw.keys() - known:
        raise bad_request(f"body.{unknown}", "additional properties are not allowed")
    _check(raw, BOUNDS[operation], "body")
    stored = operation != "keys.verifyKey"
    for position, limit in enumerate(raw.get("ratelimits") or ()):
        where = f"body.ratelimits[{position}]"
        if stored and isinstance(limit, dict) and "autoApply" not in limit:
            raise bad_request(where, "missing property 'autoApply'")
        _check(limit, _STORED_LIMIT if stored else _REQUESTED_LIMIT, where)
    if not stored and isinstance(raw.get("credits"), dict):
        _check(raw["credits"], _CREDITS, "body.credits")
    names = [limit["name"] for limit in raw.get("ratelimits") or ()]
    if operation.startswith("identities.") and len(set(names)) != len(names):
        raise bad_request("body.ratelimits", "a name is used twice")
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        location = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise bad_request(f"body.{location}", error.errors()[0]["msg"]) from error


def _check(raw: Any, bounds: Mapping[str, Bound], where: str) -> None:
    if not isinstance(raw, dict):
        raise bad_request(where, "got a value that is not an object")
    for name, bound in bounds.items():
        if raw.get(name) is not None:
            _check_value(raw[name], bound, f"{where}.{name}")


def _check_value(value: Any, bound: Bound, where: str) -> None:
    # A whole float counts as an integer; a boolean is not a number.
    size = value if isinstance(value, int | float) else len(value)
    if isinstance(value, bool) or size < bound.least or (bound.most is not None and size > bound.most):
        raise bad_request(where, f"must be from {bound.least} to {bound.most}")
    if bound.pattern is not None and not (isinstance(value, str) and re.fullmatch(bound.pattern, value)):
        raise bad_request(where, f"does not match ^{bound.pattern}$")
    if bound.each is not None:
        for position, item in enumerate(value):
            _check_value(item, bound.each, f"{where}[{position}]")
