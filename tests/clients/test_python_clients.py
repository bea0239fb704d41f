"""What the Python libraries that customers use can do with the gateway, as the portal's docs say.

A program for each client, in tests/clients/python/programs, runs in the environment of its client and prints
one line of JSON for each capability that it tried.
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.support.clients.model_gateway import model_gateway
from tests.support.sdk.probing import ROOT

PROGRAMS_FOLDER = ROOT / "tests/clients/python/programs"
ROWS: list[dict[str, Any]] = json.loads(
    (ROOT / "portal-web/src/features/docs/content/clients/python.json").read_text()
)
PROGRAM_SECONDS = 100.0


@dataclass(frozen=True, slots=True)
class PythonProgram:
    """``environment`` is a folder of the repository, which ``make`` installs."""

    file: str
    environment: str

    @property
    def path(self) -> Path:
        return PROGRAMS_FOLDER / f"{self.file}.py"


PROGRAMS = (
    PythonProgram("openai_plain", ".venv-sdk-oldest"),
    PythonProgram("anthropic_plain", ".venv-sdk-oldest"),
    PythonProgram("openai_sdk", ".venv-clients"),
    PythonProgram("anthropic_sdk", ".venv-clients"),
    PythonProgram("langchain_openai_models", ".venv-clients"),
    PythonProgram("langchain_anthropic_models", ".venv-clients"),
    PythonProgram("pydantic_ai_models", ".venv-clients"),
    PythonProgram("openai_agents", ".venv-clients"),
    PythonProgram("instructor_modes", ".venv-instructor"),
)
SHARED = {"capabilities", "langchain_models"}
pytestmark = pytest.mark.timeout(180)

Row = tuple[str, str, str, str]


@pytest.mark.asyncio
@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.file)
async def test_client_does_what_its_rows_say(program: PythonProgram) -> None:
    async with model_gateway() as gateway:
        lines = await _output(program, gateway.url, gateway.key)
    assert lines
    found: dict[Row, list[str]] = {}
    for line in lines:
        works = found.setdefault(_row_of(line), [])
        if line["works"]:
            works.append(line["name"])
    said = {_row_of(row): row["works"] for row in ROWS}
    failures = [(line["route"], line["name"], line["error"]) for line in lines if not line["works"]]
    assert {row: sorted(works) for row, works in found.items()} == {
        row: sorted(said.get(row, [])) for row in found
    }, failures
    assert {row[3] for row in found} == gateway.routes


def test_every_row_has_a_program() -> None:
    names = {path.stem for path in PROGRAMS_FOLDER.glob("*.py")} - SHARED
    assert names == {program.file for program in PROGRAMS}
    source = "".join(program.path.read_text() for program in PROGRAMS)
    for row in ROWS:
        assert f'"{row["client"]}"' in source
        assert f'"{row["package"]}"' in source
        assert f'"{row["route"]}"' in source


def _row_of(entry: dict[str, Any]) -> Row:
    return entry["client"], entry["package"], entry["version"], entry["route"]


async def _output(program: PythonProgram, url: str, key: str) -> list[dict[str, Any]]:
    interpreter = ROOT / program.environment / "bin" / "python"
    if not interpreter.exists():
        pytest.fail("The clients are not installed. Run: make clients sdk-oldest")
    process = await asyncio.create_subprocess_exec(
        *(str(interpreter), "-W", "ignore", str(program.path), url, key),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        cwd=PROGRAMS_FOLDER,
    )
    try:
        out, err = await asyncio.wait_for(process.communicate(), PROGRAM_SECONDS)
    finally:
        if process.returncode is None:
            process.kill()
    assert process.returncode == 0, err.decode()
    return [json.loads(line) for line in out.splitlines()]
