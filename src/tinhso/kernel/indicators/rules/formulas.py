"""Formulas of derived indicators: `communes_new_rural / among(communes_new_rural) * 100`. Pure.

Numbers, `+ - * /`, brackets, and names: an indicator's code is its level of the same period and
area; `among(code)` of how many that figure is (118/126); `latest(code)` the last level known by
the period's end, for what changes slowly; a dotted name (`hotline.received`) a measure that a
system publishes. Python's own grammar reads it, and nothing else of Python is let in.
"""

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, DivisionByZero, InvalidOperation
from enum import StrEnum
from typing import TypeAlias

MONEY_AND_POINTS = frozenset({"VND", "USD", "points"})
LONGEST = 400


class FormulaError(ValueError):
    """A formula that can't be read or whose units don't fit; the message says what to do."""


class How(StrEnum):
    """What a name in a formula stands for."""

    SAME_PERIOD = "same_period"
    AMONG = "among"
    LATEST = "latest"
    MEASURE = "measure"


@dataclass(frozen=True, order=True)
class Input:
    """A name in a formula: an indicator's code or a measure's name, and how it is read."""

    name: str
    how: How = How.SAME_PERIOD


@dataclass(frozen=True)
class Number:
    """A number as it is written."""

    value: Decimal


@dataclass(frozen=True)
class Joined:
    """Two parts of a formula and the sign between them."""

    sign: str
    left: "Part"
    right: "Part"


Part: TypeAlias = Input | Number | Joined
SIGNS: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
CALLS = {"among": How.AMONG, "latest": How.LATEST}


def parse(text: str) -> Part:
    """Read a formula; raise FormulaError."""
    if len(text) > LONGEST:
        raise FormulaError(f"the formula is longer than {LONGEST} signs: split it into two")
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise FormulaError(f"“{text}” is no formula: write names, numbers, + - * / ()") from None
    return _part(tree.body)


def _part(node: ast.expr) -> Part:
    match node:
        case ast.Constant(value=bool()):
            pass
        case ast.Constant(value=int() | float() as number):
            return Number(Decimal(str(number)))
        case ast.Name(id=name):
            return Input(name)
        case ast.Attribute(value=ast.Name(id=room), attr=name):
            return Input(f"{room}.{name}", How.MEASURE)
        case ast.Call(func=ast.Name(id=how), args=[ast.Name(id=name)], keywords=[]) if how in CALLS:
            return Input(name, CALLS[how])
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return Joined("-", Number(Decimal(0)), _part(operand))
        case ast.BinOp(left=left, op=sign, right=right) if type(sign) in SIGNS:
            return Joined(SIGNS[type(sign)], _part(left), _part(right))
    raise FormulaError(f"“{ast.unparse(node)}” has no meaning here: write names, numbers, + - * /")


def inputs(part: Part) -> tuple[Input, ...]:
    """Return the names that a formula reads, each once, in their order."""
    match part:
        case Input():
            return (part,)
        case Joined():
            return tuple(dict.fromkeys((*inputs(part.left), *inputs(part.right))))
    return ()


def evaluate(part: Part, values: Mapping[Input, Decimal]) -> Decimal | None:
    """Return what a formula gives, None for a division by zero; all inputs must have a value."""
    match part:
        case Input():
            return values[part]
        case Number():
            return part.value
    left, right = evaluate(part.left, values), evaluate(part.right, values)
    if left is None or right is None:
        return None
    try:
        return _APPLY[part.sign](left, right)
    except (DivisionByZero, InvalidOperation):
        return None


_APPLY: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": lambda left, right: left / right,
}


def check_units(part: Part, unit_of: Callable[[Input], str], result: str) -> None:
    """Raise FormulaError where units don't fit.

    Only like is added to like. Money and points must come out as `result` says; what is counted
    (people, hectares) may stand under the line, where the unit shown says "per". A percentage must
    be made of a ratio, so that no money is left in it.
    """
    found = _measure(part, unit_of)
    expected = {result: 1} if result in MONEY_AND_POINTS else {}
    if found.powers != expected:
        given = found.words() or "a plain number"
        raise FormulaError(f"the formula gives {given}, the indicator is in {result}")


@dataclass(frozen=True)
class _Unit:
    """The unit of a part: `name` where it is one unit as it stands, and powers of money."""

    name: str
    powers: Mapping[str, int]

    def words(self) -> str:
        return " · ".join(f"{unit}^{power}" for unit, power in sorted(self.powers.items()))


def _measure(part: Part, unit_of: Callable[[Input], str]) -> _Unit:
    match part:
        case Input():
            unit = unit_of(part)
            return _Unit(unit, {unit: 1} if unit in MONEY_AND_POINTS else {})
        case Number():
            return _Unit("", {})
    left, right = _measure(part.left, unit_of), _measure(part.right, unit_of)
    if part.sign in "+-":
        if left.powers != right.powers or (left.name and right.name and left.name != right.name):
            raise FormulaError(
                f"{left.name or left.words()} and {right.name or right.words()} can't be added or"
                " subtracted: give both the same unit"
            )
        return _Unit(left.name or right.name, left.powers)
    turn = 1 if part.sign == "*" else -1
    powers = {
        unit: power
        for unit in {*left.powers, *right.powers}
        if (power := left.powers.get(unit, 0) + turn * right.powers.get(unit, 0))
    }
    return _Unit("", powers)
