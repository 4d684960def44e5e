"""Procedures as files: read, checked, drawn, tried. Needs no database."""

from tinhso.kernel.cases.procedures.checking import Known, check
from tinhso.kernel.cases.procedures.compiled import Compiled
from tinhso.kernel.cases.procedures.packages import Package, parse, texts

__all__ = ["Compiled", "Known", "Package", "check", "parse", "texts"]
