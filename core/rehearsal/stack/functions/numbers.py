"""Functions on numbers and addresses: Add, Avg, Calculate, Max, Min, Cidr."""

from __future__ import annotations

import ast
import ipaddress
import operator
from itertools import islice
from typing import TYPE_CHECKING, Any

from core.rehearsal.stack.functions.arguments import number, several
from core.rehearsal.stack.refusals import validation_failed

if TYPE_CHECKING:
    from collections.abc import Callable

_OPERATORS: dict[type[ast.AST], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
}


def add(argument: Any) -> Any:
    """Add numbers, put lists one after the other, or merge maps."""
    first, *rest = several("Add", argument, 1)
    if isinstance(first, dict):
        return {key: value for part in argument for key, value in part.items()}
    if isinstance(first, list):
        return [item for part in argument for item in part]
    return sum((number("Add", value) for value in rest), number("Add", first))


def average(argument: Any) -> int | float:
    """`Fn::Avg`: `[digits, [number, …]]`."""
    digits, values = several("Avg", argument, 2, 2)
    values = [number("Avg", value) for value in several("Avg", values, 1)]
    return _rounded(sum(values) / len(values), int(digits))


def largest(argument: Any) -> int | float:
    """`Fn::Max` of a list of numbers."""
    return max(number("Max", value) for value in several("Max", argument, 1))


def smallest(argument: Any) -> int | float:
    """`Fn::Min` of a list of numbers."""
    return min(number("Min", value) for value in several("Min", argument, 1))


def calculate(argument: Any) -> int | float:
    """`[expression, digits, [number, …]]`; `{0}` in the expression is the first number."""
    expression, digits, *variables = several("Calculate", argument, 2, 3)
    values = [number("Calculate", value) for value in (variables[0] if variables else [])]
    try:
        tree = ast.parse(str(expression).format(*values), mode="eval")
        return _rounded(_arithmetic(tree.body), int(digits))
    except (SyntaxError, IndexError, KeyError, ValueError, ArithmeticError, RecursionError):
        raise validation_failed(f"Fn::Calculate cannot calculate {expression!r}.") from None


def _arithmetic(node: ast.AST) -> int | float:
    if isinstance(node, ast.Constant) and type(node.value) in {int, float}:
        return number("Calculate", node.value)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_arithmetic(node.operand)
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        return number(
            "Calculate", _OPERATORS[type(node.op)](_arithmetic(node.left), _arithmetic(node.right))
        )
    raise ValueError(ast.dump(node))


def _rounded(value: float, digits: int) -> int | float:
    return round(value, digits) if digits else round(value)


def cidr(argument: Any) -> list[str]:
    """`[block, count, bits of the host part]`: that many subnets."""
    block, count, bits = several("Cidr", argument, 3, 3)
    try:
        network = ipaddress.ip_network(str(block))
        subnets = network.subnets(new_prefix=network.max_prefixlen - int(bits))
        return [str(subnet) for subnet in islice(subnets, int(count))]
    except ValueError as error:
        raise validation_failed(f"Fn::Cidr: {error}") from None
