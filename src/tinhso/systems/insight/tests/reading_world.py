"""The reader of the province, made once."""

from functools import cache
from pathlib import Path

import tinhso
from tinhso.systems.insight.rules.claims import Claim
from tinhso.systems.insight.rules.reading import Reader, reader_of

PROVINCE = Path(tinhso.__file__).parent / "provinces" / "thai_nguyen" / "indicators"


@cache
def reader() -> Reader:
    return reader_of(PROVINCE / "aliases.yaml")


def claims(text: str) -> tuple[Claim, ...]:
    return reader().read(text).claims


def shown(claim: Claim) -> str:
    """A claim as reading_cases.yaml writes it."""
    value = f"{claim.value.normalize():f}"
    what = claim.indicator or f"? {claim.subject}"
    return " | ".join(
        [
            claim.quote,
            what,
            claim.measure,
            value,
            claim.unit,
            claim.relation,
            claim.period or "-",
            claim.kind,
        ]
    )
