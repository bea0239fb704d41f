"""A lock that does not fit is told, whatever is wrong with it."""

from __future__ import annotations

import json

import pytest

from scripts.lock_freshness import disagreements, main, node_faults, python_faults, read_pins

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


def test_a_lock_that_fits_has_no_faults() -> None:
    assert list(python_faults("dev.txt", LOCK, ["anyio>=4", "UVLoop>=0.23; sys_platform != 'win32'"])) == []
    assert list(node_faults("package-lock.json", PACKAGE, node_lock())) == []
    bundled = node_lock(integrity=None, inBundle=True)
    assert list(node_faults("package-lock.json", PACKAGE, bundled)) == []


@pytest.mark.parametrize(
    ("lock", "wanted", "told"),
    [
        (LOCK, "httpx>=0.28", "httpx is not pinned"),
        (LOCK, "anyio>=5", "anyio>=5 is asked for, anyio==4.16.0 is pinned"),
        ("anyio==4.16.0\n    # via httpx\n", "anyio>=4", "anyio==4.16.0 has no hash"),
        (f"-i {ADDRESS}/simple\n{LOCK}", "anyio>=4", "an address stands in it"),
        (
            f"anyio @ https://example.test/a.whl \\\n    {HASH}\n{LOCK}",
            "anyio",
            "an address stands in it",
        ),
    ],
)
def test_python_locks_that_do_not_fit(lock: str, wanted: str, told: str) -> None:
    assert any(told in fault for fault in python_faults("dev.txt", lock, [wanted]))


@pytest.mark.parametrize(
    ("lock", "told"),
    [
        (json.dumps({"packages": {"": {"dependencies": {"lite": "0.9.0"}}}}), "dependencies differ"),
        (json.dumps({"packages": {"": {}}}), "dependencies differ"),
        (node_lock(integrity=None), "node_modules/lite has no hash"),
        (node_lock(resolved="https://example.test/lite.tgz"), "an address stands in it"),
    ],
)
def test_node_locks_that_do_not_fit(lock: str, told: str) -> None:
    assert any(told in fault for fault in node_faults("package-lock.json", PACKAGE, lock))


def test_a_lock_must_not_have_versions_of_its_own() -> None:
    locks = {"runtime": LOCK, "dev": LOCK.replace("4.16.0", "4.17.0")}
    assert list(disagreements("runtime", "dev", locks)) == ["runtime: anyio==4.16.0 is not in dev"]


def test_the_locks_of_this_repository_fit(capsys: pytest.CaptureFixture[str]) -> None:
    assert main() == 0, capsys.readouterr().err
