"""Finding an indicator by what somebody types, or by the words of a report. Never chooses."""

from collections.abc import Sequence
from dataclasses import dataclass

from tinhso.kernel.documents.rules import PART, bare
from tinhso.kernel.indicators.models import Indicator

SHOWN = 8
SUGGESTED = 4
LIKELY = 0.5
"""The least share of a title's and a subject's words that must be the same to suggest it."""
MEANINGLESS = frozenset(
    [
        "so",
        "ty",
        "le",
        "cua",
        "va",
        "cac",
        "la",
        "tren",
        "dia",
        "ban",
        "tinh",
        "nam",
        "duoc",
        "trong",
        "tong",
        "gia",
        "tri",
        "muc",
        "co",
        "do",
        "theo",
    ]
)


@dataclass(frozen=True)
class Entry:
    """An indicator as it is searched: its words, with and without diacritics."""

    indicator: Indicator
    words: tuple[str, ...]
    bare_words: tuple[str, ...]


def found(query: str, *, limit: int = SHOWN) -> list[Indicator]:
    """Return the indicators of whose title or code every word typed begins a word.

    Diacritics count where they were typed; those whose title begins so go first.
    """
    typed = PART.findall(query.lower())
    if not typed:
        return []
    matching = [one for one in _entries() if all(_begins(word, one) for word in typed)]
    first = typed[0]
    ranked = sorted(
        matching,
        key=lambda one: (
            not (one.words[0].startswith(first) or one.bare_words[0].startswith(first)),
            len(one.words),
        ),
    )
    return [one.indicator for one in ranked][:limit]


def suggested(subject: str, unit: str) -> list[Indicator]:
    """Return the indicators whose titles share most words with a report's, likeliest first.

    Only those in the unit of the figure: a suggestion is a help to look, never an answer.
    """
    said = _meaningful(PART.findall(bare(subject)))
    if not said:
        return []
    scored = []
    for one in _entries():
        named = _meaningful(one.bare_words)
        shared = len(said & named)
        score = shared / len(said | named) if named else 0.0
        partly = shared / min(len(said), len(named)) if named and shared else 0.0
        if one.indicator.unit == unit and max(score, partly * LIKELY) >= LIKELY:
            scored.append((score, one.indicator))
    scored.sort(key=lambda pair: (-pair[0], pair[1].position))
    return [one for _, one in scored[:SUGGESTED]]


def by_code(code: str) -> Indicator | None:
    """Return an indicator by its code."""
    return Indicator.objects.filter(code=code).first() if code else None


def _entries() -> list[Entry]:
    found = []
    for one in Indicator.objects.defer("definition"):
        words = PART.findall(f"{one.name.vi} {one.name.en} {one.code}".lower().replace("_", " "))
        title = PART.findall(one.name.vi.lower())
        found.append(Entry(one, tuple(words), tuple(bare(word) for word in title)))
    return found


def _begins(typed: str, entry: Entry) -> bool:
    return any(word.startswith(typed) for word in (*entry.words, *entry.bare_words))


def _meaningful(words: Sequence[str]) -> set[str]:
    return set(words) - MEANINGLESS
