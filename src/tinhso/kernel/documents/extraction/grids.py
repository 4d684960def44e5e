"""Cells that span columns and rows, laid into a grid."""

from collections.abc import Sequence

WIDEST = 200
"""Columns beyond which a span is a mistake: a page could ask for millions."""


def filled(rows: Sequence[Sequence[tuple[str, int, int]]]) -> list[list[str]]:
    """Return rows of words in which every cell stands in its column.

    A cell is (words, columns spanned, rows spanned); what it spans beyond its first place is empty,
    so that its words stand in the text once.
    """
    free_from: dict[int, int] = {}  # by column: the first row that no cell above reaches into
    grid: list[list[str]] = []
    for place, row in enumerate(rows):
        line: list[str] = []
        for words, across, high in row:
            while free_from.get(len(line), 0) > place:
                line.append("")
            column, wide = len(line), max(1, min(across, WIDEST))
            line += [words, *[""] * (wide - 1)]
            for beside in range(column, column + wide):
                free_from[beside] = place + max(1, high)
        grid.append(line)
    return grid
