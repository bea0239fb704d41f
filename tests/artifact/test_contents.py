"""What is in the artifacts: byte code, the locked packages, and every handler where the template says."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from scripts.lambda_python import VERSION
from tests.artifact.build import ROOT
from tests.artifact.conftest import Artifacts
from tests.artifact.functions import HANDLERS, SETTINGS

# The first of these tests builds the artifacts, which takes a minute, and more on a busy machine.
pytestmark = pytest.mark.timeout(600)

UNCHECKED_HASH = 0b01
"""PEP 552: the byte code names its source by hash, and nobody looks."""


def test_the_template_names_these_handlers() -> None:
    named = re.findall(r"^      Handler: (\S+)$", (ROOT / "template.yaml").read_text(), re.MULTILINE)
    assert sorted(named) == sorted(HANDLERS.values())


@pytest.mark.parametrize("function", HANDLERS)
def test_a_handler_is_where_lambda_looks(artifacts: Artifacts, function: str) -> None:
    layout = artifacts.layout(function)
    module, _, attribute = HANDLERS[function].rpartition(".")
    source = (
        f"import {module} as m, portal, sys; assert callable(m.{attribute}); "
        "print(m.__file__); print(portal.__file__); print(m.__spec__.cached)"
    )
    command, variables = artifacts.process(function, SETTINGS)
    done = subprocess.run([*command, source], env=variables, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    handler, shared, cached = done.stdout.split()
    assert handler.startswith(str(layout.task))
    assert shared.startswith(str(layout.layer))
    assert Path(cached).exists()


def test_every_module_is_compiled_for_lambdas_python(artifacts: Artifacts) -> None:
    sources = list(artifacts.folder.rglob("*.py"))
    assert len(sources) > 1000
    tag = f"cpython-{VERSION.replace('.', '')}"
    for source in sources:
        compiled = source.parent / "__pycache__" / f"{source.stem}.{tag}.pyc"
        assert compiled.exists(), source
        assert int.from_bytes(compiled.read_bytes()[4:8], "little") == UNCHECKED_HASH, compiled


def test_byte_code_names_the_paths_of_lambda(artifacts: Artifacts) -> None:
    compiled = next((artifacts.folder / "GatewayFunction").rglob("app.*.pyc")).read_bytes()
    assert b"/var/task/functions/gateway/app.py" in compiled
    assert str(ROOT).encode() not in compiled


def test_the_layer_holds_what_is_locked_and_nothing_else(artifacts: Artifacts) -> None:
    lock = (ROOT / "requirements" / "runtime.txt").read_text()
    locked = set(re.findall(r"^([a-z0-9.-]+)==(\S+)", lock, re.MULTILINE))
    layer = artifacts.layer
    held = set()
    for folder in layer.glob("*.dist-info"):
        name, version = folder.name.removesuffix(".dist-info").rsplit("-", 1)
        held.add((re.sub(r"[._-]+", "-", name).lower(), version))
    assert held == {(re.sub(r"[._-]+", "-", name).lower(), version) for name, version in locked}
    assert not (layer / "boto3").exists()
    assert os.access(layer / "portal" / "lambda_runtime" / "stream-wrapper", os.X_OK)


def test_an_artifact_is_far_below_lambdas_limit(artifacts: Artifacts) -> None:
    size = sum(file.stat().st_size for file in artifacts.folder.rglob("*") if file.is_file())
    assert size < 120e6  # Lambda takes 250 MB, unpacked
