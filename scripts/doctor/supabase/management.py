"""What only Supabase's Management API tells, with a personal access token: mail server, addresses, region.

Source: docs/protocols/supabase.md, "Management API".
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any, NamedTuple

import httpx

from scripts.checks import CheckAnswer, DeploymentCheck, fail, ok, skipped, warn
from scripts.doctor.http import json_object
from scripts.doctor.supabase import DISTANCE

API = "https://api.supabase.com"
TOKEN = "SUPABASE_ACCESS_TOKEN"  # noqa: S105 (the name of a variable)
_WITH_TOKEN = f"Or set {TOKEN} (Account, Access Tokens) to have it checked."


class ProjectDocuments(NamedTuple):
    """``failure`` is why there are none."""

    project: Mapping[str, Any]
    auth: Mapping[str, Any]
    failure: str = ""


class ManagementApi:
    """Asks once, for all checks. ``ref`` is the project's id; without it or a token nothing is asked."""

    def __init__(self, http: httpx.AsyncClient, ref: str, token: str, api: str = API) -> None:
        self._http = http
        self._address = f"{api}/v1/projects/{ref}"
        self._token = token
        self.usable = bool(ref and token)
        self._reading: asyncio.Task[ProjectDocuments] | None = None

    async def documents(self) -> ProjectDocuments:
        if self._reading is None:
            self._reading = asyncio.create_task(self._read())
        return await asyncio.shield(self._reading)

    async def _read(self) -> ProjectDocuments:
        headers = {"authorization": f"Bearer {self._token}"}
        try:
            responses = await asyncio.gather(
                self._http.get(self._address, headers=headers),
                self._http.get(f"{self._address}/config/auth", headers=headers),
            )
        except httpx.HTTPError as error:
            return ProjectDocuments({}, {}, type(error).__name__)
        for response in responses:
            if response.status_code != 200 or not json_object(response):
                return ProjectDocuments({}, {}, f"HTTP {response.status_code}")
        project, auth = (json_object(response) for response in responses)
        return ProjectDocuments(project, auth)


def management_checks(api: ManagementApi, *, portal_url: str, stack_region: str) -> list[DeploymentCheck]:
    """Return the checks of the project's own mail server, its addresses and its region.

    ``portal_url`` is empty before the first deployment without a domain.
    """

    async def mail() -> CheckAnswer:
        look = (
            "Look at Authentication, Emails, SMTP Settings. Without a mail server of its own a project sends "
            f"only to members of its team, and a few an hour: customers cannot sign up. {_WITH_TOKEN}"
        )
        documents = await _documents(api, look)
        return documents if isinstance(documents, CheckAnswer) else _mail(documents.auth)

    async def addresses() -> CheckAnswer:
        look = (
            f"Look at Authentication, URL Configuration: links in e-mails lead to the site URL. {_WITH_TOKEN}"
        )
        documents = await _documents(api, look)
        return documents if isinstance(documents, CheckAnswer) else _addresses(documents.auth, portal_url)

    async def region() -> CheckAnswer:
        look = f"Look at Project settings, General: the region should be {stack_region}. {_WITH_TOKEN}"
        documents = await _documents(api, look)
        return documents if isinstance(documents, CheckAnswer) else _region(documents.project, stack_region)

    unanswered = "Check the access token, and that the project is one of its account."
    return [
        DeploymentCheck(
            "supabase mail", "Management API: has the project a mail server (SMTP)?", mail, unanswered
        ),
        DeploymentCheck("supabase addresses", "Management API: site URL, redirects", addresses, unanswered),
        DeploymentCheck("supabase region", "Management API: status and region", region, unanswered),
    ]


async def _documents(api: ManagementApi, look: str) -> ProjectDocuments | CheckAnswer:
    if not api.usable:
        return warn(f"not asked: no {TOKEN}, or no hosted project", look)
    documents = await api.documents()
    if documents.failure:
        return fail(f"the Management API: {documents.failure}", f"Check {TOKEN}. {look}")
    return documents


def _mail(auth: Mapping[str, Any]) -> CheckAnswer:
    if not auth.get("smtp_host"):
        return fail(
            "no mail server of its own: mail goes only to members of the project's team, a few an hour",
            "Authentication, Emails, SMTP Settings: enter one (SES, Postmark, Resend …).",
        )
    sender = auth.get("smtp_admin_email") or "nobody"
    if auth.get("mailer_secure_email_change_enabled") is False:
        return fail(
            "Secure email change is off: a changed address counts as verified after one confirmation",
            "Authentication, Sign In / Providers, Email: switch Secure email change on.",
        )
    hourly = auth.get("rate_limit_email_sent")
    sends = f"{auth['smtp_host']} sends as {sender}"
    if isinstance(hourly, int) and hourly < 30:
        return warn(
            f"{sends}, at most {hourly} e-mails an hour",
            "Authentication, Rate Limits: raise it to 30 or more.",
        )
    return ok(f"{sends}, at most {hourly} e-mails an hour")


def _addresses(auth: Mapping[str, Any], portal_url: str) -> CheckAnswer:
    site = str(auth.get("site_url") or "")
    if not portal_url:
        return skipped(f"site URL is {site or 'not set'}; the portal's address is known after the deployment")
    allowed = {each.strip() for each in str(auth.get("uri_allow_list") or "").split(",")}
    where = "Authentication, URL Configuration"
    if site.rstrip("/") != portal_url.rstrip("/"):
        return fail(
            f"site URL is {site or 'not set'}: links in e-mails lead there",
            f"{where}: set it to {portal_url}.",
        )
    if f"{portal_url}/**" not in allowed and f"{portal_url}/*" not in allowed:
        return fail("the portal's pages are no allowed redirects", f"{where}: add {portal_url}/**.")
    return ok(f"site URL and redirects are {portal_url}")


def _region(project: Mapping[str, Any], stack_region: str) -> CheckAnswer:
    status, region = str(project.get("status")), str(project.get("region"))
    if status != "ACTIVE_HEALTHY":
        return fail(f"the project is {status}", "Restore it in the dashboard, or see status.supabase.com.")
    if region == stack_region:
        return ok(f"{status}, in {region} like the stack")
    if region.split("-")[:1] == stack_region.split("-")[:1]:
        return warn(
            f"{status}, in {region}; the stack is in {stack_region}",
            f"The same continent works; the same region is faster. {DISTANCE}",
        )
    return fail(
        f"{status}, in {region}; the stack is in {stack_region}",
        f"Move one of them: calls that take over 1.5 s are given up. {DISTANCE}",
    )
