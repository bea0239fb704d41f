"""What a template's conditions and ``Fn::If`` become with given parameters, as CloudFormation decides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

NO_VALUE = {"Ref": "AWS::NoValue"}


def resolve(template: Mapping[str, Any], value: Any, parameters: Mapping[str, str]) -> Any:
    """Return ``value`` with ``Fn::If``, parameters and conditions resolved; other functions stay."""

    def inner(value: Any) -> Any:
        if not isinstance(value, dict) or len(value) != 1:
            return value
        ((function, argument),) = value.items()
        match function:
            case "Fn::If":
                name, yes, no = argument
                return inner(yes if inner({"Condition": name}) else no)
            case "Condition":
                return inner(template["Conditions"][argument])
            case "Fn::Not":
                return not inner(argument[0])
            case "Fn::And":
                return all(inner(each) for each in argument)
            case "Fn::Or":
                return any(inner(each) for each in argument)
            case "Fn::Equals":
                left, right = (str(inner(each)) for each in argument)
                return left == right
            case "Ref" if argument in template["Parameters"]:
                return parameters.get(argument, str(template["Parameters"][argument].get("Default", "")))
        return value

    return inner(value)
