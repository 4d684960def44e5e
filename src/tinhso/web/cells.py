"""Cells of a file that a spreadsheet will open."""

from typing import Any

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(value: Any) -> Any:
    """Return a cell that no spreadsheet takes for a formula: such words get a quote mark."""
    if isinstance(value, str) and value.startswith(FORMULA):
        return "'" + value
    return value
