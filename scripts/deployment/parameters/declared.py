"""Compares given parameters with those that the template declares.

SAM CLI drops a name that the template does not have, without a word, and the stack keeps its old value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

Declared = Mapping[str, Mapping[str, Any]]
"""``Parameters`` of the template: name → its type, and what its values must be."""


def check_declared(declared: Declared, given: Mapping[str, str]) -> None:
    """Raise ValueError, with a sentence for each parameter that is unknown or has an impossible value."""
    faults = [fault for name, value in given.items() for fault in _faults(declared, name, value)]
    if faults:
        raise ValueError("\n".join(faults))


def _faults(declared: Declared, name: str, value: str) -> Iterator[str]:
    parameter = declared.get(name)
    if parameter is None:
        near = get_close_matches(name, declared, n=1)
        yield f"{name} is no parameter of template.yaml" + (f": is {near[0]} meant?" if near else ".")
        return
    allowed = [str(each) for each in parameter.get("AllowedValues", ())]
    if allowed and value not in allowed:
        yield f"{name} must be one of {', '.join(allowed)}."
        return
    pattern = parameter.get("AllowedPattern")
    if pattern is not None and re.fullmatch(pattern, value) is None:
        yield f"{name} must look like this: {parameter.get('ConstraintDescription', pattern)}"
    if parameter["Type"] == "Number":
        yield from _number_faults(parameter, name, value)


def _number_faults(parameter: Mapping[str, Any], name: str, value: str) -> Iterator[str]:
    try:
        number = float(value)
    except ValueError:
        yield f"{name} must be a number."
        return
    least, most = float(parameter.get("MinValue", "-inf")), float(parameter.get("MaxValue", "inf"))
    if not least <= number <= most:
        ends = [f"at least {least:g}"] if least > float("-inf") else []
        ends += [f"at most {most:g}"] if most < float("inf") else []
        yield f"{name} must be {' and '.join(ends) or 'a number'}."
