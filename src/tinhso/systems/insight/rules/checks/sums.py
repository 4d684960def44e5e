"""Parts that should add up to their whole: by definition, and by how a sentence lists them."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from tinhso.systems.insight.rules.checks.digits import Interval, allowed
from tinhso.systems.insight.rules.checks.findings import Amount, Finding, Kind, Severity, Statement
from tinhso.systems.insight.rules.checks.known import STRUCTURES, SUMS

ALL_OF_THEM = re.compile(r"\b(?:bao gồm|gồm có|gồm|chia ra)\b", re.IGNORECASE)
SOME_OF_THEM = re.compile(r"\btrong (?:số )?đó\b", re.IGNORECASE)
NEW_THOUGHT = re.compile(
    r"\b(?:đã|lũy kế|luỹ kế|ngoài ra|bên cạnh đó|đồng thời|đến nay|hiện)\b|\)", re.IGNORECASE
)
REST = re.compile(r"\bthuế sản phẩm\b", re.IGNORECASE)
NOUN = re.compile(r"[\d.,/]+\s*(?:(?:nghìn|ngàn|triệu|tỷ|tỉ)\s+)*(\w+)")
ADDED = frozenset({"VND", "USD", "count", "people", "hectare", "km2", "tonnes"})
FAR = 400
ZERO = Interval(Decimal(0), Decimal(0))
HUNDRED = Decimal(100)


def by_definition(claims: Sequence[Statement]) -> Iterator[Finding]:
    """Find wholes that are not the sum of the parts they are defined to have."""
    by_key = {claim.key: claim for claim in reversed(claims) if claim.kind != "target"}
    for whole in by_key.values():
        if whole.measure != "level":
            continue
        for known in SUMS.get(whole.indicator or "", ()):
            parts = [
                by_key[(code, *whole.key[1:])]
                for code in known.parts
                if (code, *whole.key[1:]) in by_key
            ]
            everything = known.complete and len(parts) == len(known.parts)
            if parts:
                yield from _compared(whole, parts, everything=everything, sure=True)


def by_listing(text: str, claims: Sequence[Statement]) -> Iterator[Finding]:
    """Find lists ("gồm …", "trong đó …") whose parts don't fit the figure they follow.

    After "gồm", or at once in brackets, the parts are all there are; after "trong đó" they are
    some, so that only more than the whole is impossible. Where the first of them make the whole,
    the rest of the sentence is about something else.
    """
    levels = [claim for claim in claims if claim.measure == "level" and claim.kind != "target"]
    for place, first in enumerate(levels[1:], start=1):
        between = text[levels[place - 1].end : first.start]
        opened = between.rstrip().endswith("(")
        everything = opened or bool(ALL_OF_THEM.search(between))
        whole = _whole_for(first, levels[:place])
        if whole is None or not (everything or SOME_OF_THEM.search(between)):
            continue
        parts = _run(text, levels[place:], whole)
        if opened and not all(_is_defined_part(whole, part) for part in parts):
            continue
        everything = everything and len(parts) > 1
        if not _some_run_fits(whole, parts) and not _overlap(whole, parts):
            yield from _compared(whole, parts, everything=everything, sure=False)


def of_structures(text: str, claims: Sequence[Statement]) -> Iterator[Finding]:
    """Find shares of one structure that don't make the whole.

    Without taxes on products the sectors leave a rest, so that they can only be too much; a
    sentence that names the taxes gives all there is.
    """
    by_key = {claim.key: claim for claim in reversed(claims)}
    for codes in STRUCTURES:
        for first in [claim for claim in by_key.values() if claim.indicator == codes[0]]:
            sectors = [by_key.get((code, *first.key[1:])) for code in codes]
            shares = [one for one in sectors if one is not None and one.unit == "percent"]
            if first.measure != "level" or len(shares) < len(codes):
                continue
            everything = bool(REST.search(text[first.sentence_start : first.sentence_end]))
            if everything:
                shares = [one for one in claims if _is_beside(one, first)]
            total = _total(shares)
            if (total.low is not None and total.low > HUNDRED) or (
                everything and not total.meets(Interval(HUNDRED, HUNDRED))
            ):
                computed = sum((one.value for one in shares), Decimal(0))
                yield Finding(
                    Kind.STRUCTURE,
                    Severity.ERROR,
                    tuple(one.ref for one in shares),
                    codes[0],
                    {"computed": Amount(computed, "percent")},
                )


def _is_beside(one: Statement, first: Statement) -> bool:
    """Return whether a figure is another share of the same structure, in the same sentence."""
    return (one.measure, one.unit, one.period, one.kind, one.area, one.sentence_start) == (
        first.measure,
        first.unit,
        first.period,
        first.kind,
        first.area,
        first.sentence_start,
    )


def _whole_for(first: Statement, before: Sequence[Statement]) -> Statement | None:
    """Return the last figure before a list that its first part can be a part of."""
    for whole in reversed(before):
        if first.start - whole.end > FAR:
            return None
        if (whole.unit, whole.period, whole.area, whole.kind) == (
            first.unit,
            first.period,
            first.area,
            first.kind,
        ):
            return whole if _is_of_its_sort(whole, first) else None
    return None


def _is_of_its_sort(whole: Statement, part: Statement) -> bool:
    if part.unit not in ADDED:
        return False
    if part.indicator and whole.indicator and part.indicator.startswith(f"{whole.indicator}_"):
        return True
    if _is_defined_part(whole, part):
        return True
    one, other = NOUN.match(_bare(whole.quote)), NOUN.match(_bare(part.quote))
    return one is not None and other is not None and one[1].lower() == other[1].lower()


def _is_defined_part(whole: Statement, part: Statement) -> bool:
    return any(part.indicator in known.parts for known in SUMS.get(whole.indicator or "", ()))


def _bare(quote: str) -> str:
    found = re.search(r"\d", quote)
    return quote[found.start() :] if found else quote


def _run(text: str, levels: Sequence[Statement], whole: Statement) -> list[Statement]:
    """Return the parts of a list, to where a new thought or another sentence begins."""
    first = levels[0]
    parts = [first]
    last = first
    for claim in levels[1:]:
        if claim.sentence_start != first.sentence_start or NEW_THOUGHT.search(
            text[last.end : claim.start]
        ):
            break
        last = claim
        if (claim.unit, claim.period, claim.kind) == (first.unit, first.period, first.kind) and (
            _is_of_its_sort(whole, claim)
        ):
            parts.append(claim)
    return parts


def _some_run_fits(whole: Statement, parts: Sequence[Statement]) -> bool:
    bound = allowed(whole)
    return any(_total(parts[:count]).meets(bound) for count in range(2, len(parts) + 1))


def _overlap(whole: Statement, parts: Sequence[Statement]) -> bool:
    """Return whether parts are counted by different definitions: guests from abroad, overnight."""
    groups = SUMS.get(whole.indicator or "", ())
    places = [
        place
        for part in parts
        for place, known in enumerate(groups)
        if part.indicator in known.parts
    ]
    return len(set(places)) > 1


def _compared(
    whole: Statement, parts: Sequence[Statement], *, everything: bool, sure: bool
) -> Iterator[Finding]:
    total, bound = _total(parts), allowed(whole)
    too_much = total.low is not None and bound.high is not None and total.low > bound.high
    if too_much or (everything and not total.meets(bound)):
        computed = sum((part.value for part in parts), Decimal(0))
        yield Finding(
            Kind.PARTS,
            Severity.ERROR if sure or everything else Severity.WARNING,
            (whole.ref, *(part.ref for part in parts)),
            whole.indicator,
            {"computed": Amount(computed, whole.unit), "stated": whole.amount},
        )


def _total(parts: Sequence[Statement]) -> Interval:
    total = ZERO
    for part in parts:
        total = total.plus(allowed(part))
    return total
