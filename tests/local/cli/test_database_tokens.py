"""``database-tokens`` makes a signing key once, and tokens that only the project's trust makes valid."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import jwt
import pytest
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

from local.cli.database_tokens.command import make_tokens
from local.cli.database_tokens.failure import DatabaseTokensFailed
from local.cli.database_tokens.signing_key import SigningKey
from local.paths import ROOT
from portal.database.roles import DatabaseRole
from tests.support.servers.asgi import serving


class KeyPublisher:
    """Publishes ``keys``, as a project does with the keys that it trusts."""

    def __init__(self) -> None:
        its_own = {"kty": "EC", "kid": "its own", "crv": "P-256", "x": "a", "y": "b"}
        self.keys: list[dict[str, Any]] = [its_own]
        self.url = ""

    def import_key(self, file: Path, key_id: str) -> None:
        jwk = json.loads(file.read_text())
        self.keys.append({name: jwk[name] for name in ("kty", "crv", "x", "y")} | {"kid": key_id})


@pytest.fixture
async def project() -> AsyncIterator[KeyPublisher]:
    project = KeyPublisher()

    async def key_set(_: Any) -> JSONResponse:
        return JSONResponse({"keys": project.keys})

    app = Starlette(routes=[Route("/auth/v1/.well-known/jwks.json", key_set)])
    async with serving(app) as url:
        project.url = url
        yield project


async def test_tokens_are_made_once_the_project_trusts_the_key(tmp_path: Path, project: KeyPublisher) -> None:
    key, tokens, out = tmp_path / "keys" / "key.json", tmp_path / "tokens.json", io.StringIO()
    with pytest.raises(DatabaseTokensFailed, match="create a standby key by importing the content"):
        await asyncio.to_thread(make_tokens, project.url, key, tokens, out, days=365)
    assert not tokens.exists()
    made = key.read_text()
    project.import_key(key, "key of the roles")

    await asyncio.to_thread(make_tokens, project.url, key, tokens, out, days=10)

    assert key.read_text() == made
    assert [file.stat().st_mode & 0o777 for file in (key, tokens)] == [0o600, 0o600]
    minted = json.loads(tokens.read_text())
    assert minted.keys() == {str(role) for role in DatabaseRole}
    public = jwt.PyJWK(project.keys[1] | {"alg": "ES256"})
    for role, token in minted.items():
        assert jwt.get_unverified_header(token) == {"alg": "ES256", "typ": "JWT", "kid": "key of the roles"}
        claims = jwt.decode(token, public, algorithms=["ES256"])
        assert claims.keys() == {"role", "iat", "exp"}
        assert claims["role"] == role
        assert claims["exp"] - claims["iat"] == 10 * 86_400
        assert token not in out.getvalue()
    assert json.loads(made)["d"] not in out.getvalue()
    assert all(f"<stack>/{name}" in out.getvalue() for name in ("gateway", "key-upkeep", "usage-rollup"))


def test_id_of_the_key_can_be_named(tmp_path: Path) -> None:
    tokens = tmp_path / "tokens.json"
    make_tokens(None, tmp_path / "key.json", tokens, io.StringIO(), days=1, key_id="elsewhere")
    for token in json.loads(tokens.read_text()).values():
        assert jwt.get_unverified_header(token)["kid"] == "elsewhere"


def test_files_are_never_made_inside_the_repository(tmp_path: Path) -> None:
    for file in (ROOT / "key.json", ROOT / ".local" / "key.json", ROOT / "docs" / ".." / "key.json"):
        with pytest.raises(DatabaseTokensFailed, match="outside"):
            make_tokens(None, file, tmp_path / "tokens.json", io.StringIO(), days=1, key_id="x")
        with pytest.raises(DatabaseTokensFailed, match="outside"):
            make_tokens(None, tmp_path / "key.json", file, io.StringIO(), days=1, key_id="x")
        assert not file.exists()
    assert [*tmp_path.iterdir()] == []


def test_tokens_never_replace_the_key(tmp_path: Path) -> None:
    file, linked = tmp_path / "key.json", tmp_path / "link.json"
    SigningKey.create(file)
    linked.symlink_to(file)
    key = file.read_text()
    for tokens in (file, linked, tmp_path / "x" / ".." / "key.json"):
        with pytest.raises(DatabaseTokensFailed, match="a file each"):
            make_tokens(None, file, tokens, io.StringIO(), days=1, key_id="x")
    assert file.read_text() == key


def test_file_that_cannot_be_written_is_named_and_leaves_none(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    for tokens in (tmp_path / "folder", tmp_path / "file" / "tokens.json"):
        with pytest.raises(DatabaseTokensFailed, match=f"{tokens} cannot be written"):
            make_tokens(None, tmp_path / "key.json", tokens, io.StringIO(), days=1, key_id="x")
    assert {path.name for path in tmp_path.iterdir()} == {"folder", "file", "key.json"}


@pytest.mark.parametrize("published", [[5], [None], [["kty"]], ["key"], [{}], [{"kid": "x"}], 5, None, {}])
async def test_odd_key_set_of_the_project_is_no_trust(
    tmp_path: Path, project: KeyPublisher, published: Any
) -> None:
    project.keys = published
    with pytest.raises(DatabaseTokensFailed, match="does not"):
        await asyncio.to_thread(
            make_tokens, project.url, tmp_path / "key", tmp_path / "t", io.StringIO(), days=1
        )
    assert not (tmp_path / "t").exists()


@pytest.mark.parametrize("content", ["", "{}", "[]", "not JSON", '{"kty": "EC", "crv": "P-256", "x": "YQ"}'])
def test_file_that_is_no_key_is_refused_and_kept(tmp_path: Path, content: str) -> None:
    file = tmp_path / "key.json"
    file.write_text(content)
    with pytest.raises(DatabaseTokensFailed, match="no private"):
        make_tokens(None, file, tmp_path / "tokens.json", io.StringIO(), days=1, key_id="x")
    assert file.read_text() == content


def test_public_key_cannot_sign(tmp_path: Path) -> None:
    key = SigningKey.create(tmp_path / "key.json")
    public = tmp_path / "public.json"
    public.write_text(json.dumps(key.public_jwk))
    with pytest.raises(DatabaseTokensFailed, match="no private"):
        SigningKey.read(public)
    assert "d" not in key.public_jwk
    assert repr(key) == "SigningKey(...)"


def test_project_that_does_not_answer_is_named(tmp_path: Path, unused_tcp_port: int) -> None:
    url = f"http://127.0.0.1:{unused_tcp_port}"
    with pytest.raises(DatabaseTokensFailed, match=f"The project at {url} does not publish its keys"):
        make_tokens(url, tmp_path / "key.json", tmp_path / "tokens.json", io.StringIO(), days=1)


def test_project_must_be_named(tmp_path: Path) -> None:
    with pytest.raises(DatabaseTokensFailed, match="PORTAL_SUPABASE_URL"):
        make_tokens(None, tmp_path / "key.json", tmp_path / "tokens.json", io.StringIO(), days=1)
    assert not (tmp_path / "key.json").exists()
