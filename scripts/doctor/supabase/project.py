"""Is the project there, does its publishable key work, and how far away is it?"""

from __future__ import annotations

import statistics
import time

import httpx

from scripts.checks import CheckAnswer, DeploymentCheck, fail, ok, warn
from scripts.doctor.http import json_object
from scripts.doctor.supabase import DISTANCE, PUBLISHABLE_KEY

_SAMPLES = 3
FAR_SECONDS = 0.15
"""A round trip of half the gateway's second-and-a-half for a database call leaves little for the call."""


def project_checks(http: httpx.AsyncClient, url: str, publishable_key: str) -> list[DeploymentCheck]:
    async def reachable() -> CheckAnswer:
        if not url:
            return fail("no SupabaseUrl", 'Name it: PARAMETERS="SupabaseUrl=https://abc.supabase.co".')
        if not publishable_key:
            return fail(
                f"no secret holds {PUBLISHABLE_KEY}", "Put it into every secret that holds a role token."
            )
        if publishable_key.startswith("sb_secret_"):
            return fail(
                f"{PUBLISHABLE_KEY} holds a secret key (sb_secret_…)",
                "Use the publishable key. Revoke the secret key if anybody else has seen it.",
            )
        response = await http.get(f"{url}/auth/v1/settings", headers={"apikey": publishable_key})
        if response.status_code in {401, 403}:
            return fail(
                f"HTTP {response.status_code}: the project does not accept the publishable key",
                "Copy it again: Project settings, API keys. A revoked key, or that of another project?",
            )
        if response.status_code != 200 or "external" not in json_object(response):
            return fail(
                f"HTTP {response.status_code}, which is not Supabase Auth",
                "Check SupabaseUrl. Restore a project that was paused for inactivity in the dashboard.",
            )
        return ok("Supabase Auth answers, and accepts the publishable key")

    async def near() -> CheckAnswer:
        samples = []
        for _ in range(_SAMPLES + 1):
            started = time.perf_counter()
            await http.get(f"{url}/auth/v1/settings", headers={"apikey": publishable_key})
            samples.append(time.perf_counter() - started)
        seconds = statistics.median(samples[1:])  # the first one connects
        took = f"{seconds * 1000:.0f} ms for a call over an open connection, from this machine"
        if seconds > FAR_SECONDS:
            return warn(
                took,
                f"Measured from here, not from AWS. Project and stack belong into one region. {DISTANCE}",
            )
        return ok(took)

    advice = "Check SupabaseUrl, and that the project is not paused."
    return [
        DeploymentCheck("supabase", f"GET /auth/v1/settings of {url or 'nothing'}", reachable, advice),
        *([DeploymentCheck("supabase distance", "the time of three calls", near, advice)] if url else []),
    ]
