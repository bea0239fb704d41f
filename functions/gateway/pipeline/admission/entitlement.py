"""Which models a verified caller may use."""

from __future__ import annotations

from collections.abc import Sequence

from portal.errors import InvalidRequest, ModelNotFound, UnsupportedFeature
from portal.inference import Feature, InferenceRequest
from portal.keys import Principal
from portal.policy import PolicySnapshot

_FEATURES: dict[Feature, str] = {"tools": "tool calling", "json": "output as JSON"}

MODELS_HINT = "GET /v1/models lists the models you can call."


def entitled_models(principal: Principal, snapshot: PolicySnapshot) -> frozenset[str] | None:
    """Return the aliases that ``principal`` may call, None meaning all.

    The organisation's own entitlement replaces its plan's; the key's allow-list narrows either.
    """
    allowed = snapshot.organization_models.get(principal.organization_id)
    if allowed is None:
        allowed = snapshot.plan_of(principal.organization_id, principal.plan).models
    if principal.models is None:
        return allowed
    return principal.models if allowed is None else allowed & principal.models


def no_such_model(name: str | None) -> InvalidRequest | ModelNotFound:
    """Return the error for a request whose model is not configured, or that names none and has no default."""
    if not name:
        return InvalidRequest("The request names no model.", param="model", hint=MODELS_HINT)
    return model_not_found(name)


def model_not_found(name: str) -> ModelNotFound:
    return ModelNotFound(f"The model '{name}' does not exist.", param="model", hint=MODELS_HINT)


def feature_not_offered(
    request: InferenceRequest, feature: Feature, alias: str, offering: Sequence[str]
) -> UnsupportedFeature:
    """Return the error for what the model cannot do. ``offering`` are the caller's models that can."""
    name = _FEATURES[feature]
    param = request.output.param if feature == "json" and request.output is not None else "tools"
    others = ", ".join(f"'{other}'" for other in offering)
    return UnsupportedFeature(
        f"'{param}' is not supported here: {name} is not offered by the model '{alias}'.",
        param=param,
        hint=f"Use {others}." if offering else MODELS_HINT,
    )
