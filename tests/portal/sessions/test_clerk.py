"""Which of Clerk's tokens are accepted, and that every known forgery is rejected."""

from __future__ import annotations

import json
import time
from typing import Any

import jwt
import pytest

from portal.errors import InvalidSession
from portal.sessions import ClaimedOrganization, Session
from portal.sessions.clerk import ALGORITHMS, ClerkSessions
from portal.sessions.signing_keys import PublishedKeys
from tests.support import session_tokens
from tests.support.session_tokens import es256, hs256, rs256

ISSUER = "https://clerk.portal.example"
PAGE = "https://portal.example"
SUBJECT = "user_2abcDEF"


def claims(**changes: Any) -> dict[str, Any]:
    """Return the claims of a version 2 token; a change to None omits the claim."""
    now = int(time.time())
    body: dict[str, Any] = {
        "iss": ISSUER,
        "sub": SUBJECT,
        "sid": "sess_1",
        "azp": PAGE,
        "iat": now,
        "nbf": now - 10,
        "exp": now + 60,
        "v": 2,
        "sts": "active",
        "fva": [1, -1],
        "o": {"id": "org_1", "slg": "acme", "rol": "admin", "per": "read", "fpm": "1"},
    }
    return {name: value for name, value in (body | changes).items() if value is not None}


VERSION_1 = {
    "v": None, "sts": None, "fva": None, "o": None,
    "org_id": "org_1", "org_role": "org:admin", "org_slug": "acme",
}  # fmt: skip


async def _key_set() -> dict[str, Any]:
    return session_tokens.key_set()


def sessions(*parties: str) -> ClerkSessions:
    keys = PublishedKeys(_key_set, algorithms=ALGORITHMS)
    return ClerkSessions(keys, issuer=ISSUER, authorized_parties=parties)


async def verified(token: str, *parties: str) -> Session:
    return await sessions(*(parties or (PAGE,))).verify(token)


async def rejection(token: str, *parties: str) -> str:
    with pytest.raises(InvalidSession) as caught:
        await verified(token, *parties)
    return caught.value.message


@pytest.mark.parametrize("version", [{}, VERSION_1, {"v": 1}], ids=["v2", "v1", "v1 explicit"])
async def test_valid_token_is_a_session(version: dict[str, Any]) -> None:
    session = await verified(rs256(claims(**version)))
    assert (session.provider, session.subject, session.session_id) == ("clerk", SUBJECT, "sess_1")
    assert (session.email, session.display_name) == (None, None)


@pytest.mark.parametrize("version", [{}, VERSION_1, {**VERSION_1, "v": 1}], ids=["v2", "v1", "v1 explicit"])
async def test_organisation_of_the_token_is_read(version: dict[str, Any]) -> None:
    session = await verified(rs256(claims(**version)))
    assert session.organization == ClaimedOrganization("org_1", "acme", administers=True)


@pytest.mark.parametrize("role", ["member", "billing", "administrator", "org:member", "", None, ["admin"]])
async def test_only_administrators_administer_the_organisation(role: object) -> None:
    for body in (claims(o={"id": "org_1", "rol": role}), claims(**{**VERSION_1, "org_role": role})):
        session = await verified(rs256(body))
        assert session.organization is not None
        assert session.organization.administers is False


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"o": None}, id="v2 without"),
        pytest.param({**VERSION_1, "org_id": None}, id="v1 without"),
        pytest.param({"o": "org_1"}, id="text"),
        pytest.param({"o": {"slg": "acme", "rol": "admin"}}, id="no id"),
        pytest.param({"o": {"id": ["org_1"]}}, id="a list of ids"),
        pytest.param({"o": None, "org_id": "org_1"}, id="v1's claim in v2"),
        pytest.param({**VERSION_1, "org_id": None, "o": {"id": "org_1"}}, id="v2's claim in v1"),
    ],
)
async def test_token_without_organisation_has_none(changes: dict[str, Any]) -> None:
    assert (await verified(rs256(claims(**changes)))).organization is None


async def test_email_and_name_are_read_if_present() -> None:
    session = await verified(rs256(claims(email="ada@example.com", email_verified=True, name="Ada")))
    assert (session.email, session.display_name) == ("ada@example.com", "Ada")
    assert session.email_verified


@pytest.mark.parametrize("is_verified", [None, False, "true", 1, [True]])
async def test_address_that_is_not_said_to_be_verified_is_none(is_verified: Any) -> None:
    session = await verified(rs256(claims(email="ada@example.com", email_verified=is_verified)))
    assert session.email is None
    assert not session.email_verified


@pytest.mark.parametrize(
    ("factor_ages", "age"),
    [([0, -1], 0), ([3, 3], 180), ([-1, -1], None), (None, None), (["3"], None), ({}, None)],
)
async def test_sign_in_age_is_that_of_the_first_factor(factor_ages: Any, age: float | None) -> None:
    session = await verified(rs256(claims(fva=factor_ages)))
    assert session.sign_in_age == (age if age is None else pytest.approx(age, abs=2))


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"iss": "https://clerk.other.example"}, id="wrong issuer"),
        pytest.param({"iss": ISSUER + "/"}, id="almost the issuer"),
        pytest.param({"iss": None}, id="no issuer"),
        pytest.param({"sub": None}, id="no subject"),
        pytest.param({"sub": ""}, id="empty subject"),
        pytest.param({"sub": "x" * 256}, id="overlong subject"),
        pytest.param({"exp": None}, id="no expiry"),
        pytest.param({"iat": None}, id="no issue time"),
        pytest.param({"nbf": None}, id="no start"),
        pytest.param({"nbf": int(time.time()) + 3600}, id="not yet valid"),
        pytest.param({"iat": int(time.time()) + 3600}, id="issued in the future"),
        pytest.param({"azp": "https://evil.example"}, id="another page"),
        pytest.param({"azp": PAGE + ".evil.example"}, id="almost the page"),
        pytest.param({"azp": [PAGE]}, id="a list of pages"),
        pytest.param({"azp": ""}, id="an empty page"),
        pytest.param({"sts": "pending"}, id="sign-up not complete"),
        pytest.param({"sts": "anything new"}, id="unknown status"),
        pytest.param({"v": 3}, id="unknown version"),
        pytest.param({"act": {"sub": "user_support"}}, id="impersonation"),
    ],
)
@pytest.mark.parametrize("version", [{}, VERSION_1], ids=["v2", "v1"])
async def test_invalid_claim_is_rejected(version: dict[str, Any], changes: dict[str, Any]) -> None:
    assert await rejection(rs256(claims(**{**version, **changes}))) == "The session token is not valid."


async def test_expired_token_is_reported_as_expired() -> None:
    assert await rejection(rs256(claims(exp=int(time.time()) - 11))) == "The session has expired."


async def test_authorized_party_is_optional() -> None:
    await verified(rs256(claims(azp=None)))
    await sessions().verify(rs256(claims(azp="https://anything.example")))
    await verified(rs256(claims()), PAGE + "/", "http://127.0.0.1:8788")


async def test_forged_token_is_rejected() -> None:
    token = rs256(claims())
    head, payload, signature = token.split(".")
    other = jwt.utils.base64url_encode(json.dumps(claims(sub="user_other")).encode()).decode()
    public = jwt.algorithms.RSAAlgorithm.to_jwk(session_tokens.RSA_KEY.public_key(), as_dict=True)
    for forged in (
        "", ".", "a.b.c", head, f"{head}.{payload}", f"{head}.{payload}.", f"{head}.{other}.{signature}",
        token[: len(token) // 2], token + "." + signature, "a" * 10_000, token + "é",
        *(session_tokens.unsigned(claims(), alg, kid="rsa") for alg in ("none", "None", "NONE", "")),
        session_tokens.forged_with_public_key(claims()),
        hs256(claims()),
        hs256(claims(), kid="rsa"),
        es256(claims()),
        es256(claims(), kid="rsa"),
        es256(claims(), key=session_tokens.UNTRUSTED_KEY),
        jwt.encode(
            claims(), session_tokens.UNTRUSTED_KEY, algorithm="ES256", headers={"kid": "rsa", "jwk": public}
        ),
        rs256(claims(), kid="made-up"),
    ):  # fmt: skip
        assert await rejection(forged) == "The session token is not valid."


async def test_supabase_token_is_rejected() -> None:
    await rejection(rs256(session_tokens.claims()))


async def test_claims_of_other_types_are_ignored() -> None:
    session = await verified(rs256(claims(email=5, name=["x"], sid={}, o=5, fva="x")))
    assert (session.email, session.display_name, session.session_id) == (None, None, None)
