"""Check without a network that the locks are fresh; part of ``make check``.

Python: every requirement of pyproject.toml (and of each ``.in`` file) has a pin that satisfies it, every pin
has a hash, shared pins agree. Node: package-lock.json requires what package.json requires, every package has
a hash. No lock contains the address of a registry: it would be the author's own, and might need credentials.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]

_PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)(?: ; (?P<marker>[^\\]+))?")
_HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")
_ADDRESS = re.compile(r"\w+://|--(?:extra-)?index-url|--find-links")
_DEPENDENCY_KINDS = ("dependencies", "devDependencies", "optionalDependencies", "peerDependencies")


@dataclass(frozen=True, slots=True)
class Pin:
    """``marker`` is the environment of the pin; a package may have one pin for each of several markers."""

    name: str
    version: str
    marker: str | None
    hashes: int


def read_pins(lock: str) -> list[Pin]:
    """Return the pins of a requirements file."""
    pins = []
    for entry in re.split(r"\n(?=[A-Za-z0-9])", lock):
        if match := _PIN.match(entry):
            name, marker = canonicalize_name(match["name"]), match["marker"]
            pins.append(Pin(name, match["version"], marker and marker.strip(), len(_HASH.findall(entry))))
    return pins


def python_problems(name: str, lock: str, requirements: Iterable[str]) -> Iterator[str]:
    """Yield the problems of the lock file ``name`` of ``requirements``."""
    pins: dict[str, list[Pin]] = {}
    for pin in read_pins(lock):
        pins.setdefault(pin.name, []).append(pin)
        if not pin.hashes:
            yield f"{name}: {pin.name}=={pin.version} has no hash"
    for text in requirements:
        requirement = Requirement(text)
        matching = pins.get(canonicalize_name(requirement.name), [])
        if not matching:
            yield f"{name}: {requirement.name} is not pinned"
        for pin in matching:
            if not requirement.specifier.contains(pin.version, prereleases=True):
                yield f"{name}: {text} is required, {pin.name}=={pin.version} is pinned"
    yield from _addresses(name, lock)


def differing_pins(smaller: str, larger: str, locks: Mapping[str, str]) -> Iterator[str]:
    """Yield a problem for each pin of the lock ``smaller`` that the lock ``larger`` does not have."""
    known = {(pin.name, pin.version) for pin in read_pins(locks[larger])}
    for pin in read_pins(locks[smaller]):
        if (pin.name, pin.version) not in known:
            yield f"{smaller}: {pin.name}=={pin.version} is not in {larger}"


def node_problems(name: str, package: Mapping[str, Any], lock_text: str) -> Iterator[str]:
    """Yield the problems of the package-lock.json ``name`` of ``package``, a package.json."""
    entries: dict[str, dict[str, Any]] = json.loads(lock_text).get("packages", {})
    root = entries.get("", {})
    for kind in _DEPENDENCY_KINDS:
        if package.get(kind, {}) != root.get(kind, {}):
            yield f"{name}: {kind} differ from package.json"
    for path, entry in entries.items():
        # A bundled package is covered by the hash of the package that contains it.
        if path and not (entry.get("link") or entry.get("inBundle") or entry.get("integrity")):
            yield f"{name}: {path} has no hash"
    resolved = "\n".join(str(entry.get("resolved", "")) for entry in entries.values())
    yield from _addresses(name, resolved)


def _addresses(name: str, text: str) -> Iterator[str]:
    for line in text.splitlines():
        if not line.lstrip().startswith("#") and _ADDRESS.search(line):
            yield f"{name}: contains an address: {line.strip()}"


def _all_problems() -> Iterator[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    requirements = {
        "runtime": project["dependencies"],
        "local": project["dependencies"] + extras["local"],
        "dev": project["dependencies"] + extras["local"] + extras["dev"],
    }
    folder = ROOT / "requirements"
    for source in folder.glob("*.in"):
        lines = (line.partition("#")[0].strip() for line in source.read_text().splitlines())
        requirements[source.stem] = [line for line in lines if line]
    locks = {name: (folder / f"{name}.txt").read_text() for name in requirements}
    for name, required in requirements.items():
        yield from python_problems(f"requirements/{name}.txt", locks[name], required)
    for name in ("runtime", "local"):
        yield from differing_pins(name, "dev", locks)
    for package in _tracked("package.json"):
        lock = package.with_name("package-lock.json")
        if not lock.exists():
            yield f"{lock.relative_to(ROOT)} is missing"
            continue
        yield from node_problems(
            str(lock.relative_to(ROOT)), json.loads(package.read_text()), lock.read_text()
        )


def _tracked(name: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--", name, f"**/{name}"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / path for path in listed.stdout.split("\0") if path]


def main() -> int:
    problems = list(_all_problems())
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        print("`make lock` updates the Python locks, `npm install` the Node ones.", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
