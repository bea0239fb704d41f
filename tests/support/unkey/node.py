"""One node of Unkey, and the table of its operations."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from unkey.py import models
from unkey.py.types import BaseModel

from tests.support.unkey.bodies import read_body
from tests.support.unkey.identity_operations import IdentityOperations
from tests.support.unkey.key_operations import KeyOperations


class Node(KeyOperations, IdentityOperations):
    def perform(
        self, operation: str, raw: Any, permissions: frozenset[str], request_id: str
    ) -> dict[str, Any]:
        """Return the response body. Raises UnkeyFault."""
        request_model, response_model, method = OPERATIONS[operation]
        fields = method(self, read_body(operation, request_model, raw), permissions)
        response = response_model.model_validate({"meta": {"requestId": request_id}, **fields})
        return response.model_dump(by_alias=True, mode="json")


class Operation(NamedTuple):
    request_model: type[BaseModel]
    response_model: type[BaseModel]
    method: Callable[[Node, Any, frozenset[str]], dict[str, Any]]


OPERATIONS = {
    "keys.verifyKey": Operation(
        models.V2KeysVerifyKeyRequestBody, models.V2KeysVerifyKeyResponseBody, Node.verify_key
    ),
    "keys.createKey": Operation(
        models.V2KeysCreateKeyRequestBody, models.V2KeysCreateKeyResponseBody, Node.create_key
    ),
    "keys.updateKey": Operation(
        models.V2KeysUpdateKeyRequestBody, models.V2KeysUpdateKeyResponseBody, Node.update_key
    ),
    "keys.deleteKey": Operation(
        models.V2KeysDeleteKeyRequestBody, models.V2KeysDeleteKeyResponseBody, Node.delete_key
    ),
    "keys.rerollKey": Operation(
        models.V2KeysRerollKeyRequestBody, models.V2KeysRerollKeyResponseBody, Node.reroll_key
    ),
    "keys.updateCredits": Operation(
        models.V2KeysUpdateCreditsRequestBody, models.V2KeysUpdateCreditsResponseBody, Node.update_credits
    ),
    "keys.getKey": Operation(models.V2KeysGetKeyRequestBody, models.V2KeysGetKeyResponseBody, Node.get_key),
    "keys.whoami": Operation(models.V2KeysWhoamiRequestBody, models.V2KeysWhoamiResponseBody, Node.whoami),
    "identities.createIdentity": Operation(
        models.V2IdentitiesCreateIdentityRequestBody,
        models.V2IdentitiesCreateIdentityResponseBody,
        Node.create_identity,
    ),
    "identities.updateIdentity": Operation(
        models.V2IdentitiesUpdateIdentityRequestBody,
        models.V2IdentitiesUpdateIdentityResponseBody,
        Node.update_identity,
    ),
    "identities.getIdentity": Operation(
        models.V2IdentitiesGetIdentityRequestBody,
        models.V2IdentitiesGetIdentityResponseBody,
        Node.get_identity,
    ),
    "identities.deleteIdentity": Operation(
        models.V2IdentitiesDeleteIdentityRequestBody,
        models.V2IdentitiesDeleteIdentityResponseBody,
        Node.delete_identity,
    ),
    "apis.listKeys": Operation(
        models.V2ApisListKeysRequestBody, models.V2ApisListKeysResponseBody, Node.list_keys
    ),
}
