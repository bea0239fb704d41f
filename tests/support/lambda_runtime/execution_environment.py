"""An execution environment on this machine: /var/task and /opt as directories, the runtime as a process."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import shutil
import signal
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from tests.support.artifacts.build import built, require_lambda_python, runtime_packages

REPOSITORY = Path(__file__).parents[3]
APPS = Path(__file__).parent / "apps"
WRAPPER = "portal/lambda_runtime/stream-wrapper"


@dataclass(frozen=True)
class Interpreter:
    """A Python, its built layer, and the directory used as /var/runtime.

    Without a layer, all packages are installed in it and ``portal`` comes from the repository.
    """

    path: Path
    layer: Path | None = None
    runtime: Path | None = None


@dataclass(frozen=True)
class Layout:
    """``task`` is used as /var/task, ``layer`` as /opt/python."""

    task: Path
    layer: Path
    interpreter: Interpreter


def lambda_interpreter() -> Interpreter:
    """Return Lambda's Python with the built layer. Raises CannotBuild."""
    python = require_lambda_python()
    return Interpreter(python, built() / "SharedLayer", runtime_packages(python))


def lay_out(root: Path, interpreter: Interpreter) -> Layout:
    """Copy the test apps and link the layer to the directories of a deployment."""
    task, layer = root / "var" / "task", root / "opt" / "python"
    shutil.copytree(APPS, task / "apps", ignore=shutil.ignore_patterns("__pycache__"))
    if interpreter.layer is None:
        source = REPOSITORY / "layers" / "shared" / "portal"
        shutil.copytree(source, layer / "portal", ignore=shutil.ignore_patterns("__pycache__"))
    else:
        layer.parent.symlink_to(interpreter.layer)
    return Layout(task, layer, interpreter)


class ExecutionEnvironment:
    """A runtime process, started as by Lambda: the wrapper with the interpreter as argument."""

    def __init__(
        self, layout: Layout, handler: str, api_address: str, extra: Mapping[str, str] | None = None
    ) -> None:
        self._layout = layout
        self._variables = variables(layout, handler, api_address, extra)
        self._process: asyncio.subprocess.Process | None = None
        self._reader: asyncio.Task[None] | None = None
        self.lines: list[str] = []

    async def __aenter__(self) -> Self:
        self._process = await asyncio.create_subprocess_exec(
            *command(self._layout),
            cwd=self._layout.task,
            env=self._variables,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        self._reader = asyncio.create_task(self._read())
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._process is not None
        if self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()
        await self.exited()

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def terminate(self) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)

    async def exited(self) -> int:
        """Return the exit code, once all output has been read."""
        assert self._process is not None
        assert self._reader is not None
        code = await self._process.wait()
        await self._reader
        return code

    async def printed(self, text: str) -> str:
        """Wait for a line with ``text`` in it and return the first one."""
        return await self._line(lambda line: text in line)

    async def logged(self, message: str, request_id: str) -> dict[str, Any]:
        """Wait for the request's log record whose message starts with ``message`` and return it."""
        start, owner = f'"message": "{message}', f'"requestId": "{request_id}"'
        record: dict[str, Any] = json.loads(await self._line(lambda line: start in line and owner in line))
        return record

    async def _line(self, matches: Callable[[str], bool]) -> str:
        async with asyncio.timeout(10):
            while True:
                for line in self.lines:
                    if matches(line):
                        return line
                await asyncio.sleep(0.005)

    def records(self, message: str) -> list[dict[str, Any]]:
        """Return the JSON log records whose message starts with ``message``."""
        records = [json.loads(line) for line in self.lines if line.startswith("{")]
        return [record for record in records if str(record.get("message", "")).startswith(message)]

    async def _read(self) -> None:
        assert self._process is not None
        assert self._process.stdout is not None
        async for line in self._process.stdout:
            self.lines.append(line.decode().rstrip("\n"))


def command(layout: Layout) -> list[str]:
    """Return the command that Lambda runs: the wrapper, the interpreter, the managed runtime's bootstrap."""
    return [str(layout.layer / WRAPPER), str(layout.interpreter.path), "/var/runtime/bootstrap.py"]


def variables(
    layout: Layout, handler: str, api_address: str, extra: Mapping[str, str] | None = None
) -> dict[str, str]:
    runtime = layout.interpreter.runtime
    return {
        "PATH": os.defpath,
        "LANG": "C.UTF-8",
        **({"LAMBDA_RUNTIME_DIR": str(runtime)} if runtime else {}),
        "LAMBDA_TASK_ROOT": str(layout.task),
        "AWS_LAMBDA_RUNTIME_API": api_address,
        "_HANDLER": handler,
        "AWS_LAMBDA_FUNCTION_NAME": "probe",
        "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "512",
        "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
        "PYTHONDONTWRITEBYTECODE": "",
        **(extra or {}),
    }
