"""The files of the built functions, laid out as in Lambda."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.support.artifacts.functions import AWS
from tests.support.lambda_runtime.execution_environment import Interpreter, Layout


@dataclass(frozen=True)
class Artifacts:
    """``folder`` is the build, ``interpreter`` the managed runtime, ``layouts`` an empty folder."""

    folder: Path
    interpreter: Interpreter
    layouts: Path

    @property
    def layer(self) -> Path:
        return self.folder / "SharedLayer" / "python"

    def layout(self, function: str) -> Layout:
        """Return /var/task and /opt of a function."""
        root = self.layouts / function
        task, opt = root / "var" / "task", root / "opt"
        if not task.exists():
            task.parent.mkdir(parents=True)
            task.symlink_to(self.folder / function)
            opt.symlink_to(self.layer.parent)
        return Layout(task, opt / "python", self.interpreter)

    def process(self, function: str, settings: Mapping[str, str]) -> tuple[list[str], dict[str, str]]:
        """Return a command that runs Python source, and the variables with which it imports as in Lambda."""
        layout, runtime = self.layout(function), self.interpreter.runtime
        path = os.pathsep.join(map(str, (layout.task, layout.layer, runtime)))
        variables = {"PATH": os.defpath, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
        return [str(self.interpreter.path), "-P", "-c"], {**AWS, **variables, **settings}
