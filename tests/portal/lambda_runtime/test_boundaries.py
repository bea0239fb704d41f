"""The runtime is separate from everything else, so that it can be removed; its deadlines and imports."""

from __future__ import annotations

import ast
import os
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.lambda_runtime.invocation.deadline import InvocationDeadline
from portal.web.lifetime import deadline_of, run_after_response
from tests.support.lambda_runtime.execution_environment import REPOSITORY, WRAPPER, Interpreter

PACKAGE = "portal.lambda_runtime"


def test_nothing_else_imports_the_runtime() -> None:
    own = REPOSITORY / "layers" / "shared" / "portal" / "lambda_runtime"
    sources = [
        path
        for root in ("functions", "layers/shared", "local")
        for path in (REPOSITORY / root).rglob("*.py")
        if own not in path.parents
    ]
    assert len(sources) > 10
    assert [str(path) for path in sources if any(_imports(path))] == []


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        yield from (name for name in names if name.startswith(PACKAGE))


def test_wrapper_is_executable_also_in_git() -> None:
    wrapper = REPOSITORY / "layers" / "shared" / WRAPPER
    assert stat.S_IMODE(wrapper.stat().st_mode) == 0o755
    listed = subprocess.run(
        ["git", "ls-files", "--stage", str(wrapper)],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode or not listed.stdout:
        pytest.skip("this is not a git checkout")
    assert listed.stdout.startswith("100755")


def test_scope_without_extensions_has_no_deadline() -> None:
    scope = {"type": "http"}
    assert deadline_of(scope) is None

    async def work() -> None: ...

    assert not run_after_response(scope, work)


@pytest.mark.parametrize(
    ("seconds", "cancel_at", "close_at"),
    [(900.0, 997.5, 999.5), (30.0, 997.5, 999.5), (10.0, 999.0, 999.8), (1.0, 999.9, 999.98)],
)
def test_margins_shrink_with_short_timeouts(seconds: float, cancel_at: float, close_at: float) -> None:
    deadline = InvocationDeadline.after(seconds, now=1000.0 - seconds)
    moments = (deadline.cancel_at, deadline.close_at, deadline.ends_at)
    assert moments == pytest.approx((cancel_at, close_at, 1000.0))


def test_deadline_in_the_past_has_no_margin() -> None:
    deadline = InvocationDeadline.after(-3.0, now=1000.0)
    assert deadline.cancel_at == deadline.close_at == deadline.ends_at == 997.0


def test_import_adds_few_modules_to_fastapi_and_mangum(interpreter: Interpreter) -> None:
    """The budget is 15 ms of a cold start; counting modules detects a heavy import."""
    floor = _modules(interpreter, "import fastapi, mangum")
    added = _modules(interpreter, "import fastapi, mangum, portal.lambda_runtime.process.run") - floor
    foreign = {name for name in added if name.partition(".")[0] != "portal"}
    assert len(foreign) <= 6, sorted(foreign)


def _modules(interpreter: Interpreter, statement: str) -> set[str]:
    layer = interpreter.layer
    path = layer / "python" if layer else REPOSITORY / "layers" / "shared"
    completed = subprocess.run(
        [str(interpreter.path), "-c", f"{statement}; import sys; print(*sys.modules)"],
        env={"PYTHONPATH": str(path), "PATH": os.defpath},
        capture_output=True,
        text=True,
        check=True,
    )
    return set(completed.stdout.split())
