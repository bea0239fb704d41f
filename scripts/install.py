"""Install the packages of a lock file into a virtual environment, unless they are installed.

``python scripts/install.py FOLDER LOCK [--project] [--unless LOCK]``: ``--project`` also installs this
repository, editable; ``--unless`` names a lock that contains all pins of LOCK: if it is installed, nothing is
left to do. Installs with pip, so the user's pip configuration applies. Standard library only, because nothing
is installed yet.

``FOLDER/.installed-LOCK`` is the stamp: it holds the fingerprint of what is installed, and make compares its
time with that of the lock.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main(folder: Path, lock: Path, *, project: bool, unless: Path | None) -> int:
    stamp = _stamp(folder, lock)
    if any(_is_installed(folder, each, project=project) for each in (lock, unless) if each):
        stamp.write_text(_fingerprint(lock, project=project))
        return 0
    started = time.monotonic()
    # Not to standard output, which belongs to the command that needs the packages (`make -s outputs`).
    print(f"Installing {lock.name} into {folder.name}/. This is done once.", file=sys.stderr, flush=True)
    stamp.unlink(missing_ok=True)
    try:
        # pip changes only the packages that differ. Another Python needs a new environment.
        if not _uses_this_python(folder):
            venv.create(folder, with_pip=True, clear=True)
    except (subprocess.CalledProcessError, OSError) as error:
        return _fail(
            f"The virtual environment could not be created ({error}). On Debian: apt install python3-venv."
        )
    if not _install(folder, lock, project=project):
        return _fail(f"pip could not install {lock.name}; its output is above.")
    stamp.write_text(_fingerprint(lock, project=project))
    print(f"Installed in {time.monotonic() - started:.0f} s.", file=sys.stderr, flush=True)
    return 0


def _install(folder: Path, lock: Path, *, project: bool) -> bool:
    # The lock is complete, so pip need not resolve. Byte code is compiled later, on all processors.
    locked = ("--no-deps", "--require-hashes", "--no-compile", "--requirement")
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as pip_lock:
        pip_lock.write(_entry("pip", lock.read_text()))
        pip_lock.flush()
        steps: list[tuple[str, ...]] = [(*locked, pip_lock.name)] if pip_lock.tell() else []
        steps.append((*locked, str(lock)))
        if project:
            steps.append(("--no-deps", "--no-build-isolation", "--editable", str(ROOT)))
        python = str(folder / "bin" / "python")
        pip = (python, "-m", "pip", "install", "-qq", "--disable-pip-version-check")
        installed = all(subprocess.run([*pip, *step], check=False).returncode == 0 for step in steps)
    # Where PYTHONDONTWRITEBYTECODE is set, as in many containers, every start would compile all modules.
    compilation = (python, "-m", "compileall", "-q", "-j", "0", str(folder / "lib"))
    subprocess.run(
        compilation, check=False, stdout=subprocess.DEVNULL
    )  # fails for templates that are no Python
    return installed


def _entry(name: str, lock: str) -> str:
    """Return the lines of one package in a lock; empty if the lock does not contain it."""
    lines = lock.splitlines()
    starts = [number for number, line in enumerate(lines) if line.startswith(f"{name}==")]
    if not starts:
        return ""
    entry = lines[starts[0]]
    for line in lines[starts[0] + 1 :]:
        if not line.lstrip().startswith("--hash"):
            break
        entry += f"\n{line}"
    return f"{entry}\n"


def _is_installed(folder: Path, lock: Path, *, project: bool) -> bool:
    stamp = _stamp(folder, lock)
    return stamp.exists() and stamp.read_text() == _fingerprint(lock, project=project)


def _stamp(folder: Path, lock: Path) -> Path:
    return folder / f".installed-{lock.stem}"


def _fingerprint(lock: Path, *, project: bool) -> str:
    digest = hashlib.sha256(sys.version.encode() + lock.read_bytes())
    if project:
        digest.update((ROOT / "pyproject.toml").read_bytes())
        digest.update(str(ROOT).encode())
    return digest.hexdigest()


def _uses_this_python(folder: Path) -> bool:
    python = folder / "bin" / "python"
    if not python.exists():
        return False
    code = "import sys; print(sys.version)"
    result = subprocess.run([str(python), "-c", code], capture_output=True, text=True, check=False)
    return result.stdout.strip() == sys.version


def _fail(message: str) -> int:
    print(message, file=sys.stderr)
    return 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("lock", type=Path)
    parser.add_argument("--project", action="store_true")
    parser.add_argument("--unless", type=Path, metavar="LOCK")
    return parser.parse_args()


if __name__ == "__main__":
    given = _options()
    sys.exit(main(ROOT / given.folder, ROOT / given.lock, project=given.project, unless=given.unless))
