"""The check that the portal shows of each model what the gateway accepts."""

from __future__ import annotations

from portal.configuration.json_setting import ConfigurationError
from portal.inference import Feature
from portal.pools.environment import MODEL_WIRES, model_features
from scripts.checks import CheckAnswer, DeploymentCheck, fail, ok

NONE: frozenset[Feature] = frozenset()


def shown_features_check(gateway_wires: str, control_plane_wires: str) -> DeploymentCheck:
    """Return the check. Both texts are those of ``MODEL_WIRES``, which are set in two secrets."""

    async def ask() -> CheckAnswer:
        try:
            accepted, shown = model_features(gateway_wires), model_features(control_plane_wires)
        except ConfigurationError as error:
            return fail(str(error), "The functions do not start with it: correct the secret.")
        aliases = accepted.keys() | shown.keys()
        wrong = sorted(each for each in aliases if accepted.get(each, NONE) != shown.get(each, NONE))
        if wrong:
            advice = f"Put the same {MODEL_WIRES} into both secrets."
            return fail(f"routers and control plane differ for {', '.join(wrong)}", advice)
        return ok("routers and control plane agree")

    name = "capabilities shown"
    return DeploymentCheck(name, f"{MODEL_WIRES} of the routers' secret and of the control plane's", ask)
