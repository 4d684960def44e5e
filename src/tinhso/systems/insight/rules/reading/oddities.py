"""Words that don't belong in a report: advertisements put into it, and slips of the pen."""

from collections.abc import Iterable, Iterator

from tinhso.systems.insight.rules.claims import Oddity
from tinhso.systems.insight.rules.reading.items import Item


def spam(text: str, original: str, phrases: Iterable[str]) -> Iterator[Oddity]:
    """Yield advertisements in folded `text` ("Nạp Tiền 188bet"); the longest where two overlap."""
    covered: list[tuple[int, int]] = []
    for phrase in sorted(phrases, key=len, reverse=True):
        at = text.find(phrase)
        while at >= 0:
            end = at + len(phrase)
            whole = not text[at - 1 : at].isalnum() and not text[end : end + 1].isalnum()
            if whole and not any(start <= at < stop for start, stop in covered):
                covered.append((at, end))
                yield Oddity("spam", at, end, original[at:end])
            at = text.find(phrase, end)


def slips(items: Iterable[Item], original: str) -> Iterator[Oddity]:
    """Yield words that were read as a longer one: "324 doanh công nghệ số"."""
    for item in items:
        if item.slip:
            yield Oddity("typo", item.start, item.end, original[item.start : item.end])
