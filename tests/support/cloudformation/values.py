"""The values of a template's properties for one stack, and the names among them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_VARIABLE = re.compile(r"\$\{([^}!]+)\}")
_NAME = re.compile(r"(^|[a-z])(Name|Names|Id|Identifier|Alias|Aliases|Prefix|Path)$")
"""Properties that can be a name. A test lists those of them that need not differ."""

_NO_VALUE = object()


@dataclass(frozen=True)
class StackValues:
    """Computes intrinsic functions. Another resource becomes ``<stack>/<logical id>``, or a URL of it.

    ``parameters`` are all parameters of the stack.
    """

    template: dict[str, Any]
    name: str
    parameters: Mapping[str, str]

    def resources(self) -> dict[str, dict[str, Any]]:
        """Return the resources whose condition holds, with computed properties."""
        return {
            name: {**resource, "Properties": self.of(resource.get("Properties", {}))}
            for name, resource in self.template["Resources"].items()
            if "Condition" not in resource or self.holds(resource["Condition"])
        }

    def of(self, value: Any) -> Any:
        """Return ``value`` without intrinsic functions."""
        if isinstance(value, list):
            return [each for each in map(self.of, value) if each is not _NO_VALUE]
        if not isinstance(value, dict):
            return value
        if len(value) == 1:
            ((function, argument),) = value.items()
            if function == "Ref":
                return self._ref(argument)
            if function.startswith("Fn::"):
                return getattr(self, "_" + function.removeprefix("Fn::").lower())(argument)
        computed = {name: self.of(each) for name, each in value.items()}
        return {name: each for name, each in computed.items() if each is not _NO_VALUE}

    def holds(self, condition: str) -> bool:
        return self._condition(self.template["Conditions"][condition])

    def _condition(self, condition: dict[str, Any]) -> bool:
        ((function, argument),) = condition.items()
        if function == "Condition":
            return self.holds(argument)
        if function == "Fn::Equals":
            first, second = map(self.of, argument)
            return str(first) == str(second)
        results = [self._condition(each) for each in argument]
        return {"Fn::Not": not results[0], "Fn::And": all(results), "Fn::Or": any(results)}[function]

    def _ref(self, name: str) -> Any:
        pseudo = {
            "AWS::StackName": self.name,
            "AWS::Region": "us-east-1",
            "AWS::AccountId": "123456789012",
            "AWS::Partition": "aws",
            "AWS::URLSuffix": "amazonaws.com",
            "AWS::NoValue": _NO_VALUE,
        }
        return pseudo.get(name, self.parameters.get(name, f"{self.name}/{name}"))

    def _if(self, argument: list[Any]) -> Any:
        condition, true, false = argument
        return self.of(true if self.holds(condition) else false)

    def _getatt(self, argument: list[str] | str) -> str:
        path = argument if isinstance(argument, str) else ".".join(argument)
        return f"https://{self.name}.{path}/" if path.endswith("Url") else f"{self.name}/{path}"

    def _sub(self, argument: str | list[Any]) -> str:
        text, variables = (argument, {}) if isinstance(argument, str) else argument
        return _VARIABLE.sub(
            lambda match: str(self.of(variables[match[1]]) if match[1] in variables else self._ref(match[1])),
            text,
        )

    def _select(self, argument: list[Any]) -> Any:
        index, values = argument
        return self.of(values)[int(index)]

    def _split(self, argument: list[Any]) -> list[str]:
        separator, text = argument
        return str(self.of(text)).split(separator)

    def _getazs(self, region: str) -> list[str]:
        assert region == "", "the stack's own region"
        return [f"us-east-1{zone}" for zone in "abc"]

    def _join(self, argument: list[Any]) -> str:
        separator, parts = argument
        return str(separator).join(map(str, self.of(parts)))


def names_in(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield path and value of every string in ``value`` that can be a name; lists have ``[]`` in the path."""
    if isinstance(value, list):
        for each in value:
            yield from names_in(each, f"{path}[]")
    elif isinstance(value, dict):
        for key, each in value.items():
            inner = f"{path}.{key}".lstrip(".")
            if isinstance(each, str) and _NAME.search(key):
                yield inner, each
            elif isinstance(each, list) and _NAME.search(key) and all(isinstance(one, str) for one in each):
                yield from ((inner, one) for one in each)
            else:
                yield from names_in(each, inner)
