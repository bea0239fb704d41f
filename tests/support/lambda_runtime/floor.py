"""The floor of a measurement: the same app under uvicorn, without Lambda.

uvicorn comes last on the path, so the app uses the packages of the layer.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping
from typing import Self

from tests.support.artifacts.build import server_packages
from tests.support.lambda_runtime.execution_environment import Layout


class Floor:
    """A uvicorn process. ``app`` is ``module:attribute``; ``extra`` are environment variables."""

    def __init__(
        self, layout: Layout, app: str = "apps.probe:app", extra: Mapping[str, str] | None = None
    ) -> None:
        self._layout = layout
        self._app = app
        self._extra = extra or {}
        self._process: asyncio.subprocess.Process | None = None
        self.url = ""

    async def __aenter__(self) -> Self:
        interpreter = self._layout.interpreter
        path = [self._layout.task, self._layout.layer]
        if interpreter.runtime is not None:
            path += [interpreter.runtime, server_packages(interpreter.path)]
        arguments = ["-m", "uvicorn", self._app, "--port", "0", "--no-access-log"]
        self._process = await asyncio.create_subprocess_exec(
            str(interpreter.path),
            *arguments,
            cwd=self._layout.task,
            env={"PATH": os.defpath, "PYTHONPATH": os.pathsep.join(map(str, path)), **self._extra},
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
        assert self._process.stderr is not None
        async for line in self._process.stderr:
            if b"running on " in line:
                self.url = line.split(b"running on ")[1].split()[0].decode()
                return self
        raise AssertionError("uvicorn did not start")

    async def __aexit__(self, *_: object) -> None:
        assert self._process is not None
        self._process.terminate()
        await self._process.communicate()
