"""Can a stranger sign up, and is what Supabase Auth calls a confirmed address one?

Source: docs/protocols/supabase.md, "Project settings".
"""

from __future__ import annotations

import httpx

from scripts.checks import CheckAnswer, DeploymentCheck, fail, ok, warn
from scripts.doctor.http import json_object


def sign_up_check(http: httpx.AsyncClient, url: str, publishable_key: str) -> DeploymentCheck:
    async def ask() -> CheckAnswer:
        response = await http.get(f"{url}/auth/v1/settings", headers={"apikey": publishable_key})
        settings = json_object(response)
        providers = settings.get("external")
        if response.status_code != 200 or not isinstance(providers, dict):
            return fail(f"HTTP {response.status_code}, and no settings", "See the check of the project.")
        if settings.get("mailer_autoconfirm") is not False:
            return fail(
                "Confirm email is off: an address that nobody confirmed counts as verified",
                "Authentication, Sign In / Providers, Email: switch Confirm email on.",
            )
        if providers.get("anonymous_users"):
            return fail(
                "anonymous sign-ins are on: anybody makes accounts without an address",
                "Authentication, Sign In / Providers: switch anonymous sign-ins off.",
            )
        if settings.get("disable_signup"):
            return warn(
                "sign-ups are off", "Nobody but invited users can sign up. Switch them on if customers shall."
            )
        enabled = ", ".join(sorted(name for name, on in providers.items() if on))
        if not enabled:
            return fail("no way to sign in is enabled", "Authentication, Sign In / Providers: enable e-mail.")
        return ok(f"sign-ups are on, addresses are confirmed; ways to sign in: {enabled}")

    return DeploymentCheck(
        "supabase sign-ups", "GET /auth/v1/settings: sign-ups, Confirm email, providers", ask
    )
