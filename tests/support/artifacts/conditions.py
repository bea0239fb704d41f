"""The transformed template as CloudFormation sees it for given parameters: its conditions decided."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_NO_VALUE = {"Ref": "AWS::NoValue"}


class DecidedTemplate:
    """``resources`` and ``outputs`` that exist with ``parameters``; each ``Fn::If`` is its branch."""

    def __init__(self, template: dict[str, Any], parameters: Mapping[str, str]) -> None:
        self._conditions = template["Conditions"]
        defaults = {name: each.get("Default", "") for name, each in template["Parameters"].items()}
        self._lists = {
            name for name, each in template["Parameters"].items() if each["Type"] == "CommaDelimitedList"
        }
        self._parameters = {**defaults, **parameters}
        self.resources: dict[str, Any] = self._existing(template["Resources"])
        self.outputs: dict[str, Any] = self._existing(template["Outputs"])

    def holds(self, condition: str) -> bool:
        """Whether a condition of the template is true."""
        return bool(self._test(self._conditions[condition]))

    def _existing(self, section: dict[str, Any]) -> dict[str, Any]:
        return {
            name: self._decide(each)
            for name, each in section.items()
            if "Condition" not in each or self.holds(each["Condition"])
        }

    def _decide(self, value: Any) -> Any:
        if isinstance(value, dict):
            if set(value) == {"Fn::If"}:
                condition, yes, no = value["Fn::If"]
                return self._decide(yes if self.holds(condition) else no)
            decided = {name: self._decide(each) for name, each in value.items()}
            return {name: each for name, each in decided.items() if each != _NO_VALUE}
        if isinstance(value, list):
            return [each for each in map(self._decide, value) if each != _NO_VALUE]
        return value

    def _test(self, expression: dict[str, Any]) -> bool:
        ((operator, operand),) = expression.items()
        match operator:
            case "Condition":
                return self.holds(operand)
            case "Fn::Equals":
                left, right = map(self._text, operand)
                return left == right
            case "Fn::Not":
                return not self._test(operand[0])
            case "Fn::And":
                return all(map(self._test, operand))
            case "Fn::Or":
                return any(map(self._test, operand))
        raise ValueError(f"unknown operator {operator}")

    def _text(self, value: Any) -> str:
        """Return a scalar of a condition: a literal, a parameter, or a list joined."""
        if not isinstance(value, dict):
            return str(value)
        if "Ref" in value:
            return str(self._parameters[value["Ref"]])
        separator, parts = value["Fn::Join"]
        assert parts["Ref"] in self._lists, "only a list can be joined"
        return str(separator).join(str(self._parameters[parts["Ref"]]).split(","))


def references(value: Any) -> set[str]:
    """Return what ``value`` names with Ref, GetAtt or Sub: resources, parameters and pseudo parameters."""
    if isinstance(value, list):
        return set().union(*map(references, value)) if value else set()
    if not isinstance(value, dict):
        return set()
    found: set[str] = set()
    for name, each in value.items():
        if name == "Ref":
            found.add(each)
        elif name == "Fn::GetAtt":
            found.add(each[0] if isinstance(each, list) else each.split(".")[0])
        elif name == "Fn::Sub":
            text, variables = each if isinstance(each, list) else (each, {})
            names = {part.split("}")[0].split(".")[0] for part in text.split("${")[1:]}
            literal = {name for name in names if name.startswith("!")}
            found |= names - literal - set(variables) | references(variables)
        elif name == "DependsOn":
            found |= set(each if isinstance(each, list) else [each])
        else:
            found |= references(each)
    return found
