"""Declarations: what a province says about itself in YAML files, read strictly and typed.

Knows nothing of Django or of any other room; every room that loads files stands on it.
"""

from tinhso.kernel.declarations.fingerprints import JSON, fingerprint, fingerprint_files
from tinhso.kernel.declarations.problems import DeclarationError, Problem
from tinhso.kernel.declarations.reading import (
    Source,
    load_yaml,
    load_yaml_text,
    read_yaml,
    read_yaml_text,
)
from tinhso.kernel.declarations.reports import LoadReport
from tinhso.kernel.declarations.texts import Text

__all__ = [
    "JSON",
    "DeclarationError",
    "LoadReport",
    "Problem",
    "Source",
    "Text",
    "fingerprint",
    "fingerprint_files",
    "load_yaml",
    "load_yaml_text",
    "read_yaml",
    "read_yaml_text",
]
