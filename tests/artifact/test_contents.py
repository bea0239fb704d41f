"""The content of the artifacts: byte code, the locked packages, and the handlers of the template."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from scripts.lambda_python import VERSION
from tests.support.artifacts.build import ROOT
from tests.support.artifacts.functions import HANDLERS, settings_of
from tests.support.artifacts.layouts import Artifacts

# The first test builds the artifacts, which takes a minute, or more on a busy machine.
pytestmark = pytest.mark.timeout(600)

UNCHECKED_HASH = 0b01
"""PEP 552: the byte code has the hash of its source, and the interpreter does not check it."""


def test_template_has_the_same_handlers() -> None:
    in_template = re.findall(r"^      Handler: (\S+)$", (ROOT / "template.yaml").read_text(), re.MULTILINE)
    on_instances = HANDLERS["GatewayFunction"]  # the same artifact a second time, ManagedGatewayFunction
    assert sorted(in_template) == sorted([*HANDLERS.values(), on_instances])


@pytest.mark.parametrize("function", HANDLERS)
def test_handler_is_imported_from_the_task_folder(artifacts: Artifacts, function: str) -> None:
    layout = artifacts.layout(function)
    module, _, attribute = HANDLERS[function].rpartition(".")
    source = (
        f"import {module} as m, portal, sys; assert callable(m.{attribute}); "
        "print(m.__file__); print(portal.__file__); print(m.__spec__.cached)"
    )
    command, variables = artifacts.process(function, settings_of(function))
    done = subprocess.run([*command, source], env=variables, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    handler, shared, cached = done.stdout.split()
    assert handler.startswith(str(layout.task))
    assert shared.startswith(str(layout.layer))
    assert Path(cached).exists()


def test_every_module_is_compiled_for_the_python_of_lambda(artifacts: Artifacts) -> None:
    sources = list(artifacts.folder.rglob("*.py"))
    assert len(sources) > 1000
    tag = f"cpython-{VERSION.replace('.', '')}"
    for source in sources:
        compiled = source.parent / "__pycache__" / f"{source.stem}.{tag}.pyc"
        assert compiled.exists(), source
        assert int.from_bytes(compiled.read_bytes()[4:8], "little") == UNCHECKED_HASH, compiled


def test_byte_code_has_the_paths_of_lambda(artifacts: Artifacts) -> None:
    compiled = next((artifacts.folder / "GatewayFunction").rglob("app.*.pyc")).read_bytes()
    assert b"/var/task/functions/gateway/app.py" in compiled
    assert str(ROOT).encode() not in compiled


def test_layer_has_exactly_the_locked_packages(artifacts: Artifacts) -> None:
    lock = (ROOT / "requirements" / "runtime.txt").read_text()
    locked = set(re.findall(r"^([a-z0-9.-]+)==(\S+)", lock, re.MULTILINE))
    layer = artifacts.layer
    installed = set()
    for folder in layer.glob("*.dist-info"):
        name, version = folder.name.removesuffix(".dist-info").rsplit("-", 1)
        installed.add((re.sub(r"[._-]+", "-", name).lower(), version))
    assert installed == {(re.sub(r"[._-]+", "-", name).lower(), version) for name, version in locked}
    assert not (layer / "boto3").exists()
    assert os.access(layer / "portal" / "lambda_runtime" / "stream-wrapper", os.X_OK)


def test_artifact_is_far_below_the_size_limit_of_lambda(artifacts: Artifacts) -> None:
    size = sum(file.stat().st_size for file in artifacts.folder.rglob("*") if file.is_file())
    assert size < 120e6  # Lambda accepts 250 MB, unpacked
