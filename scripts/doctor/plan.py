"""All checks of a deployment."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx

from portal.pools.environment import MODEL_WIRES
from portal.router import RouterClient
from scripts.checks import DeploymentCheck
from scripts.doctor.aws.account import (
    concurrency_check,
    identity_check,
    logging_role_check,
    reserved_concurrency,
)
from scripts.doctor.aws.domains import domain_checks
from scripts.doctor.aws.mail import ses_check
from scripts.doctor.aws.stack import build_check, leftovers_check, status_check
from scripts.doctor.inputs import DoctorInputs
from scripts.doctor.inputs.loading import Connect
from scripts.doctor.inputs.template import StackTemplate
from scripts.doctor.routers.checks import router_checks
from scripts.doctor.routers.shown_features import shown_features_check
from scripts.doctor.settings import settings_checks
from scripts.doctor.sign_in import clerk_checks, provider_check
from scripts.doctor.supabase import FUNCTION_ROLES, JWT_SECRET, PUBLISHABLE_KEY, project_ref
from scripts.doctor.supabase.key_set import key_set_check
from scripts.doctor.supabase.management import API, ManagementApi, management_checks
from scripts.doctor.supabase.migrations import migration_check, migration_versions
from scripts.doctor.supabase.project import project_checks
from scripts.doctor.supabase.role_access import access_checks
from scripts.doctor.supabase.role_tokens import token_checks
from scripts.doctor.supabase.sign_up import sign_up_check
from scripts.doctor.unkey.checks import ROOT_KEY, unkey_checks
from scripts.doctor.unkey.upkeep import upkeep_key_check


def planned_checks(
    inputs: DoctorInputs,
    template: StackTemplate,
    connect: Connect,
    http: httpx.AsyncClient,
    router: RouterClient,
    *,
    built: Path,
    management_api: str = API,
) -> list[DeploymentCheck]:
    """Return the checks in the order of the report. ``built`` is the file with the build's processor."""
    management = ManagementApi(http, project_ref(inputs.supabase_url), inputs.access_token, management_api)
    return [
        *_aws(inputs, template, connect, built, management),
        *settings_checks(inputs, template),
        *_supabase(inputs, http, management),
        *_sign_in(inputs, http),
        *unkey_checks(
            http,
            base_url=inputs.parameters.get("UnkeyBaseUrl", ""),
            api_id=inputs.parameters.get("UnkeyApiId", ""),
            gateway_key=inputs.setting("GatewayFunction", ROOT_KEY),
            control_plane_key=inputs.setting("ControlPlaneFunction", ROOT_KEY),
        ),
        upkeep_key_check(
            inputs.setting("ControlPlaneFunction", ROOT_KEY), inputs.setting("KeyUpkeepFunction", ROOT_KEY)
        ),
        *router_checks(
            http,
            router,
            inputs.functions.get("GatewayFunction", {}),
            default_model=inputs.parameters.get("DefaultModel", ""),
            supabase_url=inputs.supabase_url,
        ),
        shown_features_check(
            inputs.setting("GatewayFunction", MODEL_WIRES),
            inputs.setting("ControlPlaneFunction", MODEL_WIRES),
        ),
    ]


def _aws(
    inputs: DoctorInputs, template: StackTemplate, connect: Connect, built: Path, management: ManagementApi
) -> list[DeploymentCheck]:
    async def mail_server() -> Mapping[str, Any] | None:
        documents = await management.documents() if management.usable else None
        return None if documents is None or documents.failure else documents.auth

    stack, deployed = inputs.stack, inputs.deployed
    reserved = reserved_concurrency(template.reserved, inputs.parameters)
    return [
        identity_check(connect, stack.region),
        status_check(stack.name, deployed),
        leftovers_check(connect, stack.name, template.secrets.values(), deployed),
        concurrency_check(connect, reserved, deployed),
        logging_role_check(connect, inputs.named, deployed),
        *domain_checks(connect, inputs.parameters, stack.region),
        ses_check(connect, mail_server),
        build_check(built, inputs.named),
    ]


def _supabase(
    inputs: DoctorInputs, http: httpx.AsyncClient, management: ManagementApi
) -> list[DeploymentCheck]:
    url, functions = inputs.supabase_url, inputs.functions
    keys = [inputs.setting(function, PUBLISHABLE_KEY) for function in FUNCTION_ROLES]
    key = next((each for each in keys if each), "")
    jwt_secret = inputs.setting("ControlPlaneFunction", JWT_SECRET)
    checks = project_checks(http, url, key)
    if not url:
        return checks
    checks.append(migration_check(http, url, functions, migration_versions()))
    checks += token_checks(http, url, functions, jwt_secret=jwt_secret)
    checks += access_checks(http, url, functions)
    if inputs.parameters.get("AuthProvider") != "clerk":
        checks += [key_set_check(http, url, jwt_secret), sign_up_check(http, url, key)]
    return checks + management_checks(
        management, portal_url=portal_url(inputs), stack_region=inputs.stack.region
    )


def _sign_in(inputs: DoctorInputs, http: httpx.AsyncClient) -> list[DeploymentCheck]:
    issuer = inputs.parameters.get("ClerkIssuer", "").rstrip("/")
    with_clerk = inputs.parameters.get("AuthProvider") == "clerk" and issuer
    return [provider_check(inputs.parameters), *(clerk_checks(http, issuer) if with_clerk else [])]


def portal_url(inputs: DoctorInputs) -> str:
    """Return the portal's address: of its domain, else of the stack; empty if neither is known yet."""
    domain = inputs.parameters.get("PortalDomainName", "")
    return f"https://{domain}" if domain else inputs.deployed.outputs.get("PortalUrl", "")
