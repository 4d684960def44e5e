"""`tinhso read`: the figures of reports, with no database and no Django."""

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from tinhso.cli.deployment import CommandError, province

if TYPE_CHECKING:
    from tinhso.systems.insight.rules.claims import Claim
    from tinhso.systems.insight.rules.reading import Reader

OPTIONAL = ("base_period", "place", "scope")  # written only where the text gives one


def read(chosen: argparse.Namespace) -> int:
    """Print the claims of every file; 1 when a file could not be read."""
    reader = _reader()
    write = as_json if chosen.format == "jsonl" else as_words
    code = 0
    for file in chosen.files:
        try:
            text = text_of(file)
        except (OSError, ValueError) as error:
            print(f"tinhso: {file}: {error}", file=sys.stderr)
            code = 1
            continue
        for line in claims_of(reader, file.name, text, write):
            print(line)
    return code


def claims_of(
    reader: "Reader", name: str, text: str, write: Callable[[str, "Claim"], str]
) -> Iterator[str]:
    """Yield a line for each claim of a text."""
    for claim in reader.read(text).claims:
        yield write(name, claim)


def text_of(file: Path) -> str:
    """Return the text of a file; of plain UTF-8 text exactly what the file holds.

    Offsets into a plain file are then offsets into the file itself. Raises OSError when it can't
    be opened, ValueError (with the reason) when no text can be had from it.
    """
    data = file.read_bytes()
    if file.suffix.lower() in (".txt", ".md", ""):
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            pass  # an older encoding: recognised below
    from tinhso.kernel.documents.extraction import extract

    return extract(data, file.name).text


def as_json(name: str, claim: "Claim") -> str:
    """Return a claim as one line of JSON."""
    row: dict[str, object] = {
        "document": name,
        "start": claim.start,
        "end": claim.end,
        "quote": claim.quote,
        "indicator": claim.indicator,
        "subject": claim.subject,
        "measure": claim.measure,
        "value": _number(claim.value),
        "unit": claim.unit,
        "relation": claim.relation,
        "period": claim.period,
        "kind": claim.kind,
    }
    row |= {field: given for field in OPTIONAL if (given := getattr(claim, field))}
    return json.dumps(row, ensure_ascii=False)


def as_words(name: str, claim: "Claim") -> str:
    """Return a claim as a line to read."""
    what = claim.indicator or f"? {claim.subject}"
    return (
        f"{name}:{claim.start}: {claim.quote} | {what} | {claim.measure} {claim.relation} "
        f"{claim.value:f} {claim.unit} | {claim.period or '-'} | {claim.kind}"
    )


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _reader() -> "Reader":
    # Late: every other command starts without it.
    from tinhso.systems.insight.rules.reading import reader_of

    file = province() / "indicators" / "aliases.yaml"
    if not file.is_file():
        raise CommandError(
            f"{file} is missing: it holds the words in which reports name what is measured. "
            "provinces/thai_nguyen has one to begin with."
        )
    return reader_of(file)
