"""Typst, which sets PDF and turns charts into pictures, with the fonts that are vendored.

Only those fonts are used, whatever the machine has: the same content gives the same paper.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import typst
from django.conf import settings

TEMPLATE = Path(__file__).with_name("paper.typ")
PICTURES = """#set page(width: auto, height: auto, margin: 0pt)
#let charts = json(bytes(sys.inputs.content))
#for (n, chart) in charts.enumerate() {
  if n > 0 { pagebreak() }
  image(bytes(chart), format: "svg")
}
"""
DOTS_PER_INCH = 220.0
ARCHIVAL: Literal["a-2u"] = "a-2u"
"""PDF/A-2u: every font is embedded and every letter can be read out again."""


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    folder = Path(settings.PACKAGE) / "web" / "static" / "vendor" / "papers"
    return typst.Fonts(include_system_fonts=False, font_paths=[str(folder)])


def pdf(content: dict[str, Any], *, made: datetime) -> bytes:
    """Return a report's content, as `paper.typ` expects it, as a PDF dated `made`."""
    compiler = typst.Compiler(
        TEMPLATE.read_bytes(),
        font_paths=_fonts(),
        sys_inputs={"content": json.dumps(content, ensure_ascii=False)},
    )
    found = compiler.compile(format="pdf", pdf_standards=ARCHIVAL, timestamp=made)
    if not isinstance(found, bytes):
        raise TypeError("a PDF is one file")
    return found


def pictures(drawings: Sequence[str]) -> list[bytes]:
    """Return SVG drawings as PNG, in their order."""
    if not drawings:
        return []
    compiler = typst.Compiler(
        PICTURES.encode(),
        font_paths=_fonts(),
        sys_inputs={"content": json.dumps(list(drawings), ensure_ascii=False)},
    )
    found = compiler.compile(format="png", ppi=DOTS_PER_INCH)
    return [found] if isinstance(found, bytes) else [one for one in found or [] if one]
