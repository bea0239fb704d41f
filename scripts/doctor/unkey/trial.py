"""A trial of both root keys on a key and an identity of their own.

Unkey has no call that lists the permissions of a root key, and several calls hide a missing permission
behind "not found". So the control plane's root key creates one API key, disabled and valid for two minutes,
both root keys are tried on it, and it is deleted. The identity ``cortensor-portal-doctor`` stays: neither
root key may delete identities. No customer's key or identity is touched, and no secret is printed.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from portal.keys import KEY_PREFIX
from portal.keys.unkey.key_format import KEY_BYTES
from scripts.doctor.unkey.calls import Permission, UnkeyAnswer, UnkeyCalls

IDENTITY = "cortensor-portal-doctor"
_LIFETIME_SECONDS = 120
_NAMES_NOBODY = "cortensor-portal-doctor-nobody"

Permissions = dict[str, Permission]


@dataclass(slots=True)
class UnkeyTrial:
    """What each root key may do, by permission; and what the trial key looked like.

    ``left_behind``: the trial key could not be deleted.
    """

    control_plane: Permissions = field(default_factory=dict)
    gateway: Permissions = field(default_factory=dict)
    created: UnkeyAnswer | None = None
    prefix: str = ""
    left_behind: bool = False


async def try_root_keys(
    control_plane: UnkeyCalls,
    gateway: UnkeyCalls,
    api_id: str,
    clock: Callable[[], float] = time.time,
) -> UnkeyTrial:
    """Return what both root keys may do. Raises httpx.HTTPError if Unkey does not answer."""
    trial = UnkeyTrial()
    new_key = {
        "apiId": api_id,
        "prefix": KEY_PREFIX,
        "byteLength": KEY_BYTES,
        "name": "make doctor",
        "enabled": False,
        "expires": int((clock() + _LIFETIME_SECONDS) * 1000),
    }
    trial.created = await control_plane.post("keys.createKey", **new_key)
    trial.control_plane["create_key"] = trial.created.permission()
    await _try_identities(trial, control_plane, gateway)
    listing = {"apiId": api_id, "limit": 1}
    listed = (await control_plane.post("apis.listKeys", **listing)).permission()
    trial.control_plane |= {"read_key": listed, "read_api": listed}
    trial.gateway["read_key"] = (await gateway.post("apis.listKeys", **listing)).permission()
    key_id, secret = trial.created.data.get("keyId"), trial.created.data.get("key")
    if isinstance(key_id, str) and isinstance(secret, str):
        trial.prefix = secret.rpartition("_")[0]
        await _try_key(trial, control_plane, gateway, key_id, secret)
    made = await gateway.post("keys.createKey", **new_key)
    trial.gateway["create_key"] = made.permission()
    if isinstance(made.data.get("keyId"), str):
        await control_plane.post("keys.deleteKey", keyId=made.data["keyId"])
    return trial


async def _try_key(
    trial: UnkeyTrial, control_plane: UnkeyCalls, gateway: UnkeyCalls, key_id: str, secret: str
) -> None:
    """Try every call on the trial key, deleting last, and first with the root key that may not."""
    trial.gateway["verify_key"] = _verified(await gateway.post("keys.verifyKey", key=secret))
    trial.control_plane["verify_key"] = _verified(await control_plane.post("keys.verifyKey", key=secret))
    change = {"keyId": key_id, "name": "make doctor, changed"}
    trial.gateway["update_key"] = (await gateway.post("keys.updateKey", **change)).permission()
    trial.control_plane["update_key"] = (await control_plane.post("keys.updateKey", **change)).permission()
    trial.gateway["delete_key"] = (await gateway.post("keys.deleteKey", keyId=key_id)).permission()
    deleted = await control_plane.post("keys.deleteKey", keyId=key_id)
    if trial.gateway["delete_key"] is Permission.GRANTED:
        trial.control_plane["delete_key"] = Permission.NOT_ASKED
    else:
        trial.control_plane["delete_key"] = deleted.permission()
        trial.left_behind = trial.control_plane["delete_key"] is not Permission.GRANTED


async def _try_identities(trial: UnkeyTrial, control_plane: UnkeyCalls, gateway: UnkeyCalls) -> None:
    made = await control_plane.post("identities.createIdentity", externalId=IDENTITY)
    trial.control_plane["create_identity"] = made.permission(granted=(200, 409))
    change = {"identity": IDENTITY, "meta": {"made_by": "make doctor"}}
    changed = await control_plane.post("identities.updateIdentity", **change)
    trial.control_plane["update_identity"] = changed.permission()
    read = await control_plane.post("identities.getIdentity", identity=IDENTITY)
    trial.control_plane["read_identity"] = read.permission()
    # Permission comes first here: "not found" means that it may delete what is there.
    deleted = await control_plane.post("identities.deleteIdentity", identity=_NAMES_NOBODY)
    trial.control_plane["delete_identity"] = _if_found(deleted)
    if trial.control_plane["create_identity"] is Permission.GRANTED:
        again = await gateway.post("identities.createIdentity", externalId=IDENTITY)
        trial.gateway["create_identity"] = again.permission(granted=(200, 409))
        seen = await gateway.post("identities.getIdentity", identity=IDENTITY)
        trial.gateway["read_identity"] = seen.permission()
    changed = await gateway.post("identities.updateIdentity", identity=_NAMES_NOBODY, meta={})
    trial.gateway["update_identity"] = _if_found(changed)
    trial.gateway["delete_identity"] = _if_found(
        await gateway.post("identities.deleteIdentity", identity=_NAMES_NOBODY)
    )


def _if_found(answer: UnkeyAnswer) -> Permission:
    return Permission.GRANTED if answer.status == 404 else answer.permission()


def _verified(answer: UnkeyAnswer) -> Permission:
    """Return whether the root key may verify: without the permission the key looks unknown."""
    if answer.status != 200:
        return answer.permission()
    return Permission.REFUSED if answer.data.get("code") == "NOT_FOUND" else Permission.GRANTED
