"""Measures likeness and suggestions on the sets beside this file; for the test and the bench."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from tinhso.systems.hotline.alike.rules.likeness import Told, likeness
from tinhso.systems.hotline.alike.rules.topics import (
    Confirmed,
    Seed,
    Topics,
    learned,
    seeded,
    taught,
)

HERE = Path(__file__).parent
PROVINCE = HERE.parents[4] / "provinces" / "thai_nguyen"
KEYWORDS = PROVINCE / "registers" / "rows" / "hotline_categories.yaml"
PATTERNS = PROVINCE / "hotline" / "demonstration.yaml"
NOW = datetime(2026, 11, 1, tzinfo=UTC)
A_DEGREE_M = 111_195


@dataclass(frozen=True)
class Pairs:
    """How many pairs of one thing were found, how many others were taken for one, and missed."""

    found: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """Of the pairs taken for one thing, the share that are."""
        return self.found / (self.found + self.wrong)

    @property
    def recall(self) -> float:
        """Of the pairs of one thing, the share that were found."""
        return self.found / (self.found + self.missed)


@dataclass(frozen=True)
class Guesses:
    """How many texts were tried, and the shares whose category came first and among three."""

    tried: int
    first: float
    among: float


def seeds() -> list[Seed]:
    """Return the province's own categories with their keywords."""
    rows = _read(KEYWORDS)["rows"]
    return [Seed(row["code"], (row["title"], *row["keywords"].split(","))) for row in rows]


def topics() -> Topics:
    """Return what keywords say, with nothing learned."""
    return seeded(seeds())


def narrow() -> Topics:
    """Return what would be learned from many reports that say the same few things."""
    told = _read(PATTERNS)["categories"]
    confirmed = [
        Confirmed(text, code)
        for code, category in told.items()
        for text in category["texts"] * int(float(category["weight"]) * 10)
    ]
    return taught(seeds(), learned(confirmed))


def pairs(name: str) -> Pairs:
    """Compare the pairs of a set."""
    model, found, wrong, missed = topics(), 0, 0, 0
    for pair in _read(HERE / name):
        is_alike = likeness(*_told(pair, model)).is_alike
        found += pair["same"] and is_alike
        wrong += is_alike and not pair["same"]
        missed += pair["same"] and not is_alike
    return Pairs(found, wrong, missed)


def _told(pair: dict[str, Any], model: Topics) -> tuple[Told, Told]:
    apart = pair.get("metres")
    pins: tuple[tuple[float | None, float | None], ...] = ((None, None), (None, None))
    if apart is not None:
        pins = ((21.5, 105.8), (21.5 + apart / A_DEGREE_M, 105.8))
    days = (NOW, NOW - timedelta(days=pair["days"]))
    one, other = (
        Told(text, at, *pin, area="one", about=model.shares(text))
        for text, at, pin in zip((pair["a"], pair["b"]), days, pins, strict=True)
    )
    return one, other


def categories(model: Topics) -> Guesses:
    """Guess the category of every text of the set."""
    tried, first, among = 0, 0, 0
    for code, texts in _read(HERE / "categories.yaml").items():
        for text in texts:
            guessed = list(model.shares(text))[:3]
            tried += 1
            first += guessed[:1] == [code]
            among += code in guessed
    return Guesses(tried, first / tried, among / tried)


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))
