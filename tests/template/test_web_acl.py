"""The web ACL: what each rate rule counts, and how much of everybody's throttle one caller can use."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.deployment.stacks import deployment_stack
from tests.support.cloudformation.transform import parameters_of
from tests.support.cloudformation.values import StackValues

SHARE = 4
"""No limit is above this part of the throttle, so that no single caller can use it up."""


@dataclass(frozen=True)
class WebRequest:
    method: str = "POST"
    address: str = "192.0.2.1"
    headers: dict[str, str] = field(default_factory=dict)


def matches(statement: dict[str, Any], request: WebRequest) -> bool:
    """Evaluate a statement as AWS WAF does (docs/protocols/api-gateway.md, "Web ACL")."""
    ((kind, of),) = statement.items()
    if kind == "NotStatement":
        return not matches(of["Statement"], request)
    if kind == "OrStatement":
        return any(matches(each, request) for each in of["Statements"])
    if kind == "SizeConstraintStatement":
        assert (of["ComparisonOperator"], of["Size"]) == ("GT", 0)
        return len(request.headers.get(of["FieldToMatch"]["SingleHeader"]["Name"], "")) > 0
    assert (kind, of["FieldToMatch"], of["PositionalConstraint"]) == (
        "ByteMatchStatement",
        {"Method": {}},
        "EXACTLY",
    )
    return bool(request.method == of["SearchString"])


def counted_under(rule: dict[str, Any], request: WebRequest) -> str | None:
    """Return what a rate rule counts the request under, None if it leaves it out."""
    of = rule["Statement"]["RateBasedStatement"]
    if "ScopeDownStatement" in of and not matches(of["ScopeDownStatement"], request):
        return None
    if of["AggregateKeyType"] == "IP":
        return request.address
    if of["AggregateKeyType"] == "CONSTANT":
        return "all"
    (key,) = of["CustomKeys"]
    value = request.headers.get(key["Header"]["Name"])
    assert [each["Type"] for each in key["Header"]["TextTransformations"]] == [
        "COMPRESS_WHITE_SPACE",
        "LOWERCASE",
    ]
    return None if value is None else " ".join(value.split()).lower()


def rate_rules(acl: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {each["Name"]: each for each in acl["Rules"] if "RateBasedStatement" in each["Statement"]}


@pytest.fixture(scope="session", params=["dev", "prod"])
def values(transformed: dict[str, Any], request: pytest.FixtureRequest) -> StackValues:
    stack = deployment_stack(request.param)
    return StackValues(transformed, stack.name, parameters_of(transformed, stack))


@pytest.fixture(scope="session")
def acl(values: StackValues) -> dict[str, Any]:
    """The web ACL of a stage: it is there without asking for it."""
    found: dict[str, Any] = values.resources()["ApiFirewall"]["Properties"]
    return found


def test_acl_protects_the_stage(values: StackValues) -> None:
    association = values.resources()["ApiFirewallAssociation"]["Properties"]
    assert association["ResourceArn"].endswith(f"/restapis/{values.name}/Api/stages/{values.name}/ApiStage")
    assert association["WebACLArn"] == f"{values.name}/ApiFirewall.Arn"


def counts(acl: dict[str, Any], request: WebRequest) -> dict[str, str]:
    found = {name: counted_under(rule, request) for name, rule in rate_rules(acl).items()}
    return {name: key for name, key in found.items() if key is not None}


def test_request_without_a_credential_counts_for_its_address_and_for_all(acl: dict[str, Any]) -> None:
    for headers in ({}, {"authorization": ""}, {"x-api-key": ""}):
        found = counts(acl, WebRequest("GET", headers=headers))
        assert found.keys() >= {
            "requests-of-one-address",
            "anonymous-requests-of-one-address",
            "anonymous-requests",
        }


def test_preflight_counts_for_its_address_only(acl: dict[str, Any]) -> None:
    assert counts(acl, WebRequest("OPTIONS")) == {"requests-of-one-address": "192.0.2.1"}


@pytest.mark.parametrize(
    ("headers", "rule", "key"),
    [
        ({"authorization": "Bearer ctx_Abc"}, "requests-of-one-bearer", "bearer ctx_abc"),
        ({"authorization": "bearer   ctx_Abc "}, "requests-of-one-bearer", "bearer ctx_abc"),
        ({"x-api-key": "ctx_Abc"}, "requests-of-one-api-key-header", "ctx_abc"),
    ],
)
def test_request_with_a_credential_counts_for_it_and_for_its_address(
    acl: dict[str, Any], headers: dict[str, str], rule: str, key: str
) -> None:
    assert counts(acl, WebRequest(headers=headers)) == {"requests-of-one-address": "192.0.2.1", rule: key}


@given(
    method=st.sampled_from(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]),
    headers=st.dictionaries(st.sampled_from(["authorization", "x-api-key"]), st.text("aB 1", max_size=5)),
)
def test_every_request_counts_for_its_address_and_at_most_for_what_it_presents(
    transformed: dict[str, Any], method: str, headers: dict[str, str]
) -> None:
    stack = deployment_stack("prod")
    resources = StackValues(transformed, stack.name, parameters_of(transformed, stack)).resources()
    found = counts(resources["ApiFirewall"]["Properties"], WebRequest(method, headers=headers))
    assert found["requests-of-one-address"] == "192.0.2.1"
    presented = any(headers.values())
    assert ("anonymous-requests" in found) == (not presented and method != "OPTIONS")
    assert ("requests-of-one-bearer" in found) == ("authorization" in headers)


def test_no_caller_can_use_up_the_throttle_of_everybody(acl: dict[str, Any], values: StackValues) -> None:
    """Neither one address nor one credential, nor all strangers without a credential together."""
    for name, rule in rate_rules(acl).items():
        statement = rule["Statement"]["RateBasedStatement"]
        assert statement["EvaluationWindowSec"] == 60
        assert 10 <= int(statement["Limit"]) <= 60 * int(values.parameters["ThrottleRate"]) / SHARE, name


def test_a_key_at_the_limit_of_its_plan_is_far_from_the_limit_of_its_credential(values: StackValues) -> None:
    """120 requests a minute, the most of any plan, retried twice; several customers behind one address."""
    limits = {name: int(value) for name, value in values.parameters.items() if name.startswith("Waf")}
    assert limits["WafRequestsOfCredential"] >= 120 * 3
    assert limits["WafRequestsOfAddress"] >= limits["WafRequestsOfCredential"]
    assert limits["WafAnonymousRequests"] >= limits["WafAnonymousRequestsOfAddress"]


def test_rate_rules_block_with_the_gateway_response(acl: dict[str, Any]) -> None:
    """A response of the rule itself could not carry the request's id."""
    rules = rate_rules(acl)
    assert len(rules) == 5
    assert all(rule["Action"] == {"Block": {}} for rule in rules.values())
    assert len({rule["Priority"] for rule in acl["Rules"]}) == len(acl["Rules"])


def test_bad_reputation_is_no_rate_limit(acl: dict[str, Any]) -> None:
    (group, rule) = (each for each in acl["Rules"] if "RateBasedStatement" not in each["Statement"])
    assert group["OverrideAction"] == {"Count": {}}
    assert group["Priority"] < rule["Priority"]
    response = rule["Action"]["Block"]["CustomResponse"]
    assert response["ResponseCode"] == 403
    body = acl["CustomResponseBodies"][response["CustomResponseBodyKey"]]
    assert body["ContentType"] == "APPLICATION_JSON"
    assert '"code":"permission_denied"' in body["Content"]


def test_web_acl_can_be_left_out(values: StackValues) -> None:
    without = StackValues(values.template, values.name, {**values.parameters, "EnableWaf": "false"})
    assert not {"ApiFirewall", "ApiFirewallAssociation"} & without.resources().keys()
