"""Makes a virtual environment what a lock file says, and does nothing when it is that already.

``python scripts/install.py FOLDER LOCK [--project] [--unless LOCK]``: ``--project`` also installs this
repository, editable; ``--unless`` names a larger lock that serves as well where it is installed. pip does the
work, so the user's own pip configuration counts. Standard library only: nothing is installed yet.
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
    if any(_is_installed(folder, wanted, project=project) for wanted in (lock, unless) if wanted):
        return 0
    began = time.monotonic()
    print(f"Installing {lock.name} into {folder.name}/. This is done once.", flush=True)
    stamp = _stamp(folder, lock)
    stamp.unlink(missing_ok=True)
    try:
        # What is installed stays: pip changes only what differs. Another Python needs another environment.
        if not _is_of_this_python(folder):
            venv.create(folder, with_pip=True, clear=True)
    except (subprocess.CalledProcessError, OSError) as error:
        return _fail(f"No virtual environment could be made ({error}). On Debian: apt install python3-venv.")
    if not _install(folder, lock, project=project):
        return _fail(f"pip could not install {lock.name}; what it said is above.")
    stamp.write_text(_fingerprint(lock, project=project))
    print(f"Installed in {time.monotonic() - began:.0f} s.", flush=True)
    return 0


def _install(folder: Path, lock: Path, *, project: bool) -> bool:
    # The lock is whole, so there is nothing to resolve. Bytecode comes after, from all processors at once.
    locked = ("--no-deps", "--require-hashes", "--no-compile", "--requirement")
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as pip_alone:
        pip_alone.write(_entry("pip", lock.read_text()))
        pip_alone.flush()
        steps: list[tuple[str, ...]] = [(*locked, pip_alone.name)] if pip_alone.tell() else []
        steps.append((*locked, str(lock)))
        if project:
            steps.append(("--no-deps", "--no-build-isolation", "--editable", str(ROOT)))
        python = str(folder / "bin" / "python")
        pip = (python, "-m", "pip", "install", "-qq", "--disable-pip-version-check")
        done = all(subprocess.run([*pip, *step], check=False).returncode == 0 for step in steps)
    # Where Python is told to keep no bytecode, as in many containers, every start would compile all anew.
    compiling = (python, "-m", "compileall", "-q", "-j", "0", str(folder / "lib"))
    subprocess.run(compiling, check=False, stdout=subprocess.DEVNULL)  # templates that are no Python stay
    return done


def _entry(name: str, lock: str) -> str:
    """Return the lines of one package in a lock; empty where it is not in it."""
    lines = lock.splitlines()
    starts = [number for number, line in enumerate(lines) if line.startswith(f"{name}==")]
    if not starts:
        return ""
    found = lines[starts[0]]
    for line in lines[starts[0] + 1 :]:
        if not line.lstrip().startswith("--hash"):
            break
        found += f"\n{line}"
    return f"{found}\n"


def _is_installed(folder: Path, lock: Path, *, project: bool) -> bool:
    stamp = _stamp(folder, lock)
    return stamp.exists() and stamp.read_text() == _fingerprint(lock, project=project)


def _stamp(folder: Path, lock: Path) -> Path:
    return folder / f".installed-{lock.stem}"


def _fingerprint(lock: Path, *, project: bool) -> str:
    told = hashlib.sha256(sys.version.encode() + lock.read_bytes())
    if project:
        told.update((ROOT / "pyproject.toml").read_bytes())
        told.update(str(ROOT).encode())
    return told.hexdigest()


def _is_of_this_python(folder: Path) -> bool:
    python = folder / "bin" / "python"
    if not python.exists():
        return False
    ask = "import sys; print(sys.version)"
    said = subprocess.run([str(python), "-c", ask], capture_output=True, text=True, check=False)
    return said.stdout.strip() == sys.version


def _fail(sentence: str) -> int:
    print(sentence, file=sys.stderr)
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
