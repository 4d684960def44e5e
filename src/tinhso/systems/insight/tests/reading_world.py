"""The reader of the province, made once."""

from functools import cache
from pathlib import Path

import yaml

import tinhso
from tinhso.systems.insight.rules.claims import Claim
from tinhso.systems.insight.rules.reading import Reader, lexicon_of

PROVINCE = Path(tinhso.__file__).parent / "provinces" / "thai_nguyen" / "indicators"


@cache
def reader() -> Reader:
    aliases = yaml.safe_load((PROVINCE / "aliases.yaml").read_text(encoding="utf-8"))
    return Reader(lexicon_of((), aliases))


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
