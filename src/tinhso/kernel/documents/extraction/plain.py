"""Text and markdown files."""

import re

from tinhso.kernel.documents import rules
from tinhso.kernel.documents.extraction.contracts import Extracted, Note, UnreadableError
from tinhso.kernel.documents.extraction.decoding import decode

FENCE = "---"
PIPES = re.compile(r"^\s*\|(.*)\|\s*$")
RULE = re.compile(r"^\s*\|?(?:\s*:?-{3,}:?\s*\|)+\s*(?::?-{3,}:?\s*)?$")


def read_text(data: bytes) -> Extracted:
    """Read a text file as it stands."""
    text, notes = decode(data)
    head, body = split_head(rules.normalise(text))
    if head:
        notes = (*notes, Note("head"))
    return Extracted(rules.normalise(body), "text", notes, head=head)


def read_markdown(data: bytes) -> Extracted:
    """Read a markdown file: its tables between pipes become rows of cells with tabs between."""
    read = read_text(data)
    return Extracted(rules.normalise(_tables(read.text)), "markdown", read.notes, head=read.head)


def split_head(text: str) -> tuple[str, str]:
    """Return what stands between two lines of `---` at the head of a text, and the rest.

    Raises UnreadableError when the first is there without the second, or nothing after it.
    """
    if not text.startswith(FENCE + "\n"):
        return "", text
    head, fence, body = f"{text[len(FENCE) + 1 :]}\n".partition(f"\n{FENCE}\n")
    if not fence:
        raise UnreadableError("open_head")
    if not body.strip():
        raise UnreadableError("only_head")
    return head, body


def _tables(text: str) -> str:
    lines = text.split("\n")
    told: list[str] = []
    for place, line in enumerate(lines):
        row = PIPES.match(line)
        if RULE.match(line) and place and PIPES.match(lines[place - 1]):
            continue
        told.append("\t".join(_cells(row[1])) if row and _in_table(lines, place) else line)
    return "\n".join(told)


def _cells(row: str) -> list[str]:
    return [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", row)]


def _in_table(lines: list[str], place: int) -> bool:
    """Return whether the row of pipes belongs to a table: one that has a rule under its first."""
    first = place
    while first and PIPES.match(lines[first - 1]):
        first -= 1
    return first + 1 < len(lines) and bool(RULE.match(lines[first + 1]))
