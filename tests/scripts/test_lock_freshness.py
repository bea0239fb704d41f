"""Every problem of a lock is reported."""

from __future__ import annotations

import json

import pytest

from scripts.lock_freshness import differing_pins, main, node_problems, python_problems, read_pins

HASH = f"--hash=sha256:{'0' * 64}"
LOCK = f"""# made by uv
anyio==4.16.0 \\
    {HASH} \\
    {HASH}
    # via httpx
uvloop==0.23.1 ; sys_platform != 'win32' \\
    {HASH}
"""
ADDRESS = "https://example.test"
PACKAGE = {"dependencies": {"lite": "0.10.0"}}


def node_lock(**changes: object) -> str:
    package = {"version": "0.10.0", "integrity": "sha512-abc"} | changes
    return json.dumps({"packages": {"": PACKAGE, "node_modules/lite": package}})


def test_pins_are_read_with_marker_and_hashes() -> None:
    anyio, uvloop = read_pins(LOCK)
    assert (anyio.name, anyio.version, anyio.marker, anyio.hashes) == ("anyio", "4.16.0", None, 2)
    assert (uvloop.name, uvloop.marker, uvloop.hashes) == ("uvloop", "sys_platform != 'win32'", 1)


def test_fresh_lock_has_no_problems() -> None:
    assert list(python_problems("dev.txt", LOCK, ["anyio>=4", "UVLoop>=0.23; sys_platform != 'win32'"])) == []
    assert list(node_problems("package-lock.json", PACKAGE, node_lock())) == []
    bundled = node_lock(integrity=None, inBundle=True)
    assert list(node_problems("package-lock.json", PACKAGE, bundled)) == []


@pytest.mark.parametrize(
    ("lock", "requirement", "problem"),
    [
        (LOCK, "httpx>=0.28", "httpx is not pinned"),
        (LOCK, "anyio>=5", "anyio>=5 is required, anyio==4.16.0 is pinned"),
        ("anyio==4.16.0\n    # via httpx\n", "anyio>=4", "anyio==4.16.0 has no hash"),
        (f"-i {ADDRESS}/simple\n{LOCK}", "anyio>=4", "contains an address"),
        (
            f"anyio @ https://example.test/a.whl \\\n    {HASH}\n{LOCK}",
            "anyio",
            "contains an address",
        ),
    ],
)
def test_problem_of_python_lock_is_reported(lock: str, requirement: str, problem: str) -> None:
    assert any(problem in found for found in python_problems("dev.txt", lock, [requirement]))


@pytest.mark.parametrize(
    ("lock", "problem"),
    [
        (json.dumps({"packages": {"": {"dependencies": {"lite": "0.9.0"}}}}), "dependencies differ"),
        (json.dumps({"packages": {"": {}}}), "dependencies differ"),
        (node_lock(integrity=None), "node_modules/lite has no hash"),
        (node_lock(resolved="https://example.test/lite.tgz"), "contains an address"),
    ],
)
def test_problem_of_node_lock_is_reported(lock: str, problem: str) -> None:
    assert any(problem in found for found in node_problems("package-lock.json", PACKAGE, lock))


def test_pin_that_larger_lock_lacks_is_reported() -> None:
    locks = {"runtime": LOCK, "dev": LOCK.replace("4.16.0", "4.17.0")}
    assert list(differing_pins("runtime", "dev", locks)) == ["runtime: anyio==4.16.0 is not in dev"]


def test_locks_of_this_repository_are_fresh(capsys: pytest.CaptureFixture[str]) -> None:
    assert main() == 0, capsys.readouterr().err
