"""Build the functions: ``python -m scripts.build [--architecture arm64|x86_64|here] [--output FOLDER]``.

SAM CLI lays out functions and layer (without a container: with wheels for Lambda's Python and processor),
then all modules are compiled. Without byte code each cold start compiles them, because Lambda's file system
is read-only, and takes three times as long. The byte code is unchecked, because file times of a deployment
mean nothing, and names the paths that modules have in Lambda.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path

from scripts.lambda_python import MISSING, lambda_python

ROOT = Path(__file__).resolve().parents[1]
SAM = ROOT / ".venv-sam" / "bin" / "sam"
OUTPUT = ROOT / ".aws-sam" / "build"
LAYER = "SharedLayer"
OLDEST_SAM = (1, 145, 0)
"""Older versions ignore ``ParentPackageMode`` silently, and no handler can be imported."""

ARCHITECTURE = "architecture"
"""Name of the file with the processor of a build, which the deployment must name too."""

HERE = {"aarch64": "arm64", "arm64": "arm64"}.get(platform.machine(), "x86_64")
"""This machine's processor, as Lambda names it."""


class BuildFailed(Exception):
    """The build failed. The message is one sentence, or ends with the output of SAM CLI."""


def build(output: Path = OUTPUT, architecture: str = "arm64") -> None:
    """Build into ``output``. Raises BuildFailed."""
    python = lambda_python()
    if python is None:
        raise BuildFailed(MISSING)
    _require_sam()
    _sam_build(output, architecture, python)
    (output / ARCHITECTURE).write_text(architecture)
    layer = output / LAYER / "python"
    _remove_unused(layer)
    for folder in sorted(output.iterdir()):
        if folder.is_dir():
            _compile(folder, "/opt" if folder.name == LAYER else "/var/task", python)


def megabytes(folder: Path) -> float:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6


def sam_version(output: str) -> tuple[int, ...]:
    """Return the version in the output of ``sam --version``; empty if there is none."""
    match = re.search(r"version (\d+)\.(\d+)\.(\d+)", output)
    return tuple(map(int, match.groups())) if match else ()


def _require_sam() -> None:
    if not SAM.exists():
        raise BuildFailed("SAM CLI is not installed: make sam.")
    result = subprocess.run(
        [SAM, "--version"], capture_output=True, text=True, check=False, env=_environment()
    )
    if sam_version(result.stdout) < OLDEST_SAM:
        oldest = ".".join(map(str, OLDEST_SAM))
        raise BuildFailed(f"SAM CLI {oldest} or newer is needed; this is {result.stdout.strip() or 'none'}.")


def _sam_build(output: Path, architecture: str, python: Path) -> None:
    # SAM looks for python3.13 on the PATH; the interpreter itself comes before any shim.
    environment = {**_environment(), "PATH": f"{python.parent}{os.pathsep}{os.environ['PATH']}"}
    options = ["--template-file", str(ROOT / "template.yaml"), "--build-dir", str(output)]
    parameters = ["--parameter-overrides", f"Architecture={architecture}"]
    result = subprocess.run(
        [SAM, "build", *options, *parameters],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode != 0:
        raise BuildFailed(f"sam build failed:\n{result.stdout}{result.stderr}")


def _remove_unused(layer: Path) -> None:
    """Remove files that SAM copies and no module imports."""
    shutil.rmtree(layer / "bin", ignore_errors=True)
    (layer / "requirements.txt").unlink(missing_ok=True)


def _compile(folder: Path, deployed_folder: str, python: Path) -> None:
    options = [
        "-q",
        "-j",
        "0",
        "--invalidation-mode",
        "unchecked-hash",
        "-s",
        str(folder),
        "-p",
        deployed_folder,
    ]
    result = subprocess.run([python, "-m", "compileall", *options, str(folder)], check=False)
    if result.returncode != 0:
        raise BuildFailed(f"Some modules of {folder.name} cannot be compiled; they are named above.")


def _environment() -> dict[str, str]:
    return {**os.environ, "SAM_CLI_TELEMETRY": "0", "AWS_DEFAULT_REGION": "us-east-1"}


def main(output: Path, architecture: str) -> int:
    try:
        build(output, HERE if architecture == "here" else architecture)
    except BuildFailed as error:
        print(error, file=sys.stderr)
        return 1
    for folder in sorted(output.iterdir()):
        if folder.is_dir():
            print(f"  {folder.name:22} {megabytes(folder):6.1f} MB")
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--architecture", choices=["arm64", "x86_64", "here"], default="arm64")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    arguments = parser.parse_args()
    sys.exit(main(arguments.output.resolve(), arguments.architecture))
