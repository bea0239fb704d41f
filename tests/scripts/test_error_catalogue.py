"""docs/errors.md and the error tree agree."""

from __future__ import annotations

import re

from portal import errors
from portal.errors import PortalError
from scripts.error_catalogue import PAGE, page


def error_classes() -> list[type[PortalError]]:
    return [
        value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, PortalError)
    ]


def test_error_page_is_up_to_date() -> None:
    assert PAGE.read_text() == page(), "run: python -m scripts.error_catalogue"


def test_every_error_has_a_docstring() -> None:
    assert [
        error.__name__ for error in error_classes() if "__doc__" not in error.__dict__ or not error.__doc__
    ] == []


def test_codes_are_unique() -> None:
    codes = [error.code for error in error_classes() if "code" in error.__dict__ and error is not PortalError]
    assert len(codes) == len(set(codes))


def test_tree_in_the_docstring_matches_the_classes() -> None:
    drawn = re.findall(r"^[│├└─ ]+([A-Z]\w+) +(\d{3})(?: +(\w+))?", errors.__doc__ or "", re.MULTILINE)
    for name, status, code in drawn:
        error = getattr(errors, name)
        assert (name, str(error.status)) == (name, status)
        if code:
            assert error.code == code
    assert {"PortalError", *(name for name, _, _ in drawn)} == {error.__name__ for error in error_classes()}
