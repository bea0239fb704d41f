"""AWS's Runtime Interface Emulator of the aws-sam-cli wheel, which has Lambda's own Runtime API code.

It accepts streamed responses but buffers them, so it shows conformance, not timing
(docs/protocols/lambda-runtime.md, "Emulator"). In its classic mode one event runs at a time. With
``AWS_LAMBDA_MAX_CONCURRENCY`` it emulates Managed Instances, requires Lambda's paths and runs the function
as another user, so it runs in a mount namespace of its own.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import platform
import signal
import socket
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Self

import pytest

from tests.support.lambda_runtime.execution_environment import REPOSITORY, WRAPPER, Layout, command, variables
from tests.support.servers.ports import free_port
from tests.support.suite.missing import missing

INVOKE = "/2015-03-31/functions/function/invocations"

_BOOTSTRAP = """#!/bin/sh
# The last step of Lambda's bootstrap.
exec "$AWS_LAMBDA_EXEC_WRAPPER" {interpreter} /var/runtime/bootstrap.py
"""

_MOUNT_LAMBDA_PATHS = """
mount -t tmpfs tmpfs /mnt
mkdir /mnt/task /mnt/runtime /mnt/lang /mnt/tmp
cp -r {runtime}/. {bootstrap} /mnt/runtime
chmod -R a+rX /mnt/runtime
mount --bind {task} /mnt/task
mount --bind {prefix} /mnt/lang
mount --bind {opt} /opt
mount --rbind /mnt /var
cd /var/task
exec "$@"
"""


def emulator_binary() -> Path:
    """Return the emulator of this machine's architecture; skip the test if it is not installed."""
    machine = {"aarch64": "arm64", "arm64": "arm64"}.get(platform.machine(), "x86_64")
    pattern = f"lib/python3*/site-packages/samcli/local/rapid/aws-lambda-rie-{machine}"
    found = next(iter((REPOSITORY / ".venv-sam").glob(pattern)), None)
    return found or missing("The Lambda emulator is not installed: make sam")


def require_mounting() -> None:
    """Skip the test if this machine cannot mount Lambda's paths."""
    if os.geteuid() != 0:
        pytest.skip("mounting /var/task, /opt and /var/lang requires root")
    mounting = ["unshare", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    if subprocess.run(mounting, capture_output=True, check=False).returncode:
        pytest.skip("this machine allows no mount namespaces")


def managed_instances_variables(concurrency: int) -> dict[str, str]:
    """Return the environment variables of ``managed_instances``."""
    return {
        "AWS_LAMBDA_MAX_CONCURRENCY": str(concurrency),
        "LAMBDA_TASK_ROOT": "/var/task",
        "LAMBDA_RUNTIME_DIR": "/var/runtime",
        "AWS_LAMBDA_EXEC_WRAPPER": f"/opt/python/{WRAPPER}",
    }


def classic(binary: Path, layout: Layout) -> list[str]:
    return [str(binary), *command(layout)]


def managed_instances(binary: Path, layout: Layout) -> list[str]:
    """Return a command with ``layout`` mounted at /var/task, /opt, /var/runtime, /var/lang. Needs root."""
    python, runtime = layout.interpreter.path, layout.interpreter.runtime
    assert runtime is not None
    bootstrap = layout.task.parent / "bootstrap"
    bootstrap.write_text(_BOOTSTRAP.format(interpreter=f"/var/lang/bin/{python.name}"))
    bootstrap.chmod(0o755)
    prefix = python.resolve().parents[1]
    script = _MOUNT_LAMBDA_PATHS.format(
        task=layout.task, runtime=runtime, prefix=prefix, opt=layout.layer.parent, bootstrap=bootstrap
    )
    return ["unshare", "--mount", "sh", "-euc", script, "sh", str(binary)]


class Emulator:
    """A running emulator. ``lines`` is the output of the emulator and the runtime."""

    def __init__(self, argv: list[str], layout: Layout, handler: str, extra: Mapping[str, str]) -> None:
        self._argv = argv
        self._handler = handler
        self._layout = layout
        self._extra = extra
        self._process: asyncio.subprocess.Process | None = None
        self._reader: asyncio.Task[None] | None = None
        self.address = f"127.0.0.1:{free_port()}"
        self.lines: list[str] = []

    async def __aenter__(self) -> Self:
        api = f"127.0.0.1:{free_port()}"
        # By default the emulator listens on every interface.
        addresses = ["--runtime-interface-emulator-address", self.address, "--runtime-api-address", api]
        where = next(i for i, word in enumerate(self._argv) if "aws-lambda-rie" in word) + 1
        self._process = await asyncio.create_subprocess_exec(
            *self._argv[:where],
            *addresses,
            *self._argv[where:],
            cwd=self._layout.task,
            env={
                **variables(self._layout, self._handler, api),
                "AWS_LAMBDA_FUNCTION_TIMEOUT": "30",
                **self._extra,
            },
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            start_new_session=True,
        )
        self._reader = asyncio.create_task(self._read(self._process))
        async with asyncio.timeout(10):
            while not _listens(self.address):
                assert self._process.returncode is None, self.lines
                await asyncio.sleep(0.02)
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._process is not None
        assert self._reader is not None
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGTERM)
        try:
            async with asyncio.timeout(3):
                await self._process.wait()
        except TimeoutError:
            os.killpg(self._process.pid, signal.SIGKILL)
            await self._process.wait()
        # The runtime exits when its Runtime API is gone; then its end of the pipe closes.
        async with asyncio.timeout(5):
            await self._reader

    async def _read(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None
        async for line in process.stdout:
            self.lines.append(line.decode(errors="replace").rstrip("\n"))


def _listens(address: str) -> bool:
    host, _, port = address.rpartition(":")
    with socket.socket() as probe:
        return probe.connect_ex((host, int(port))) == 0
