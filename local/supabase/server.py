"""Start and stop an embedded Supabase."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import httpx

from local.processes.child_process import WATCHDOG
from local.processes.node_packages import node
from local.supabase import template
from local.supabase.packages import CLI, PACKAGES
from local.supabase.project import MIGRATIONS, Project

KEEP_GRANTS = Path(__file__).with_name("keep_grants.mjs").as_uri()
_POLL_SECONDS = 0.05


class SupabaseFailed(RuntimeError):
    """The server exited, never answered, or a migration failed. The message ends with its output."""


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of the server, which its clients need too.

    In the format of hosted keys: ``sb_publishable_…``, ``sb_secret_…``. ``jwt_secret`` has 32 characters.
    """

    publishable: str
    secret: str
    jwt_secret: str


class EmbeddedSupabase:
    """PostgREST and Auth on 127.0.0.1, with the data in ``folder``, which survives restarts.

    ``start`` and ``ready`` block for a few seconds: call them from a thread in asynchronous code. The server
    ends with its parent process, even if that is killed.
    """

    def __init__(self, folder: Path, port: int, keys: Keys, migrations: Path = MIGRATIONS) -> None:
        self.keys = keys
        self.url = f"http://127.0.0.1:{port}"
        self._port = port
        self._project = Project(folder, migrations)
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """Process id of the running server, which is also the id of its process group."""
        return None if self._process is None else self._process.pid

    @property
    def command(self) -> tuple[str, ...]:
        # Without --no-admin, a request without a key becomes service_role.
        return (*self._lite("start"), "--host", "127.0.0.1", "--no-admin")

    @property
    def environment(self) -> dict[str, str]:
        return {
            "DO_NOT_TRACK": "1",
            "LITE_TELEMETRY": "0",
            "LITE_JWT_SECRET": self.keys.jwt_secret,
            "LITE_PUBLISHABLE_KEY": self.keys.publishable,
            "LITE_SECRET_KEY": self.keys.secret,
        }

    @property
    def ready_url(self) -> str:
        return f"{self.url}/rest/v1/plans?select=id&limit=1"

    @property
    def ready_headers(self) -> dict[str, str]:
        return {"apikey": self.keys.secret}

    def migrate(self) -> None:
        """Apply the migrations that are missing, after creating the database if there is none.

        Raises NodeMissing, InstallFailed, MigrationChanged, SupabaseFailed.
        """
        PACKAGES.install()
        self._project.prepare(self._port)
        fresh = self._project.discard_incomplete_data()
        if fresh and template.provide(self._project):
            self._project.record_applied()
        if not self._project.has_pending_migrations():
            return
        self._run_migrations()
        self._project.record_applied()
        if fresh:
            template.store(self._project)

    def start(self) -> None:
        """Migrate, then start the server. Raises what ``migrate`` raises."""
        self.migrate()
        with self._project.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-IS", str(WATCHDOG), *self.command],
                cwd=self._project.folder,
                env={**os.environ, **self.environment},
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def ready(self, seconds: float = 30.0) -> None:
        """Return when the server answers. Raises SupabaseFailed."""
        deadline = time.monotonic() + seconds
        with httpx.Client(timeout=1.0, trust_env=False) as client:
            while not self._is_ready(client):
                if self._process is None or self._process.poll() is not None:
                    raise self._failure("ended by itself")
                if time.monotonic() > deadline:
                    raise self._failure(f"did not answer within {seconds:.0f} s")
                time.sleep(_POLL_SECONDS)

    def stop(self) -> None:
        """Stop the server after it has written its data."""
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        if process.stdin is not None:
            process.stdin.close()

    def delete_data(self) -> None:
        """Delete the data of a stopped server."""
        shutil.rmtree(self._project.folder, ignore_errors=True)

    def _run_migrations(self) -> None:
        result = subprocess.run(
            self._lite("migration", "up"),
            cwd=self._project.folder,
            env={**os.environ, **self.environment},
            capture_output=True,
            text=True,
            check=False,
        )
        if result.returncode != 0:
            output = result.stdout + result.stderr
            raise SupabaseFailed(f"A migration failed on the embedded Supabase:\n{output[-2000:]}")

    def _lite(self, *arguments: str) -> tuple[str, ...]:
        return (node(), "--import", KEEP_GRANTS, str(CLI), *arguments, "--config", str(self._project.config))

    def _is_ready(self, client: httpx.Client) -> bool:
        try:
            return client.get(self.ready_url, headers=self.ready_headers).status_code == httpx.codes.OK
        except httpx.HTTPError:
            return False

    def _failure(self, reason: str) -> SupabaseFailed:
        output = self._project.log.read_text(errors="replace")[-2000:]
        return SupabaseFailed(f"The embedded Supabase {reason}. The end of {self._project.log}:\n{output}")
