"""Whether the locks fit what is asked for, told without a network: part of ``make check``.

Python: every requirement of pyproject.toml (and of each ``.in`` file) is met by a pin, every pin has a hash,
shared pins agree. Node: package-lock.json asks for what package.json asks for, every package has its hash.
Nowhere stands the address of a registry: it would be the author's own, and might need the author's keys.
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
    """``marker`` is where the pin holds; a package may be pinned once for each of several markers."""

    name: str
    version: str
    marker: str | None
    hashes: int


def read_pins(lock: str) -> list[Pin]:
    """Return the pins of a requirements file."""
    pins = []
    for entry in re.split(r"\n(?=[A-Za-z0-9])", lock):
        if found := _PIN.match(entry):
            name, marker = canonicalize_name(found["name"]), found["marker"]
            pins.append(Pin(name, found["version"], marker and marker.strip(), len(_HASH.findall(entry))))
    return pins


def python_faults(name: str, lock: str, wanted: Iterable[str]) -> Iterator[str]:
    """Yield what is wrong with the lock file ``name`` that should meet ``wanted``."""
    pins: dict[str, list[Pin]] = {}
    for pin in read_pins(lock):
        pins.setdefault(pin.name, []).append(pin)
        if not pin.hashes:
            yield f"{name}: {pin.name}=={pin.version} has no hash"
    for text in wanted:
        requirement = Requirement(text)
        found = pins.get(canonicalize_name(requirement.name), [])
        if not found:
            yield f"{name}: {requirement.name} is not pinned"
        for pin in found:
            if not requirement.specifier.contains(pin.version, prereleases=True):
                yield f"{name}: {text} is asked for, {pin.name}=={pin.version} is pinned"
    yield from _addresses(name, lock)


def disagreements(smaller: str, larger: str, locks: Mapping[str, str]) -> Iterator[str]:
    """Yield the pins of lock ``smaller`` that lock ``larger`` does not have."""
    known = {(pin.name, pin.version) for pin in read_pins(locks[larger])}
    for pin in read_pins(locks[smaller]):
        if (pin.name, pin.version) not in known:
            yield f"{smaller}: {pin.name}=={pin.version} is not in {larger}"


def node_faults(name: str, package: Mapping[str, Any], lock_text: str) -> Iterator[str]:
    """Yield what is wrong with the package-lock.json ``name`` beside ``package``."""
    entries: dict[str, dict[str, Any]] = json.loads(lock_text).get("packages", {})
    root = entries.get("", {})
    for kind in _DEPENDENCY_KINDS:
        if package.get(kind, {}) != root.get(kind, {}):
            yield f"{name}: {kind} differ from package.json"
    for path, entry in entries.items():
        # What comes inside another package is covered by that package's hash.
        if path and not (entry.get("link") or entry.get("inBundle") or entry.get("integrity")):
            yield f"{name}: {path} has no hash"
    resolved = "\n".join(str(entry.get("resolved", "")) for entry in entries.values())
    yield from _addresses(name, resolved)


def _addresses(name: str, text: str) -> Iterator[str]:
    for line in text.splitlines():
        if not line.lstrip().startswith("#") and _ADDRESS.search(line):
            yield f"{name}: an address stands in it: {line.strip()}"


def _all_faults() -> Iterator[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    wanted = {
        "runtime": project["dependencies"],
        "local": project["dependencies"] + extras["local"],
        "dev": project["dependencies"] + extras["local"] + extras["dev"],
    }
    folder = ROOT / "requirements"
    for source in folder.glob("*.in"):
        lines = (line.partition("#")[0].strip() for line in source.read_text().splitlines())
        wanted[source.stem] = [line for line in lines if line]
    locks = {name: (folder / f"{name}.txt").read_text() for name in wanted}
    for name, requirements in wanted.items():
        yield from python_faults(f"requirements/{name}.txt", locks[name], requirements)
    for name in ("runtime", "local"):
        yield from disagreements(name, "dev", locks)
    for package in _tracked("package.json"):
        lock = package.with_name("package-lock.json")
        if not lock.exists():
            yield f"{lock.relative_to(ROOT)} is missing"
            continue
        yield from node_faults(str(lock.relative_to(ROOT)), json.loads(package.read_text()), lock.read_text())


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
    faults = list(_all_faults())
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        print("`make lock` writes the Python locks anew, `npm install` the Node ones.", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
