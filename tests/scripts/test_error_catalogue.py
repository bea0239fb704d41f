"""The page of errors is the tree of errors."""

from __future__ import annotations

import re

from portal import errors
from portal.errors import PortalError
from scripts.error_catalogue import PAGE, page


def kinds() -> list[type[PortalError]]:
    return [
        kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, PortalError)
    ]


def test_the_page_is_fresh() -> None:
    assert PAGE.read_text() == page(), "run: python -m scripts.error_catalogue"


def test_every_error_says_what_it_means() -> None:
    assert [kind.__name__ for kind in kinds() if "__doc__" not in kind.__dict__ or not kind.__doc__] == []


def test_codes_are_unique() -> None:
    codes = [kind.code for kind in kinds() if "code" in kind.__dict__ and kind is not PortalError]
    assert len(codes) == len(set(codes))


def test_the_tree_in_the_docstring_is_the_tree() -> None:
    drawn = re.findall(r"^[│├└─ ]+([A-Z]\w+) +(\d{3})(?: +(\w+))?", errors.__doc__ or "", re.MULTILINE)
    for name, status, code in drawn:
        kind = getattr(errors, name)
        assert (name, str(kind.status)) == (name, status)
        if code:
            assert kind.code == code
    assert {"PortalError", *(name for name, _, _ in drawn)} == {kind.__name__ for kind in kinds()}
