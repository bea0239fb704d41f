"""The operator's signing key, an ES256 key pair that the Supabase project trusts and never signs with.

Source: docs/protocols/supabase.md, "Role tokens".
"""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from jwt.algorithms import ECAlgorithm

from local.cli.database_tokens.failure import DatabaseTokensFailed
from local.cli.database_tokens.private_file import write_private

ALGORITHM = "ES256"
_PUBLIC = ("kty", "crv", "x", "y")
_JWKS_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key, as a JSON Web Key. Its ``repr`` shows nothing of it."""

    private: EllipticCurvePrivateKey
    public_jwk: dict[str, str]

    @classmethod
    def read(cls, file: Path) -> SigningKey:
        """Return the key in ``file``. Raises DatabaseTokensFailed."""
        try:
            jwk: dict[str, str] = json.loads(file.read_text())
            private = ECAlgorithm.from_jwk(jwk)
            public = {name: jwk[name] for name in _PUBLIC}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            private, public = None, {}
        except Exception as error:  # noqa: BLE001 (PyJWT's, without the key in this message)
            raise DatabaseTokensFailed(f"{file} is no private key: {type(error).__name__}.") from None
        if not isinstance(private, EllipticCurvePrivateKey) or public.get("crv") != "P-256":
            raise DatabaseTokensFailed(f"{file} is no private JSON Web Key of the curve P-256.")
        return cls(private, public)

    @classmethod
    def create(cls, file: Path) -> SigningKey:
        """Write a new key to ``file``, which must not exist, and return it. Raises DatabaseTokensFailed."""
        private = generate_private_key(SECP256R1())
        jwk: dict[str, Any] = ECAlgorithm.to_jwk(private, as_dict=True)
        write_private(file, json.dumps({"kid": str(uuid.uuid4()), **jwk}))
        return cls.read(file)

    def __repr__(self) -> str:
        return "SigningKey(...)"

    def published_id(self, url: str) -> str | None:
        """Return the id under which the project at ``url`` publishes this key; None if it does not.

        Raises DatabaseTokensFailed.
        """
        try:
            answer = httpx.get(f"{url}/auth/v1/.well-known/jwks.json", timeout=_JWKS_SECONDS)
            keys = answer.raise_for_status().json()["keys"]
            return next(
                (str(key["kid"]) for key in keys if self.public_jwk.items() <= dict(key).items()), None
            )
        except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
            raise DatabaseTokensFailed(f"The project at {url} does not publish its keys: {error!r}") from None
