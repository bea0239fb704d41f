"""The tables of the scheduler name files that exist, and all users of the shared product."""

from __future__ import annotations

import re
from pathlib import Path

from tests.support.suite.scheduling import PRODUCT_FILES, SLOW_PATHS, scope

TESTS = Path(__file__).parents[2]


def uses_shared_product(text: str) -> bool:
    return re.search(r"\b(stack: Stack|site: Npx)\b", text) is not None and "def stack(" not in text


def test_product_files_are_those_with_the_stack_fixture() -> None:
    users = {
        f"tests/{path.relative_to(TESTS)}"
        for path in TESTS.rglob("test_*.py")
        if uses_shared_product(path.read_text())
    }
    assert users == set(PRODUCT_FILES)


def test_slow_paths_exist() -> None:
    assert [path for path in SLOW_PATHS if not (TESTS.parent / path).exists()] == []


def test_product_files_share_a_scope_and_others_have_their_own() -> None:
    assert {scope(f"{file}::test_x[a]") for file in PRODUCT_FILES} == {"product"}
    assert scope("tests/sdk/test_openai_sdk.py::test_x") == "tests/sdk/test_openai_sdk.py"
