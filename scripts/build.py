"""Builds what is deployed: ``python -m scripts.build [--architecture arm64|x86_64|here] [--output FOLDER]``.

SAM CLI lays out functions and layer (no container: wheels for Lambda's Python and the wanted processor), then
every module is compiled. Without byte code each cold start compiles again, for twice as long as it runs:
Lambda's file system cannot be written to. The byte code is of the unchecked kind, since a deployment's file
times mean nothing, and names the paths that modules have in Lambda.
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
"""Older ones ignore ``ParentPackageMode`` without a word, and no handler could be imported."""

ARCHITECTURE = "architecture"
"""File that says which processor a build is for: a deployment has to say the same."""

HERE = {"aarch64": "arm64", "arm64": "arm64"}.get(platform.machine(), "x86_64")
"""This machine's processor, in Lambda's words."""


class BuildFailed(Exception):
    """The message is one sentence for people."""


def build(output: Path = OUTPUT, architecture: str = "arm64") -> None:
    """Build into ``output``. Raises BuildFailed."""
    python = lambda_python()
    if python is None:
        raise BuildFailed(MISSING)
    _require_sam()
    _sam_build(output, architecture, python)
    (output / ARCHITECTURE).write_text(architecture)
    layer = output / LAYER / "python"
    _leave_out(layer)
    for folder in sorted(output.iterdir()):
        if folder.is_dir():
            _compile(folder, "/opt" if folder.name == LAYER else "/var/task", python)


def megabytes(folder: Path) -> float:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6


def sam_version(printed: str) -> tuple[int, ...]:
    """Return the version in what ``sam --version`` prints; empty where there is none."""
    found = re.search(r"version (\d+)\.(\d+)\.(\d+)", printed)
    return tuple(map(int, found.groups())) if found else ()


def _require_sam() -> None:
    if not SAM.exists():
        raise BuildFailed("SAM CLI is not installed: make sam.")
    asked = subprocess.run([SAM, "--version"], capture_output=True, text=True, check=False, env=_quiet())
    if sam_version(asked.stdout) < OLDEST_SAM:
        wanted = ".".join(map(str, OLDEST_SAM))
        raise BuildFailed(f"SAM CLI {wanted} or newer is needed; this is {asked.stdout.strip() or 'none'}.")


def _sam_build(output: Path, architecture: str, python: Path) -> None:
    # SAM looks for python3.13 on the PATH; the interpreter itself comes before any shim.
    environment = {**_quiet(), "PATH": f"{python.parent}{os.pathsep}{os.environ['PATH']}"}
    options = ["--template-file", str(ROOT / "template.yaml"), "--build-dir", str(output)]
    parameters = ["--parameter-overrides", f"Architecture={architecture}"]
    done = subprocess.run(
        [SAM, "build", *options, *parameters],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise BuildFailed(f"sam build failed:\n{done.stdout}{done.stderr}")


def _leave_out(layer: Path) -> None:
    """Remove what SAM copies along and nothing imports."""
    shutil.rmtree(layer / "bin", ignore_errors=True)
    (layer / "requirements.txt").unlink(missing_ok=True)


def _compile(folder: Path, where: str, python: Path) -> None:
    how = ["-q", "-j", "0", "--invalidation-mode", "unchecked-hash", "-s", str(folder), "-p", where]
    done = subprocess.run([python, "-m", "compileall", *how, str(folder)], check=False)
    if done.returncode != 0:
        raise BuildFailed(f"Some of {folder.name} cannot be compiled; what is above says which.")


def _quiet() -> dict[str, str]:
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
    given = parser.parse_args()
    sys.exit(main(given.output.resolve(), given.architecture))
