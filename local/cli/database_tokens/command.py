"""Mint a role token for every function, and say into which secret each belongs."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TextIO

from local.cli.database_tokens.failure import DatabaseTokensFailed
from local.cli.database_tokens.private_file import require_outside_repository, write_private
from local.cli.database_tokens.signing_key import ALGORITHM, SigningKey
from local.supabase.role_tokens import mint_role_token
from portal.database.roles import DatabaseRole

_SECRETS = {
    DatabaseRole.GATEWAY: "gateway",
    DatabaseRole.CONTROL_PLANE: "control-plane",
    DatabaseRole.KEY_UPKEEP: "key-upkeep",
    DatabaseRole.USAGE_INGEST: "usage-ingest",
    DatabaseRole.USAGE_ROLLUP: "usage-rollup",
    DatabaseRole.POOL_MONITOR: "pool-monitor",
}
"""Role → name of the secret that holds its token, after the stack's name."""


def make_tokens(
    url: str | None, key_file: Path, tokens_file: Path, out: TextIO, *, days: int, key_id: str | None = None
) -> None:
    """Write ``tokens_file``: role → token, valid for ``days``. Creates ``key_file`` if it is missing.

    ``key_id`` None: the id under which the project at ``url`` publishes the key. Prints no secret.
    Raises DatabaseTokensFailed.
    """
    require_outside_repository(key_file)
    require_outside_repository(tokens_file)
    if key_file.resolve() == tokens_file.resolve():
        raise DatabaseTokensFailed(f"{key_file} is both: the key and the tokens need a file each.")
    if key_id is None and url is None:
        raise DatabaseTokensFailed("Set PORTAL_SUPABASE_URL: the project that has to trust the key.")
    key = SigningKey.read(key_file) if key_file.exists() else SigningKey.create(key_file)
    if key_id is None and url is not None:
        key_id = key.published_id(url)
    if key_id is None:
        raise DatabaseTokensFailed(
            f"The project at {url} does not trust the key in {key_file} yet. In its dashboard, under JWT"
            " signing keys, create a standby key by importing the content of that file, and do not rotate to"
            " it; then run this command again."
        )
    lifetime = timedelta(days=days)
    tokens = {
        str(role): mint_role_token(role, lifetime, key.private, ALGORITHM, key_id=key_id)
        for role in DatabaseRole
    }
    write_private(tokens_file, json.dumps(tokens, indent=1))
    print(f"Public key, trusted as {key_id}: {json.dumps(key.public_jwk)}", file=out)
    for role in DatabaseRole:
        print(f"{role:24}PORTAL_SUPABASE_ROLE_TOKEN of the secret <stack>/{_SECRETS[role]}", file=out)
    print(f"Tokens are in {tokens_file}, valid until {datetime.now(UTC) + lifetime:%Y-%m-%d}.", file=out)
