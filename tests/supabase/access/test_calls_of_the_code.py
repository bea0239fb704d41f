"""The lists of ``tests.support.database.portal_roles`` are what the code of each function calls and reads.

A call names a function of the database, a query its tables: each is a text in the code of the function.
"""

from __future__ import annotations

import pytest

from tests.support.artifacts.functions import HANDLERS, ROLES
from tests.support.artifacts.live_code import queried_tables, reachable_texts
from tests.support.database.access import FUNCTIONS, TABLES
from tests.support.database.portal_roles import PORTAL_ROLES

PUBLIC_FUNCTIONS = {name.partition("(")[0].removeprefix("public.") for name in FUNCTIONS if "public." in name}
PUBLIC_TABLES = {name.removeprefix("public.") for name in TABLES if name.startswith("public.")}
ENTRIES = {str(role): HANDLERS[function].rpartition(".")[0] for function, role in ROLES.items()}


@pytest.mark.parametrize("role", ENTRIES)
def test_role_may_execute_what_its_function_calls(role: str) -> None:
    called = reachable_texts(ENTRIES[role]) & PUBLIC_FUNCTIONS
    assert called == PORTAL_ROLES[role].functions


@pytest.mark.parametrize("role", ENTRIES)
def test_role_may_read_the_tables_that_its_function_queries(role: str) -> None:
    assert queried_tables(ENTRIES[role], PUBLIC_TABLES) == PORTAL_ROLES[role].reads.keys()


def test_every_role_is_that_of_a_function() -> None:
    assert ENTRIES.keys() == PORTAL_ROLES.keys()
