"""How fast reports are read, beside one bare scan for numbers; and how well.

Usage: python bench/reading.py [--seconds 5] [FILE...]

Reads ordinary report text (the labelled reports of insight's tests, or the files named) over and
over in one thread, and prints characters a second. The limit it is held against scans the same
text once for anything that looks like a number: nothing that finds figures can do less. Where
labelled articles lie in the folder that TINHSO_SHARED names, their score is printed.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import tinhso
from tinhso.systems.insight.rules.reading import Reader, reader_of

PACKAGE = Path(tinhso.__file__).parent
ALIASES = PACKAGE / "provinces" / "thai_nguyen" / "indicators" / "aliases.yaml"
DENSE = PACKAGE / "systems" / "insight" / "tests" / "gold" / "dev"
ORDINARY = PACKAGE / "provinces" / "thai_nguyen" / "documents"
SHARED = Path(os.environ.get("TINHSO_SHARED", Path(__file__).resolve().parents[2] / "shared"))
NUMBERS = re.compile(r"\d+(?:[.,]\d+)*")
LABEL = re.compile(r"\[\[([^|\]]*)\|[^\]]*\]\]")  # of a labelled report: its words are read alone


def pace(texts: Sequence[str], work: Callable[[str], object], seconds: float) -> float:
    """Return characters a second, of the fastest of as many rounds as fit."""
    length = sum(map(len, texts))
    best = float("inf")
    ends = time.perf_counter() + seconds
    while time.perf_counter() < ends:
        begun = time.perf_counter()
        for text in texts:
            work(text)
        best = min(best, time.perf_counter() - begun)
    return length / best


def report(name: str, texts: Sequence[str], reader: Reader, seconds: float) -> None:
    """Print the pace over some texts and its ratio to the bare scan."""
    figures = sum(len(reader.read(text).claims) for text in texts)
    length = sum(map(len, texts))
    read = pace(texts, reader.read, seconds)
    bare = pace(texts, NUMBERS.findall, seconds / 5)
    print(
        f"{name}: {length:,} characters, a figure every {length // max(1, figures)}; "
        f"{read:,.0f} characters/s; bare scan {bare:,.0f}; ratio {read / bare:.3f}"
    )


def scored(files: Sequence[Path]) -> None:
    """Print the score on the labelled articles, by the command and the scorer as they stand."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as out:
        command = [
            sys.executable,
            "-m",
            "tinhso.cli",
            "read",
            *map(str, files),
            "--format",
            "jsonl",
        ]
        subprocess.run(command, check=True, stdout=out)
        judge = SHARED / "claims" / "score.py"
        gold = SHARED / "claims" / "seeds.jsonl"
        told = subprocess.run(
            [sys.executable, str(judge), str(gold), out.name],
            check=True,
            capture_output=True,
            text=True,
        )
    print(told.stdout.strip())


def main() -> None:
    """Read, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--seconds", type=float, default=5)
    chosen = parser.parse_args()
    reader = reader_of(ALIASES)
    articles = sorted((SHARED / "seeds").glob("*.txt"))
    ordinary = chosen.files or articles or sorted(ORDINARY.glob("*.md"))
    texts = [file.read_text(encoding="utf-8") for file in ordinary]
    report("ordinary text", texts, reader, chosen.seconds)
    dense = [LABEL.sub(r"\1", file.read_text(encoding="utf-8")) for file in DENSE.glob("*.txt")]
    report("statistics, dense with figures", dense, reader, chosen.seconds)
    if articles:
        scored(articles)
    else:
        print(json.dumps({"score": None, "why": f"no labelled articles in {SHARED}"}))


if __name__ == "__main__":
    main()
