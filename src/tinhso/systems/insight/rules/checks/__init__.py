"""Whether what was read can be true: with itself, and with what is recorded. Pure."""

from collections.abc import Sequence
from datetime import date

from tinhso.systems.insight.rules.checks import (
    growth,
    outliers,
    ranks,
    shares,
    sources,
    standing,
    sums,
)
from tinhso.systems.insight.rules.checks.findings import (
    Amount,
    Finding,
    Kind,
    Promise,
    Ref,
    Severity,
    Statement,
    Thing,
)

__all__ = [
    "Amount",
    "Finding",
    "Kind",
    "Promise",
    "Ref",
    "Severity",
    "Statement",
    "Thing",
    "check",
]


def check(
    text: str,
    claims: Sequence[Statement],
    *,
    recorded: Sequence[Statement] = (),
    promises: Sequence[Promise] = (),
    on: date,
) -> tuple[Finding, ...]:
    """Return what doesn't fit among the claims of a text, and between them and what is recorded.

    `claims` have offsets into `text`. `recorded` holds the figures of the indicators that are
    claimed, but not those that these very claims were entered as; `promises` the targets of these
    indicators. The same question always gives the same answer, in the order of the text.
    """
    read = sorted(claims, key=lambda one: (one.start, one.end, one.ref.id))
    slips = tuple(outliers.unit_slips(read, recorded))
    slipped = frozenset(found.sides[0] for found in slips)
    sound = [one for one in read if one.ref not in slipped]
    found = (
        *shares.of_fractions(text, read),
        *shares.by_definition(read),
        *sums.by_definition(read),
        *sums.by_listing(text, read),
        *sums.of_structures(text, read),
        *sources.of_one_text(read),
        *ranks.of_unknown(read),
        *slips,
        *outliers.out_of_line(sound, recorded),
        *sources.against_recorded(sound, recorded),
        *sources.against_promises(read, promises),
        *growth.against_base(sound, recorded),
        *standing.stated_anew(read, recorded, on=on),
        *standing.brought_about(sound, recorded, promises, on=on),
    )
    places = {one.ref: one.start for one in read}
    once = {(one.kind, frozenset(one.sides)): one for one in reversed(found)}
    return tuple(
        sorted(
            once.values(),
            key=lambda one: (
                min((places[side] for side in one.sides if side in places), default=0),
                one.kind,
                [(side.thing, side.id) for side in one.sides],
            ),
        )
    )
