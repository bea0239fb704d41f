"""Coding agents: how each is installed, set up for the gateway and given the task, without a person."""

from __future__ import annotations

import json
import platform
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.support.sdk.probing import ROOT

CONTEXT_TOKENS = 131_072
COMMON = ROOT / "tests/clients/agents"
OTHERS = ROOT / "tests/clients/other_agents"

BEFORE, AFTER = "alpha", "beta"
NOTES, COPY = "notes.txt", "copy.txt"
COMMAND = f"cat {NOTES} > {COPY}; echo ran-$((6*7))"
COMMAND_OUTPUT = "ran-42"
LAST_WORDS = "The task is finished."


@dataclass(frozen=True, slots=True)
class Workplace:
    """Where an agent runs: ``home`` and ``folder`` are temporary, ``url`` is the gateway's, ``key`` its."""

    home: Path
    folder: Path
    url: str
    key: str

    @property
    def notes(self) -> str:
        return str(self.folder / NOTES)

    def write(self, path: str, text: str) -> str:
        """Write a configuration file below the home folder; return its path."""
        file = self.home / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        return str(file)


@dataclass(frozen=True, slots=True)
class Launch:
    """The command that does the task, with what goes to its standard input."""

    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)
    stdin: str = ""


@dataclass(frozen=True, slots=True)
class CodingAgent:
    """``client`` names its row of the compatibility data; ``folder`` has its lock file.

    ``locked`` is the package that is installed, if it is not ``package``: the program of the only platform
    that the tests run it on, because a lock file must name those of all platforms or none.
    """

    client: str
    package: str
    route: str
    folder: Path
    launch: Callable[[Workplace], Launch]
    locked: str = ""

    @property
    def installed(self) -> str:
        return self.locked or self.package

    @property
    def version(self) -> str:
        lock = json.loads((self.folder / "package-lock.json").read_text())
        return str(lock["packages"][f"node_modules/{self.installed}"]["version"])

    @property
    def runs_here(self) -> bool:
        return not self.locked or (sys.platform, platform.machine()) == ("linux", "x86_64")


def scripted_task(*calls: tuple[str, Mapping[str, Any]]) -> str:
    """Return the prompt that has the simulated model make ``calls``, one a turn, and then say LAST_WORDS.

    Before the first call it says something in the same turn.
    """
    steps = [f"[[call {name} {json.dumps(arguments)}]]" for name, arguments in calls]
    return " ".join(["[[say Let me look.]]", *steps, f"[[say {LAST_WORDS}]]"])


def program(folder: Path, pattern: str) -> str:
    """Return the path of the installed program that matches ``pattern``.

    Programs come as packages for each platform, of which npm installs the one that runs here: no script of
    theirs has to run.
    """
    found = list((folder / "node_modules").glob(pattern))
    assert found, f"{pattern} is not installed in {folder}. Run: make client-packages"
    return str(found[0])
