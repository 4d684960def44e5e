"""Observations as files: the columns they have, writing them out and reading them in."""

from tinhso.kernel.indicators.sheets.columns import COLUMNS, Column
from tinhso.kernel.indicators.sheets.reading import Brought, ReadFigures, read_figures
from tinhso.kernel.indicators.sheets.writing import (
    as_csv,
    as_workbook,
    cells_of,
    template,
)

__all__ = [
    "COLUMNS",
    "Brought",
    "Column",
    "ReadFigures",
    "as_csv",
    "as_workbook",
    "cells_of",
    "read_figures",
    "template",
]
