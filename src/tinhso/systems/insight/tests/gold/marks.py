"""The labelled reports: a text with its claims marked in place, read into text and labels.

A mark is `[[quote|indicator measure value unit period kind relation key=value ...]]`. `?` is a
subject that is not in the catalogue (its words are given as `subject=`), `-` is no period; kind
and relation may be left out where they are `actual` and `=`. Offsets are counted here, so nobody
types one.

    python -m tinhso.systems.insight.tests.gold.marks dev FOLDER

writes the texts and `claims.jsonl` as the scorer of labelled claims takes them.
"""

import json
import re
import shlex
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
MARK = re.compile(r"\[\[(?P<quote>[^|\]]+)\|(?P<label>[^\]]+)\]\]")
MEASURES = frozenset(
    ["level", "rank", "growth_rate", "change_from_base", "ratio_to_base", "change", "share_of_plan"]
)
UNITS = frozenset(
    [
        "VND",
        "USD",
        "percent",
        "people",
        "count",
        "hectare",
        "km2",
        "tonnes",
        "points",
        "rank",
        "times",
        "years",
    ]
)
KINDS = frozenset({"actual", "estimate", "forecast", "target"})
RELATIONS = frozenset({"=", "<", ">", "~", "<=", ">="})
PERIOD = re.compile(r"\d{4}(-(0[1-9]|1[0-2])|-Q[1-4]|-H[12]|-M([1-9]|1[01])|/\d{4})?")
MORE = frozenset({"base_period", "place", "scope", "subject"})


class BadMarkError(ValueError):
    """A label breaks the conventions; the message holds the mark."""


@dataclass(frozen=True)
class Label:
    """One claim as a person read it; fields as in the labelled set's conventions."""

    document: str
    start: int
    end: int
    quote: str
    indicator: str | None
    measure: str
    value: Decimal
    unit: str
    relation: str
    period: str | None
    kind: str
    more: tuple[tuple[str, str], ...]

    def as_row(self) -> dict[str, Any]:
        """Return the label as a row of `claims.jsonl`."""
        row: dict[str, Any] = {
            name: getattr(self, name)
            for name in ("document", "start", "end", "quote", "indicator", "measure")
        }
        row |= {"value": float(self.value), "unit": self.unit, "relation": self.relation}
        return row | {"period": self.period, "kind": self.kind} | dict(self.more)


@dataclass(frozen=True)
class Report:
    """A labelled text: its words without the marks, and its claims in their order."""

    name: str
    text: str
    labels: tuple[Label, ...]

    def __str__(self) -> str:
        return self.name


def reports(folder: str) -> tuple[Report, ...]:
    """Return the labelled reports of `dev` or `held`; raise BadMarkError."""
    return tuple(
        unmarked(path.name, path.read_text(encoding="utf-8"))
        for path in sorted((HERE / folder).glob("*.txt"))
    )


def unmarked(name: str, marked: str) -> Report:
    """Part a marked text into its words and its labels; raise BadMarkError."""
    words: list[str] = []
    labels: list[Label] = []
    at = done = 0
    for mark in MARK.finditer(marked):
        before = marked[done : mark.start()]
        words += [before, mark["quote"]]
        start = at + len(before)
        at, done = start + len(mark["quote"]), mark.end()
        labels.append(_label(name, start, mark["quote"], mark["label"]))
    text = "".join([*words, marked[done:]])
    if "[[" in text or "]]" in text:
        raise BadMarkError(f"{name}: a mark was not closed")
    return Report(name, text, tuple(labels))


def _label(name: str, start: int, quote: str, label: str) -> Label:
    try:
        plain = [token for token in shlex.split(label) if not _is_named(token)]
        more = tuple(
            (key, value)
            for key, _, value in (
                token.partition("=") for token in shlex.split(label) if _is_named(token)
            )
        )
        indicator, measure, value, unit, period = plain[:5]
        kind, relation = (*plain[5:], *("actual", "=")[len(plain[5:]) :])
        read = Label(
            document=name,
            start=start,
            end=start + len(quote),
            quote=quote,
            indicator=None if indicator == "?" else indicator,
            measure=measure,
            value=Decimal(value),
            unit=unit,
            relation=relation,
            period=None if period == "-" else period,
            kind=kind,
            more=more,
        )
    except (ValueError, ArithmeticError) as error:
        raise BadMarkError(f"{name}: {quote!r} is marked {label!r}: {error}") from error
    for problem in _problems(read):
        raise BadMarkError(f"{name}: {quote!r} is marked {label!r}: {problem}")
    return read


def _is_named(token: str) -> bool:
    return token.partition("=")[0] in MORE


def _problems(label: Label) -> Iterator[str]:
    for found, known in (
        (label.measure, MEASURES),
        (label.unit, UNITS),
        (label.kind, KINDS),
        (label.relation, RELATIONS),
    ):
        if found not in known:
            yield f"{found} is none of {', '.join(sorted(known))}"
    named = dict(label.more)
    for period in (label.period, named.get("base_period")):
        if period and not PERIOD.fullmatch(period):
            yield f"{period} is no period"
    if label.indicator is None and "subject" not in named:
        yield "a subject outside the catalogue needs its words"
    if label.measure == "rank" and label.unit != "rank":
        yield "a rank is counted in rank"
    if label.measure in {"growth_rate", "change_from_base", "share_of_plan"} and (
        label.unit != "percent"
    ):
        yield f"a {label.measure} is in percent"
    if label.measure == "change_from_base" and "base_period" not in named:
        yield "a change from a base names its base"


def write(folder: str, into: Path) -> None:
    """Write the plain texts and `claims.jsonl` of `dev` or `held` into a folder."""
    into.mkdir(parents=True, exist_ok=True)
    rows: list[dict[str, Any]] = []
    for report in reports(folder):
        (into / report.name).write_text(report.text, encoding="utf-8")
        rows += [label.as_row() for label in report.labels]
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (into / "claims.jsonl").write_text(lines, encoding="utf-8")


if __name__ == "__main__":
    write(sys.argv[1], Path(sys.argv[2]))
