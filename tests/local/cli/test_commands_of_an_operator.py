"""Commands of docs/operations.md, with what its page puts into the environment and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from local.paths import ROOT

NOBODY = "http://127.0.0.1:9"


def run(home: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command on a fresh clone: no state, and the variables of no other test."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PORTAL_", "LOCAL_"))}
    own = {
        "HOME": str(home),
        "LOCAL_ENV_FILE": os.devnull,
        "PORTAL_STATE_DIR": str(home / "state"),
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_MAX_ATTEMPTS": "1",
    }
    return subprocess.run(
        [sys.executable, "-m", "local", *arguments],
        cwd=ROOT,
        env={**kept, **own, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_first_run_of_database_tokens_needs_the_project_and_makes_the_key(tmp_path: Path) -> None:
    """Some shells leave the tilde of ``KEY=~/x`` to the program."""
    files = ("--key", "~/k/key.json", "--tokens", "~/k/tokens.json")
    result = run(tmp_path, "database-tokens", *files, PORTAL_SUPABASE_URL=NOBODY)
    assert (result.returncode, "does not publish its keys" in result.stderr) == (1, True)
    assert (tmp_path / "k" / "key.json").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "command",
    [("admin", "appoint", "you@example.com", "--reason", "first operator"), ("usage", "reconcile")],
)
def test_operator_commands_need_the_secret_key_only(tmp_path: Path, command: tuple[str, ...]) -> None:
    project = {"PORTAL_SUPABASE_URL": NOBODY}
    without = run(tmp_path, *command, **project)
    assert without.stderr == "PORTAL_SUPABASE_URL is set, so PORTAL_SUPABASE_SECRET_KEY must be set too.\n"
    with_it = run(tmp_path, *command, PORTAL_SUPABASE_SECRET_KEY="sb_secret_x", **project)
    assert with_it.returncode == 1
    assert "must be set" not in with_it.stderr
    assert "Traceback" not in with_it.stderr


def test_queue_commands_need_the_queues_only(tmp_path: Path) -> None:
    sqs = "https://sqs.us-east-1.amazonaws.com/123456789012"  # an empty log sends nothing
    queues = {
        "PORTAL_USAGE_QUEUE_URL": f"{sqs}/usage",
        "PORTAL_USAGE_DEAD_LETTERS_URL": f"{sqs}/usage-dead",
        "PORTAL_SUPABASE_URL": NOBODY,
    }
    log = tmp_path / "gateway.log"
    log.write_text("")
    result = run(tmp_path, "usage", "replay", str(log), **queues)
    assert "must be set" not in result.stderr
    assert "Traceback" not in result.stderr


@pytest.fixture
def asked_paths() -> Iterator[tuple[str, list[str]]]:
    """Yield the address of an API that accepts everything, and the paths that it was asked for."""
    paths: list[str] = []

    class Api(BaseHTTPRequestHandler):
        def do_PUT(self) -> None:
            paths.append(self.path)
            self.rfile.read(int(self.headers["content-length"]))
            self.send_response(200)
            self.send_header("content-length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

    with ThreadingHTTPServer(("127.0.0.1", 0), Api) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", paths
        server.shutdown()


@pytest.mark.parametrize(
    ("command", "path"),
    [
        (("set-target", "rtr_1"), "routers/rtr_1"),
        (("set-target", "../pools/oss-20b/state"), "targets/..%2Fpools%2Foss-20b%2Fstate"),
        (("set-target", "http://r1:5010"), "targets/http%3A%2F%2Fr1%3A5010"),
        (("set-target", "tgt_1?x#y"), "targets/tgt_1%3Fx%23y"),
    ],
)
def test_id_names_one_resource_whatever_is_in_it(
    tmp_path: Path, asked_paths: tuple[str, list[str]], command: tuple[str, ...], path: str
) -> None:
    url, paths = asked_paths
    api = {"PORTAL_ADMIN_API_URL": url, "PORTAL_ADMIN_TOKEN": "t"}
    result = run(tmp_path, "admin", *command, "--state", "draining", "--reason", "a test", **api)
    assert (result.returncode, paths) == (0, [f"/portal/admin/{path}"]), result.stderr
