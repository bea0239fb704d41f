"""Keys and tokens, valid ones and forgeries."""

from __future__ import annotations

import hmac
import json
import time
from typing import Any

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

ISSUER = "https://project.example/auth/v1"
SUBJECT = "5f1d2c8e-7a8f-4f0e-9a55-5cf1ad1b2d10"
SECRET = "a shared secret of more than thirty-two bytes"

EC_KEY = ec.generate_private_key(ec.SECP256R1())
RSA_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
UNTRUSTED_KEY = ec.generate_private_key(ec.SECP256R1())


def claims(**changes: Any) -> dict[str, Any]:
    """Return the claims of a Supabase token; a change to None omits the claim."""
    now = int(time.time())
    body: dict[str, Any] = {
        "iss": ISSUER,
        "aud": "authenticated",
        "sub": SUBJECT,
        "role": "authenticated",
        "email": "ada@example.com",
        "session_id": "2d0f2b64-27de-4a4f-bb3e-5a8f8e1f2f11",
        "is_anonymous": False,
        "app_metadata": {"provider": "email"},
        "user_metadata": {"full_name": "Ada Lovelace"},
        "iat": now,
        "exp": now + 3600,
    }
    return {name: value for name, value in (body | changes).items() if value is not None}


def wallet(address: str) -> dict[str, Any]:
    """Return the metadata that Supabase sets for a user who signed in with Ethereum."""
    return {
        "sub": f"web3:ethereum:{address}",
        "custom_claims": {
            "address": address,
            "chain": "ethereum",
            "network": "1",
            "domain": "portal.example",
            "statement": "Sign in to the Cortensor portal.",
        },
        "email_verified": False,
        "phone_verified": False,
    }


def es256(body: dict[str, Any], *, key: ec.EllipticCurvePrivateKey = EC_KEY, kid: str | None = "ec") -> str:
    return jwt.encode(body, key, algorithm="ES256", headers={"kid": kid} if kid else None)


def rs256(body: dict[str, Any], *, kid: str = "rsa") -> str:
    return jwt.encode(body, RSA_KEY, algorithm="RS256", headers={"kid": kid})


def hs256(body: dict[str, Any], *, secret: str | bytes = SECRET, **headers: Any) -> str:
    return jwt.encode(body, secret, algorithm="HS256", headers=headers or None)


def unsigned(body: dict[str, Any], alg: str, **headers: Any) -> str:
    token = jwt.encode(body, SECRET, algorithm="HS256", headers=headers or None)
    _, payload, _ = token.split(".")
    head = jwt.utils.base64url_encode(json.dumps({"alg": alg, "typ": "JWT", **headers}).encode()).decode()
    return f"{head}.{payload}."


def public_pem(key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey) -> bytes:
    return key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def forged_with_public_key(body: dict[str, Any], kid: str = "rsa") -> str:
    """Return an HS256 token signed with a public key; PyJWT refuses to create one."""
    head = jwt.utils.base64url_encode(json.dumps({"alg": "HS256", "typ": "JWT", "kid": kid}).encode())
    payload = jwt.utils.base64url_encode(json.dumps(body).encode())
    signature = hmac.digest(public_pem(RSA_KEY), head + b"." + payload, "sha256")
    return (head + b"." + payload + b"." + jwt.utils.base64url_encode(signature)).decode()


def key_set() -> dict[str, Any]:
    return {
        "keys": [
            ECAlgorithm.to_jwk(EC_KEY.public_key(), as_dict=True)
            | {"kid": "ec", "use": "sig", "alg": "ES256"},
            RSAAlgorithm.to_jwk(RSA_KEY.public_key(), as_dict=True)
            | {"kid": "rsa", "use": "sig", "alg": "RS256"},
        ]
    }
