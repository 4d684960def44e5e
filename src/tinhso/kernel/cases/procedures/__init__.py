"""Procedures as files: read, checked, drawn, tried. Needs no database.

A path is the procedure's folder, or the `procedure.yaml` in it.
"""

from pathlib import Path

from tinhso.kernel.cases.procedures import checking, drawing, packages
from tinhso.kernel.cases.procedures.checking import Known
from tinhso.kernel.cases.procedures.compiled import Compiled
from tinhso.kernel.cases.procedures.packages import Package, parse, texts
from tinhso.kernel.cases.procedures.surroundings import known_around
from tinhso.kernel.cases.procedures.trying import try_out
from tinhso.kernel.declarations import DeclarationError, Problem

__all__ = ["Compiled", "Known", "Package", "check", "draw", "parse", "texts", "try_out"]


def check(path: Path, known: Known | None = None) -> list[Problem]:
    """Return every mistake in a procedure, each with its line and cure; none is health.

    Without `known`, the roles and desks of the province the folder lies in are read; units are
    checked when the procedure is loaded.
    """
    folder = path if path.is_dir() else path.parent
    try:
        package = packages.parse(packages.texts(path), folder=str(folder))
        around = known or known_around(path)
    except DeclarationError as error:
        return list(error.problems)
    return sorted(set(checking.problems(package, around)))


def draw(path: Path, language: str = "vi") -> str:
    """Return a procedure as an SVG document; raises DeclarationError."""
    return drawing.draw(parse(texts(path), folder=str(path)).declared, language)
