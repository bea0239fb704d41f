"""Commands fail with one sentence and exit code 1."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from local.supabase.role_tokens import embedded_role_tokens


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "local", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, **environment},
    )


@pytest.mark.parametrize(
    ("variable", "value", "message"),
    [
        ("PORTAL_API_PORT", "http", "PORTAL_API_PORT: Input should be a valid integer"),
        ("PORTAL_API_PORT", "70000", "PORTAL_API_PORT: Input should be less than or equal to 65535"),
        ("PORTAL_API_PORT", "8789", "PORTAL_API_PORT and PORTAL_ROUTER_PORT are both 8789"),
        ("PORTAL_SUPABASE_URL", "https://x.example", "so PORTAL_SUPABASE_SECRET_KEY must be set too"),
        ("PORTAL_ROUTER_POOLS_JSON", '{"a": ["http://x", 5]}', "PORTAL_ROUTER_POOLS_JSON"),
        ("PORTAL_ROUTER_MODEL_SESSIONS_JSON", '{"oss-20b": 1}', "so PORTAL_ROUTER_POOLS_JSON must be set"),
        ("PORTAL_KEEP_ALIVE_SECONDS", "abc", "PORTAL_KEEP_ALIVE_SECONDS: Input should be a valid number"),
        (
            "PORTAL_REQUEST_LOG_DAYS",
            "0",
            "PORTAL_REQUEST_LOG_DAYS: Input should be greater than or equal to 1",
        ),
        ("PORTAL_AUTH_PROVIDER", "clerk", "so PORTAL_CLERK_ISSUER must be set too"),
        ("PORTAL_UNKEY_ROOT_KEY", "unkey_x", "so PORTAL_UNKEY_API_ID must be set too"),
        ("PORTAL_LOG_LEVEL", "LOUD", "PORTAL_LOG_LEVEL: Input should be 'DEBUG'"),
    ],
)
def test_invalid_setting_is_named(tmp_path: Path, variable: str, value: str, message: str) -> None:
    result = run("dev", PORTAL_STATE_DIR=str(tmp_path), **{variable: value})
    assert result.returncode == 1
    assert message in result.stderr
    assert result.stderr.count("\n") == 1


def test_project_that_does_not_answer_is_named(tmp_path: Path, unused_tcp_port: int) -> None:
    tokens = tmp_path / "tokens.json"
    tokens.write_text(json.dumps(embedded_role_tokens("x" * 32)))
    project = {
        "PORTAL_SUPABASE_ROLE_TOKENS": str(tokens),
        "PORTAL_SUPABASE_URL": f"http://127.0.0.1:{unused_tcp_port}",
        "PORTAL_SUPABASE_SECRET_KEY": "sb_secret_x",
        "PORTAL_SUPABASE_PUBLISHABLE_KEY": "sb_publishable_x",
    }
    result = run("dev", PORTAL_STATE_DIR=str(tmp_path), **project)
    assert result.returncode == 1
    assert result.stderr.startswith(f"PORTAL_SUPABASE_URL: the project at {project['PORTAL_SUPABASE_URL']} ")
    assert "Traceback" not in result.stderr


def test_tokens_of_other_roles_are_refused(tmp_path: Path) -> None:
    tokens = tmp_path / "tokens.json"
    minted = embedded_role_tokens("x" * 32)
    tokens.write_text(json.dumps(dict.fromkeys(minted, minted["portal_key_upkeep"])))
    project = {
        "PORTAL_SUPABASE_ROLE_TOKENS": str(tokens),
        "PORTAL_SUPABASE_URL": "http://127.0.0.1:1",
        "PORTAL_SUPABASE_SECRET_KEY": "sb_secret_x",
        "PORTAL_SUPABASE_PUBLISHABLE_KEY": "sb_publishable_x",
    }
    result = run("dev", PORTAL_STATE_DIR=str(tmp_path), **project)
    assert result.returncode == 1
    assert "PORTAL_SUPABASE_ROLE_TOKEN is a token of another role" in result.stderr
    assert minted["portal_key_upkeep"] not in result.stderr


@pytest.mark.parametrize(
    ("command", "needs_secret_key", "message"),
    [
        (("database-tokens", "--key", "{}/key.json", "--tokens", "{}/t.json"), False, "does not publish its"),
        (("admin", "appoint", "ada@example.com", "--reason", "first operator"), True, "No response arrived"),
        (("usage", "reconcile"), True, "cannot be read"),
    ],
)
def test_operators_command_asks_for_no_key_that_it_does_not_use(
    tmp_path: Path, unused_tcp_port: int, command: tuple[str, ...], needs_secret_key: bool, message: str
) -> None:
    arguments = [part.format(tmp_path) for part in command]
    project = {
        "PORTAL_SUPABASE_URL": f"http://127.0.0.1:{unused_tcp_port}",
        "PORTAL_STATE_DIR": str(tmp_path),
    }
    if needs_secret_key:
        refused = run(*arguments, **project)
        assert refused.returncode == 1
        assert "so PORTAL_SUPABASE_SECRET_KEY must be set too." in refused.stderr
        project["PORTAL_SUPABASE_SECRET_KEY"] = "sb_secret_x"
    result = run(*arguments, **project)
    assert result.returncode == 1
    assert message in result.stderr
    assert "sb_secret_x" not in result.stderr


def test_tilde_that_the_shell_left_is_the_home_folder(tmp_path: Path) -> None:
    result = run(
        "database-tokens", "--key", "~/keys/key.json", "--tokens", "~/tokens.json", "--key-id", "x",
        HOME=str(tmp_path),
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "keys" / "key.json").exists()
    assert (tmp_path / "tokens.json").exists()


def test_redrive_needs_no_supabase_project(tmp_path: Path, unused_tcp_port: int) -> None:
    result = run(
        "usage", "redrive", PORTAL_STATE_DIR=str(tmp_path), PORTAL_QUEUE_PORT=str(unused_tcp_port),
        PORTAL_SUPABASE_URL="https://x.example",
    )  # fmt: skip
    assert result.stderr.startswith("The queues cannot be reached")


@pytest.mark.parametrize("user", ["ada", "5", "' or 1=1"])
def test_user_that_is_neither_id_nor_address_is_named(tmp_path: Path, user: str) -> None:
    project = {"PORTAL_SUPABASE_URL": "http://127.0.0.1:1", "PORTAL_SUPABASE_SECRET_KEY": "sb_secret_x"}
    result = run(
        "admin", "appoint", user, "--reason", "r", PORTAL_STATE_DIR=str(tmp_path), **project
    )  # fmt: skip
    assert result.returncode == 1
    assert result.stderr == f"{user} is neither the id nor the e-mail address of a user.\n"


def test_chat_without_api_names_make_dev(tmp_path: Path) -> None:
    result = run("chat", "hello", PORTAL_STATE_DIR=str(tmp_path))
    assert result.returncode == 1
    assert result.stderr == "No API is running on this machine: start one with `make dev`.\n"


def test_reset_without_state_succeeds(tmp_path: Path) -> None:
    assert run("reset", PORTAL_STATE_DIR=str(tmp_path / "never")).returncode == 0


@pytest.mark.parametrize("version", [None, "v18.20.1"])
def test_missing_or_old_node_is_reported(tmp_path: Path, version: str | None) -> None:
    if version is not None:
        node = tmp_path / "node"
        node.write_text(f"#!/bin/sh\necho {version}\n")
        node.chmod(0o755)
    result = run("dev", PATH=f"{tmp_path}", PORTAL_STATE_DIR=str(tmp_path / "state"))
    assert result.returncode == 1
    assert "Node.js 20.19 or newer is needed" in result.stderr
    assert (version or "not on the PATH") in result.stderr
