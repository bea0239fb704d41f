"""Which of Supabase's tokens are accepted, and that every known forgery is rejected."""

from __future__ import annotations

import hmac
import json
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import jwt
import pytest

from portal.errors import InvalidSession
from portal.sessions import SessionVerifier
from portal.sessions.signing_keys import PublishedKeys, SharedSecret
from portal.sessions.supabase import SupabaseSessions
from tests.support import session_tokens
from tests.support.session_tokens import ISSUER, SUBJECT, claims, es256, hs256, rs256

Sign = Callable[[dict[str, Any]], str]


async def _key_set() -> dict[str, Any]:
    return session_tokens.key_set()


def by_key_set() -> SupabaseSessions:
    return SupabaseSessions(PublishedKeys(_key_set), issuer=ISSUER)


def by_secret() -> SupabaseSessions:
    return SupabaseSessions(SharedSecret(session_tokens.SECRET), issuer=ISSUER)


KINDS = [
    pytest.param(by_key_set, es256, id="ES256"),
    pytest.param(by_key_set, rs256, id="RS256"),
    pytest.param(by_secret, hs256, id="HS256"),
]


async def rejection(sessions: SessionVerifier, token: str) -> InvalidSession:
    with pytest.raises(InvalidSession) as caught:
        await sessions.verify(token)
    return caught.value


@pytest.mark.parametrize(("make", "sign"), KINDS)
class TestBothKindsOfKeys:
    async def test_valid_token_is_a_session(self, make: Callable[[], SupabaseSessions], sign: Sign) -> None:
        body = claims()
        session = await make().verify(sign(body))
        assert session.provider == "supabase"
        assert session.subject == SUBJECT
        assert session.email == "ada@example.com"
        assert session.display_name == "Ada Lovelace"
        assert session.session_id == body["session_id"]
        assert session.expires_at == datetime.fromtimestamp(body["exp"], UTC)

    async def test_wallet_address_is_shortened_to_a_name(
        self, make: Callable[[], SupabaseSessions], sign: Sign
    ) -> None:
        metadata = session_tokens.wallet("0x71C7656EC7ab88b098defB751B7401B5f6d8976F")
        session = await make().verify(sign(claims(email="", user_metadata=metadata)))
        assert session.email is None
        assert session.display_name == "0x71C7…976F"

    @pytest.mark.parametrize("metadata", [None, {}, {"custom_claims": {}}, {"custom_claims": "0x71C7"}])
    async def test_name_is_optional(
        self, make: Callable[[], SupabaseSessions], sign: Sign, metadata: object
    ) -> None:
        session = await make().verify(sign(claims(email="", user_metadata=metadata)))
        assert (session.email, session.display_name) == (None, None)

    @pytest.mark.parametrize(
        "changes",
        [
            pytest.param({"iss": "https://other.example/auth/v1"}, id="wrong issuer"),
            pytest.param({"iss": ISSUER + "/"}, id="almost the issuer"),
            pytest.param({"aud": "anon"}, id="wrong audience"),
            pytest.param({"aud": None}, id="no audience"),
            pytest.param({"sub": None}, id="no subject"),
            pytest.param({"sub": ""}, id="empty subject"),
            pytest.param({"sub": "x" * 256}, id="overlong subject"),
            pytest.param({"exp": None}, id="no expiry"),
            pytest.param({"exp": "soon"}, id="expiry no number"),
            pytest.param({"iat": None}, id="no issue time"),
            pytest.param({"iat": int(time.time()) + 3600}, id="issued in the future"),
            pytest.param({"nbf": int(time.time()) + 3600}, id="not yet valid"),
            pytest.param({"role": "service_role"}, id="service role"),
            pytest.param({"role": "anon"}, id="anonymous role"),
            pytest.param({"is_anonymous": True}, id="anonymous user"),
        ],
    )
    async def test_invalid_claim_is_rejected(
        self, make: Callable[[], SupabaseSessions], sign: Sign, changes: dict[str, Any]
    ) -> None:
        body = claims() | {name: value for name, value in changes.items() if value is not None}
        for name in [name for name, value in changes.items() if value is None]:
            del body[name]
        error = await rejection(make(), sign(body))
        assert error.message == "The session token is not valid."

    async def test_expired_token_is_reported_as_expired(
        self, make: Callable[[], SupabaseSessions], sign: Sign
    ) -> None:
        error = await rejection(make(), sign(claims(exp=int(time.time()) - 11)))
        assert error.message == "The session has expired."
        assert error.hint

    async def test_token_is_accepted_shortly_after_its_expiry(
        self, make: Callable[[], SupabaseSessions], sign: Sign
    ) -> None:
        await make().verify(sign(claims(exp=int(time.time()) - 5)))

    @pytest.mark.parametrize("minutes", [-10, 0, 10])
    async def test_clock_ten_minutes_off_does_not_lock_out(
        self, make: Callable[[], SupabaseSessions], sign: Sign, minutes: int
    ) -> None:
        """A token that the provider has just issued, for an hour."""
        issued = int(time.time()) + 60 * minutes
        await make().verify(sign(claims(iat=issued, nbf=issued, exp=issued + 3600)))

    async def test_truncated_or_changed_token_is_rejected(
        self, make: Callable[[], SupabaseSessions], sign: Sign
    ) -> None:
        token = sign(claims())
        head, payload, signature = token.split(".")
        other = jwt.utils.base64url_encode(json.dumps(claims(sub="someone else")).encode()).decode()
        for forged in (
            "",
            ".",
            "..",
            "a.b.c",
            head,
            f"{head}.{payload}",
            f"{head}.{payload}.",
            f"{head}.{payload}.{signature[:-4]}",
            f"{head}.{other}.{signature}",
            token[: len(token) // 2],
            token + "." + signature,
            " " + token,
            token + "é",
            "a" * 10_000,
        ):
            await rejection(make(), forged)

    async def test_unsigned_token_is_rejected(self, make: Callable[[], SupabaseSessions], sign: Sign) -> None:
        for alg in ("none", "None", "NONE", "nOnE", ""):
            for headers in ({}, {"kid": "ec"}, {"kid": "rsa"}):
                await rejection(make(), session_tokens.unsigned(claims(), alg, **headers))


async def test_key_in_the_token_header_is_ignored() -> None:
    """``jwk``, ``jku`` and ``x5u`` would let an attacker supply the key."""
    own_key = jwt.algorithms.ECAlgorithm.to_jwk(session_tokens.UNTRUSTED_KEY.public_key(), as_dict=True)
    for headers in (
        {"kid": "ec", "jwk": own_key},
        {"kid": "ec", "jku": "https://evil.example/jwks.json"},
        {"kid": "ec", "x5u": "https://evil.example/cert.pem"},
    ):
        token = jwt.encode(claims(), session_tokens.UNTRUSTED_KEY, algorithm="ES256", headers=headers)
        await rejection(by_key_set(), token)


async def test_public_key_is_not_accepted_as_a_secret() -> None:
    """Algorithm confusion: HS256 signed with the RSA key, which is public."""
    await rejection(by_key_set(), session_tokens.forged_with_public_key(claims()))
    await rejection(by_key_set(), session_tokens.forged_with_public_key(claims(), kid="ec"))


async def test_key_set_and_shared_secret_reject_each_others_tokens() -> None:
    await rejection(by_key_set(), hs256(claims()))
    await rejection(by_key_set(), hs256(claims(), kid="ec"))
    await rejection(by_secret(), es256(claims()))
    await rejection(by_secret(), rs256(claims()))


async def test_key_verifies_only_its_own_algorithm() -> None:
    await rejection(by_key_set(), rs256(claims(), kid="ec"))
    await rejection(by_key_set(), es256(claims(), kid="rsa"))


async def test_token_signed_with_another_key_is_rejected() -> None:
    await rejection(by_key_set(), es256(claims(), key=session_tokens.UNTRUSTED_KEY))
    await rejection(by_key_set(), es256(claims(), kid=None))
    await rejection(by_secret(), hs256(claims(), secret="another secret of more than thirty-two bytes"))


async def test_issuer_may_only_be_missing_with_a_shared_secret() -> None:
    """@supabase/lite sets none; only the issuer has the secret."""
    session = await by_secret().verify(hs256(claims(iss=None)))
    assert session.subject == SUBJECT
    await rejection(by_key_set(), es256(claims(iss=None)))


async def test_legacy_api_keys_are_rejected() -> None:
    """They are signed with the same secret, and ``anon`` is public."""
    for role in ("anon", "service_role"):
        body = {"iss": "supabase", "ref": "project", "role": role, "iat": 1_700_000_000, "exp": 4_000_000_000}
        await rejection(by_secret(), hs256(body))


async def test_claims_of_the_wrong_type_are_rejected() -> None:
    odd: list[dict[str, Any]] = [
        {"iss": [ISSUER]},
        {"sub": 7},
        {"sub": {"id": SUBJECT}},
        {"exp": {}},
        {"iat": "x"},
        {"iat": True},
        {"nbf": "x"},
        {"nbf": [1]},
        {"nbf": float("inf")},
        {"nbf": float("nan")},
        {"aud": 5},
        {"aud": {"authenticated": True}},
    ]
    for changes in odd:
        payload = jwt.utils.base64url_encode(json.dumps(claims() | changes).encode())
        head = jwt.utils.base64url_encode(b'{"alg":"HS256","typ":"JWT"}')
        signature = jwt.utils.base64url_encode(
            hmac.digest(session_tokens.SECRET.encode(), head + b"." + payload, "sha256")
        )
        await rejection(by_secret(), b".".join((head, payload, signature)).decode())


async def test_claims_of_other_types_are_ignored() -> None:
    body = claims(email=5, user_metadata=["x"], session_id={"a": 1})
    session = await by_secret().verify(hs256(body))
    assert (session.email, session.display_name, session.session_id) == (None, None, None)


def test_short_secret_is_rejected_naming_its_variable() -> None:
    with pytest.raises(ValueError, match="PORTAL_SUPABASE_JWT_SECRET"):
        SharedSecret("short")


@pytest.mark.parametrize(
    ("methods", "age"),
    [
        ([("password", 3_000)], 3_000),
        ([("password", 3_000), ("totp", 30)], 30),
        ([("otp", 3_000), ("token_refresh", 1)], 3_000),
        ([], None),
    ],
)
async def test_sign_in_age_is_that_of_the_newest_proof(
    methods: list[tuple[str, int]], age: float | None
) -> None:
    now = int(time.time())
    entries = [{"method": method, "timestamp": now - seconds} for method, seconds in methods]
    session = await by_key_set().verify(es256(claims(amr=entries)))
    assert session.sign_in_age == (age if age is None else pytest.approx(age, abs=2))


@pytest.mark.parametrize("methods", [None, "password", ["password"], [{"method": "otp", "timestamp": "now"}]])
async def test_sign_in_age_is_unknown_if_the_token_does_not_tell(methods: Any) -> None:
    assert (await by_key_set().verify(es256(claims(amr=methods)))).sign_in_age is None


async def test_token_of_the_embedded_server_counts_from_its_issue() -> None:
    issued = int(time.time()) - 700
    session = await by_secret().verify(hs256(claims(iss=None, iat=issued)))
    assert session.sign_in_age == pytest.approx(700, abs=2)
    of_hosted_project = await by_secret().verify(hs256(claims(iat=issued)))
    assert of_hosted_project.sign_in_age is None
