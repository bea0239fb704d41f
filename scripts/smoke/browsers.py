"""What a browser asks before and after a page's call (CORS)."""

from __future__ import annotations

import httpx

from scripts.checks import CheckAnswer, DeploymentCheck, fail, ok
from scripts.smoke.target import SmokeTarget

_PATH = "/v1/chat/completions"
_HEADERS = ("authorization", "content-type")
_ADVICE = (
    "AllowedOrigins must be * or name the origin (ORIGIN=https://portal.example.com asks as that page); "
    "what stands before the API must pass on OPTIONS and the headers."
)


def browser_checks(target: SmokeTarget) -> list[DeploymentCheck]:
    async def preflight() -> CheckAnswer:
        response = await target.http.options(
            target.address(_PATH),
            headers={
                "origin": target.origin,
                "access-control-request-method": "POST",
                "access-control-request-headers": ", ".join(_HEADERS),
            },
        )
        if not response.is_success:
            return fail(f"HTTP {response.status_code}", _ADVICE)
        if not _allows_origin(response, target.origin):
            return fail("a preflight that does not allow the origin", _ADVICE)
        methods = _listed(response, "access-control-allow-methods")
        allowed = _listed(response, "access-control-allow-headers")
        # A browser does not take * for authorization.
        missing = [name for name in _HEADERS if name not in allowed]
        if "post" not in methods or missing:
            return fail(f"a preflight without {', '.join(missing) or 'POST'}", _ADVICE)
        return ok(f"pages of {response.headers['access-control-allow-origin']} may call it")

    async def error() -> CheckAnswer:
        response = await target.post(_PATH, {}, {"origin": target.origin})
        if not _allows_origin(response, target.origin):
            return fail(f"HTTP {response.status_code} that a page cannot read", _ADVICE)
        exposed = _listed(response, "access-control-expose-headers")
        if "x-request-id" not in exposed:
            return fail("a page cannot read x-request-id", _ADVICE)
        return ok(f"a page can read an error (HTTP {response.status_code}) and its request id")

    return [
        DeploymentCheck("cors preflight", f"OPTIONS {_PATH} from {target.origin}", preflight),
        DeploymentCheck("cors error", f"POST {_PATH} from {target.origin}, without a key", error),
    ]


def _allows_origin(response: httpx.Response, origin: str) -> bool:
    return response.headers.get("access-control-allow-origin") in {"*", origin}


def _listed(response: httpx.Response, header: str) -> list[str]:
    return [each.strip().lower() for each in response.headers.get(header, "").split(",")]
