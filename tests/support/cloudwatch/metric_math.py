"""The part of CloudWatch's metric math that alarms of the template use."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping

_OPERATORS: dict[type[ast.AST], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Lt: operator.lt,
}


def evaluate(
    expression: str, values: Mapping[str, float | None], quotas: Mapping[str, float]
) -> float | None:
    """Return the value of ``expression`` for one period, None if a metric in it has none.

    ``quotas`` are the account's service quotas by the id of the metric that they limit.
    """
    if None in values.values():
        return None

    def value(node: ast.AST) -> float:
        match node:
            case ast.Expression(body=body):
                return value(body)
            case ast.Constant(value=int() | float() as number):
                return float(number)
            case ast.Name(id=name):
                found = values[name]
                assert found is not None
                return found
            case ast.BinOp(left=left, op=op, right=right):
                return _OPERATORS[type(op)](value(left), value(right))
            case ast.Compare(left=left, ops=[op], comparators=[right]):
                return _OPERATORS[type(op)](value(left), value(right))
            case ast.Call(func=ast.Name(id="IF"), args=[condition, then, otherwise]):
                return value(then) if value(condition) else value(otherwise)
            case ast.Call(func=ast.Name(id="SERVICE_QUOTA"), args=[ast.Name(id=name)]):
                return quotas[name]
        raise AssertionError(f"not in this part of metric math: {ast.dump(node)}")

    return value(ast.parse(expression, mode="eval"))
