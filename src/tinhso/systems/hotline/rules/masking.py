"""What may be shown of a report, and what is recognised in its words. Pure decisions.

Numbers and addresses are masked by rule. Names, faces, plates in pictures and a pin on a home are
only proposed: a person confirms them before anything is published.
"""

import re
from dataclasses import dataclass
from typing import Final

from ..alike.rules.petitions import Petition, petition

MASK: Final = "•••"

# A letter that stands before means the digits belong to a word, such as a document's number.
_START = r"(?<![\w.,/-])"
_END = r"(?![\w/-])"

_PATTERNS: Final = (
    ("e-mail", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("phone", re.compile(_START + r"(?:\+84|84|0)(?:[ .-]?\d){8,10}" + _END)),
    ("identity number", re.compile(_START + r"\d{12}" + _END)),
    ("account number", re.compile(_START + r"\d{9,16}" + _END)),
    (
        "plate",
        re.compile(_START + r"\d{2}[ -]?[A-ZĐ]{1,2}\d?[ -]?\d{3}[.]?\d{1,2}" + _END, re.IGNORECASE),
    ),
    (
        "address",
        re.compile(
            r"\b(?:số nhà|nhà số|so nha|nha so)\s*\d+[a-zA-Z]?(?:/\d+)*"
            r"|\b(?:ngõ|ngách|hẻm|kiệt)\s*\d+[a-zA-Z]?(?:/\d+)*",
            re.IGNORECASE,
        ),
    ),
)


@dataclass(frozen=True)
class Masked:
    """A text with its personal numbers and addresses hidden, and what kinds were found."""

    text: str
    kinds: tuple[str, ...]


def mask(text: str) -> Masked:
    """Hide telephone, identity and account numbers, plates, e-mail and house addresses.

    Masking twice changes nothing. Basis: Law 91/2025/QH15 on the protection of personal data, in
    force on 1 January 2026, which lets personal data be published only with consent.
    """
    kinds = []
    for kind, pattern in _PATTERNS:
        text, found = pattern.subn(MASK, text)
        if found:
            kinds.append(kind)
    return Masked(text, tuple(kinds))


def sounds_like_complaint(text: str) -> bool:
    """Tell whether the words sound like a complaint or a denunciation, which go another way.

    Basis: the Law on Complaints (02/2011/QH13) and the Law on Denunciations (25/2018/QH14). It is
    a suggestion to the operator, never a decision; alike.paths tells where each goes.
    """
    return petition(text) in {Petition.COMPLAINT, Petition.DENUNCIATION, Petition.CRIME}


def title_of(text: str, *, longest: int = 80) -> str:
    """Return the first sentence of a report as its title, cut at a word with an ellipsis."""
    sentence = re.split(r"(?<=[.!?…])\s|\n", text.strip(), maxsplit=1)[0].rstrip(".")
    if len(sentence) <= longest:
        return sentence
    return sentence[:longest].rsplit(" ", 1)[0].rstrip(" ,;:-") + "…"


def coarse(latitude: float, longitude: float) -> tuple[float, float]:
    """Return a pin moved to a grid of about 500 m, shown until a person has confirmed it.

    A pin may stand on somebody's home; the commune is known anyway.
    """
    step = 0.005
    return round(round(latitude / step) * step, 6), round(round(longitude / step) * step, 6)
