"""Health and the list of models."""

from __future__ import annotations

from scripts.checks import CheckAnswer, DeploymentCheck, fail, ok
from scripts.doctor.http import json_object
from scripts.smoke.target import SmokeTarget, said


def catalogue_checks(target: SmokeTarget) -> list[DeploymentCheck]:
    async def health() -> CheckAnswer:
        response = await target.get("/health", {})
        document = json_object(response)
        if response.status_code == 503 and document.get("status") == "unavailable":
            return fail(
                "HTTP 503: no policy snapshot, or no model can serve, so every request is refused",
                "make doctor asks the database and the routers. Drained? /portal/admin/serving.",
            )
        if response.status_code != 200 or document.get("status") not in {"ok", "degraded"}:
            return fail(
                said(response),
                "Does the function start? Log: runtime.init_failed. Else: has URL its stage?",
            )
        if not document.get("models"):
            return fail("no model is active", "Compare the router maps with the models under /portal/admin.")
        degraded = ", degraded: see /status" if document["status"] == "degraded" else ""
        models = ", ".join(map(str, document["models"]))
        return ok(f"version {document.get('version')}, models {models}{degraded}")

    async def models() -> CheckAnswer:
        response = await target.get("/v1/models")
        if response.status_code == 401:
            return fail(
                said(response), "Is the key of this deployment, and in force? At Unkey: docs/limits.md."
            )
        names = model_names(json_object(response))
        target.models[:] = names
        if response.status_code != 200 or not names:
            return fail(f"{said(response)}, {len(names)} models", "Which models does the key's plan include?")
        if target.model and target.model not in names:
            return fail(f"not {target.model}, but {', '.join(names)}", "Name one of them: MODEL=…")
        return ok(", ".join(names))

    return [
        DeploymentCheck(
            "health", "GET /health", health, seconds=15
        ),  # the first call may start an environment
        DeploymentCheck("models", "GET /v1/models with the key", models),
    ]


def model_names(document: dict[str, object]) -> list[str]:
    """Return the ids of a model list."""
    data = document.get("data")
    if not isinstance(data, list):
        return []
    return [each["id"] for each in data if isinstance(each, dict) and isinstance(each.get("id"), str)]
