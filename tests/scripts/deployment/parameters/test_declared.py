"""A misspelled parameter or an impossible value is refused before anything is deployed."""

from __future__ import annotations

import re

import pytest

from scripts.deployment.parameters import parse_parameters
from scripts.deployment.parameters.declared import check_declared
from scripts.deployment.stacks import deployment_stack
from scripts.deployment.template_file import load_template

DECLARED = load_template()["Parameters"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("AlarmEmial=a@example.com", "AlarmEmial is no parameter of template.yaml: is AlarmEmail meant?"),
        ("Xyzzy=1", "Xyzzy is no parameter of template.yaml."),
        ("Stage=staging", "Stage must be one of dev, prod."),
        ("NatGateways=2", "NatGateways must be one of 1, 3."),
        ("GatewayMemory=9999", "GatewayMemory must be at least 256 and at most 3008."),
        ("GatewayMemory=lots", "GatewayMemory must be a number."),
        ("GatewayMemory=nan", "GatewayMemory must be at least 256 and at most 3008."),
        ("MonthlyBudget=-1", "MonthlyBudget must be at least 0."),
        ("SupabaseUrl=http://abc.supabase.co", "SupabaseUrl must look like this: https:// and a host"),
        ("SupabaseUrl=https://abc.supabase.co/", "without a path or a slash at the end"),
        ("ClerkIssuer=https://clerk.example.com/", "without a path or a slash at the end"),
        ("AllowedOrigins=portal.example.com", "AllowedOrigins must look like this: * or origins such as"),
        ("AllowedOrigins=https://a.example,*", "AllowedOrigins must look like this"),
        ("AllowedOrigins=https://portal.example.com/", "AllowedOrigins must look like this"),
    ],
)
def test_faults_are_named(given: str, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        check_declared(DECLARED, parse_parameters([given]))


@pytest.mark.parametrize(
    "given",
    [
        "SupabaseUrl=https://abc.supabase.co",
        "AllowedOrigins=https://a.example.com, http://localhost:5173",
        "AllowedOrigins=*",
        "ClerkIssuer=",
        "ManagedSubnetIds=subnet-1,subnet-2",
        "GatewayReservedConcurrency=-1",
    ],
)
def test_what_operations_shows_is_accepted(given: str) -> None:
    check_declared(DECLARED, parse_parameters([given]))


@pytest.mark.parametrize("environment", ["dev", "prod"])
def test_defaults_and_samconfig_are_accepted(environment: str) -> None:
    defaults = {name: str(each["Default"]) for name, each in DECLARED.items() if "Default" in each}
    check_declared(DECLARED, defaults | parse_parameters(deployment_stack(environment).parameters))
